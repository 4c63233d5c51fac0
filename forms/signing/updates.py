"""What was added to a report after it was sealed: signatures, and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pyhanko.pdf_utils.generic import (
    DictionaryObject,
    IndirectObject,
    NumberObject,
    StreamObject,
)

from forms.errors import UserError
from forms.signing.structure import (
    dictionaries,
    entry,
    key_of,
    name_in,
    references,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyhanko.pdf_utils.generic import PdfObject

    from forms.signing.signatures import Signature
    from forms.signing.structure import Document, Key

_FILLED: Final = frozenset({"/V", "/AP"})
_DRAWN: Final = frozenset(
    {
        "/Type", "/Subtype", "/BBox", "/Resources", "/Filter", "/Length", "/Font",
        "/ProcSet",
        "/BaseFont", "/FirstChar", "/LastChar", "/Widths", "/FontDescriptor", "/Name",
        "/ToUnicode",
        "/FontName", "/FontBBox", "/FontFile2", "/Length1", "/Ascent", "/Descent",
        "/CapHeight", "/Flags", "/ItalicAngle", "/MissingWidth", "/StemV",
    }
)  # fmt: skip
"""All that lines and letters need: no pictures, files, layers, transparency."""

_PLAIN: Final = re.compile(rb"[ -$&-~\n]*")  # pyHanko escapes whatever else there is
_STREAM: Final = b">>\nstream\n"
_STREAM_END: Final = b"\nendstream\nendobj\n"
_FONT: Final = re.compile(r"/F\d+\+\d+")


def require_signatures_only(
    document: Document, signatures: Sequence[Signature]
) -> None:
    """Refuse a report that was changed after its inspector sealed it.

    The report itself is revision 0, the inspector's signature revision 1, and each
    later revision holds one signature: its field, filled in, and what that needs.

    Raises:
        UserError: An update did something else, or none of them signed.
    """
    if [one.revision for one in signatures] != list(range(1, document.newest + 1)):
        raise _changed()
    for signature in signatures[1:]:
        _require_filling(document, signature)
    _require_sized(document)


def _changed() -> UserError:
    return UserError("The report was changed after it was sealed.")


def _require_sized(document: Document) -> None:
    """Refuse numbers of objects that are held free: programs differ over them."""
    highest = 0
    for revision in document.revisions:
        highest = max([highest, *(number for number, _ in revision.objects)])
        size = entry(revision.trailer, "/Size")
        if not isinstance(size, NumberObject) or size != highest + 1:
            raise _changed()


def _require_filling(document: Document, signature: Signature) -> None:
    number = signature.revision
    written = document.revisions[number].objects
    _require_same_trailer(document, number)
    _require_plain(document, number)
    new = {key for key in written if document.lookup(key, number - 1) is None}
    if written.keys() - new != {signature.field.key}:
        raise _changed()
    before = document.dictionary(document.lookup(signature.field.key, number - 1), 0)
    after = document.dictionary(written[signature.field.key], 0)
    if "/V" in before or _without_filling(before) != _without_filling(after):
        raise _changed()
    appearance = document.dictionary(entry(after, "/AP"), number)
    if set(appearance) != {"/N"} or "/AP" not in before:
        raise _changed()
    if new != {signature.key, *_drawn(document, number, entry(appearance, "/N"))}:
        raise _changed()


def _require_plain(document: Document, number: int) -> None:
    """Refuse comments and other signs that not every program skips alike."""
    revision = document.revisions[number]
    for key, (start, end) in revision.spans.items():
        text = document.data[start:end]
        value = revision.objects[key]
        if isinstance(value, StreamObject):
            length = int(value["/Length"]) + len(_STREAM_END)
            text, rest = text[:-length], text[-length:]
            if not text.endswith(_STREAM) or not rest.endswith(_STREAM_END):
                raise _changed()
        if not _PLAIN.fullmatch(text):
            raise _changed()


def _without_filling(field: DictionaryObject) -> dict[str, PdfObject]:
    return {key: value for key, value in dict.items(field) if key not in _FILLED}


def _drawn(document: Document, number: int, picture: PdfObject | None) -> set[Key]:
    """The objects of a picture: it and its fonts, all brought by this update."""
    written = document.revisions[number].objects
    if not isinstance(picture, IndirectObject):
        raise _changed()
    form = document.dictionary(picture, number)
    if name_in(form, "/Subtype") != "/Form":
        raise _changed()
    found: set[Key] = set()
    waiting = [key_of(picture)]
    while waiting:
        key = waiting.pop()
        if key in found:
            continue
        if key not in written:
            raise _changed()
        found.add(key)
        for part in dictionaries(written[key]):
            if not all(name in _DRAWN or _FONT.fullmatch(name) for name in part):
                raise _changed()
        waiting.extend(references(written[key]))
    return found


def _require_same_trailer(document: Document, number: int) -> None:
    before = document.revisions[number - 1].trailer
    after = document.revisions[number].trailer
    for key in ("/Root", "/Info"):
        old, new = entry(before, key), entry(after, key)
        if isinstance(old, IndirectObject) and isinstance(new, IndirectObject):
            if key_of(old) != key_of(new):
                raise _changed()
        elif old is not new:
            raise _changed()
