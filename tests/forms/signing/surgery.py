# mypy: disable-error-code="no-untyped-call"
"""What an enemy does to a report: bytes, updates, and signatures of his own."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

from forms.signing import sign
from forms.signing.chain import signed_links
from forms.signing.sign import _sign
from forms.signing.verify import examine
from forms.signing.writer import UpdateWriter, write_signed
from tests.forms.signing.builder import (
    INK,
    LATER,
    NOW,
    TEXTS,
    People,
    chain_of,
    sealed_by,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from forms.signing.identity import Identity

    Change = Callable[[UpdateWriter], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """The report at each stage, another one of the same people, and a stranger."""

    people: People
    enemy: People
    base: bytes
    sealed: bytes
    signed: bytes
    complete: bytes
    other: bytes


def cut(pdf: bytes, pattern: bytes, replacement: bytes, nth: int = 0) -> bytes:
    """The bytes with the n-th match replaced, which must exist."""
    match = list(re.finditer(pattern, pdf, re.DOTALL))[nth]
    return pdf[: match.start()] + match.expand(replacement) + pdf[match.end() :]


def flipped(pdf: bytes, position: int, mask: int = 1) -> bytes:
    changed = bytearray(pdf)
    changed[position] ^= mask
    return bytes(changed)


def updated(pdf: bytes, change: Change) -> bytes:
    """An incremental update by somebody without a key."""
    writer = UpdateWriter(pdf)
    change(writer)
    output = BytesIO()
    writer.write(output)
    assert len(output.getvalue()) > len(pdf)
    return output.getvalue()


def insider(
    pdf: bytes,
    identity: Identity,
    role: str,
    change: Change,
    change_after: bool = False,
) -> bytes:
    """A countersignature whose update holds something more, which it covers."""
    examination = examine(pdf)
    links = signed_links(examination.chain)
    writer = UpdateWriter(pdf)
    change(writer)
    return _sign(
        writer,
        links,
        next(link for link in links if link.role == role),
        identity=identity,
        ink=INK,
        now=LATER,
        texts=TEXTS,
    )


def strangely_signed(
    pdf: bytes,
    field: str,
    identity: Identity,
    *,
    new_field: SigFieldSpec | None = None,
    **metadata: Any,
) -> bytes:
    """A signature by another program than ours."""
    writer = UpdateWriter(pdf)
    if new_field is not None:
        append_signature_field(writer, new_field)
    settings: dict[str, Any] = {
        "field_name": field,
        "subfilter": SigSeedSubFilter.PADES,
        "name": identity.name,
        **metadata,
    }
    signer = PdfSigner(PdfSignatureMetadata(**settings), identity.signer)
    return write_signed(writer, signer, now=NOW)


def rewritten(
    pdf: bytes, change: Callable[[pikepdf.Pdf], object], **save: Any
) -> bytes:
    """The whole file written anew by another program."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        change(opened)
        output = BytesIO()
        opened.save(output, **save)
    return output.getvalue()


def page(writer: UpdateWriter, number: int) -> generic.DictionaryObject:
    reference = writer.find_page_for_modification(number)[0]
    writer.mark_update(reference)
    found: generic.DictionaryObject = reference.get_object()
    return found


def root(writer: UpdateWriter) -> generic.DictionaryObject:
    writer.update_root()
    found: generic.DictionaryObject = writer.root
    return found


def field(writer: UpdateWriter, name: str) -> generic.DictionaryObject:
    for reference in writer.root["/AcroForm"]["/Fields"]:
        found: generic.DictionaryObject = reference.get_object()
        if found["/T"] == name:
            writer.mark_update(reference.reference)
            return found
    raise KeyError(name)


def stream(writer: UpdateWriter, data: bytes, **entries: Any) -> generic.IndirectObject:
    dictionary = {pdf_name(f"/{key}"): value for key, value in entries.items()}
    made: generic.IndirectObject = writer.add_object(
        generic.StreamObject(dictionary, stream_data=data)
    )
    return made


def dictionary(**entries: Any) -> generic.DictionaryObject:
    return generic.DictionaryObject(
        {pdf_name(f"/{key}"): value for key, value in entries.items()}
    )


def array(*values: Any) -> generic.ArrayObject:
    return generic.ArrayObject(values)


def number(value: int) -> generic.NumberObject:
    return generic.NumberObject(value)


def text(value: str) -> generic.TextStringObject:
    return generic.TextStringObject(value)


name: Final = pdf_name


def overwrite(
    writer: UpdateWriter, reference: generic.IndirectObject, data: bytes
) -> None:
    """The same object with other content."""
    writer.mark_update(reference.reference)
    changed = reference.get_object()
    assert isinstance(changed, generic.StreamObject)
    changed._data, changed._encoded_data = data, None


def annotation(writer: UpdateWriter, subtype: str) -> generic.IndirectObject:
    made: generic.IndirectObject = writer.add_object(
        dictionary(
            Type=name("/Annot"),
            Subtype=name(subtype),
            Rect=array(*map(number, (50, 700, 400, 800))),
            Contents=text("不符合"),
            F=number(4),
        )
    )
    return made


def annotate(writer: UpdateWriter, subtype: str, on: int = 0) -> None:
    target = page(writer, on)
    notes = list(list.__iter__(target.get("/Annots", generic.ArrayObject())))
    target[name("/Annots")] = array(*notes, annotation(writer, subtype))


@contextmanager
def unheeding() -> Iterator[None]:
    """Our program, if it did not look at what it has signed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sign, "_require_accepted", lambda *_, **__: None)
        yield


def sealed_regardless(base: bytes, persons: People, reports: Reports) -> bytes:
    """What our program would sign if it did not look at what and with whose key."""
    with unheeding(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(sign, "_require_match", lambda *_: None)
        return sealed_by(persons, base=base, chain=chain_of(reports.people))
