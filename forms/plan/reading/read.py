"""A document of any file type; what it is called does not matter, only what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from forms.errors import UserError
from forms.plan.reading.limits import MAX_FILE, refuse_broken, refuse_large

if TYPE_CHECKING:
    from collections.abc import Callable

    from forms.plan.reading.document import Document

_ARCHIVE: Final = b"PK\x03\x04"
_PDF: Final = b"%PDF-"
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_WITHIN: Final = 1024
_ODF: Final = "application/vnd.oasis.opendocument."


def read_document(
    data: bytes, file: str, *, turned: Callable[[int], None] = lambda page: None
) -> Document:
    """The document in a file's bytes.

    Args:
        data: All of them.
        file: The name to say in refusals.
        turned: Told each page of a PDF, which takes the longest to read.

    Raises:
        UserError: It cannot be read; the sentence says why and what to do.
    """
    if not data.strip():
        raise UserError("{file} is empty.", file=file)
    if len(data) > MAX_FILE:
        raise refuse_large(file)
    if data.startswith(_OLD_OFFICE):
        raise UserError(
            "{file} is of an old Office format; open it and save it as .odt, .docx, "
            ".ods or .xlsx.",
            file=file,
        )
    if _PDF in data[:_PDF_WITHIN]:
        from forms.plan.reading.pdf import read_pdf

        return read_pdf(data, file, turned)
    if data.startswith(_ARCHIVE):
        return _read_archive(data, file)
    from forms.plan.reading.text import read_text

    return read_text(data, file)


def _read_archive(data: bytes, file: str) -> Document:
    from forms.plan.reading.archive import Archive

    archive = Archive(data, file)
    if archive.text("mimetype").startswith(_ODF) or "content.xml" in archive.names:
        from forms.plan.reading.odf import read_odf

        return read_odf(archive, file)
    if "word/document.xml" in archive.names:
        from forms.plan.reading.word import read_word

        return read_word(archive, file)
    if "xl/workbook.xml" in archive.names:
        from forms.plan.reading.sheet import read_workbook

        return read_workbook(archive, file)
    raise refuse_broken(file)
