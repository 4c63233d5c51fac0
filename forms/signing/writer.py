"""Adding to a PDF without touching what is already there."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.stamp.base import BaseStamp, BaseStampStyle

if TYPE_CHECKING:
    from datetime import datetime

    from pyhanko.pdf_utils.extensions import DeveloperExtension
    from pyhanko.pdf_utils.generic import IndirectObject
    from pyhanko.pdf_utils.layout import BoxConstraints
    from pyhanko.pdf_utils.writer import BasePdfFileWriter
    from pyhanko.sign.signers import PdfSigner


class UpdateWriter(IncrementalPdfFileWriter):
    """An incremental update that leaves alone what the document says of itself.

    pyHanko would write the time of the update into Info and XMP, and into the catalog
    that the file is PDF 2.0: it would no longer be PDF/A-3, and nobody could tell
    that change from a forger's.
    """

    def __init__(self, pdf: bytes) -> None:
        super().__init__(BytesIO(pdf))

    def _update_meta(self) -> None:
        pass

    def ensure_output_version(self, version: tuple[int, int]) -> None:
        """Nothing that is written here needs a later version than the report's."""

    def register_extension(self, ext: DeveloperExtension) -> None:
        """Signatures of this kind are read without their extension being named."""


@dataclass(frozen=True)
class Picture(BaseStampStyle):
    """How a signature looks: the only page of a small PDF, as it is.

    The page must have the size of the field; its fonts come with it.
    """

    page: bytes = b""

    def create_stamp(
        self,
        writer: BasePdfFileWriter,
        box: BoxConstraints,
        text_params: dict[str, Any],
    ) -> BaseStamp:
        """The picture, to be put into the field."""
        return _PictureStamp(writer=writer, style=self, box=box)


class _PictureStamp(BaseStamp):
    style: Picture

    def register(self) -> IndirectObject:
        page = PdfFileReader(BytesIO(self.style.page))
        imported: IndirectObject = self._ensure_writer.import_page_as_xobject(page)
        return imported

    def _render_inner_content(self) -> list[bytes]:
        raise NotImplementedError


def write_signed(writer: UpdateWriter, signer: PdfSigner, *, now: datetime) -> bytes:
    """The document with one update more, signed into a field that is there."""
    return asyncio.run(_write_signed(writer, signer, now))


async def _write_signed(
    writer: UpdateWriter, signer: PdfSigner, now: datetime
) -> bytes:
    """What `PdfSigner.sign_pdf` does, but with the time that was given."""
    session = signer.init_signing_session(writer, existing_fields_only=True)
    session.system_time = now
    size = await session.estimate_signature_container_size(None, tight=False)
    document = session.prepare_tbs_document(None, size)
    output = BytesIO()
    prepared, _ = document.digest_tbs_document(output=output)
    await document.perform_signature(
        prepared.document_digest, PdfCMSSignedAttributes(signing_time=now)
    )
    return output.getvalue()
