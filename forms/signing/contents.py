"""What a report holds: pages, one attachment, signature fields; and nothing that acts.

Whatever could show one thing today and another tomorrow is refused wherever in the
file it stands: scripts, actions, layers, forms to be filled, notes on top of pages,
references to other files.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyhanko.pdf_utils.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from forms.errors import UserError
from forms.signing.chain import ATTACHMENT
from forms.signing.structure import Key, damaged, dictionaries, entry, key_of, name_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyhanko.pdf_utils.generic import PdfObject

    from forms.signing.structure import Document

_CATALOG_KEYS: Final = frozenset(
    {
        "/Type", "/Pages", "/Version", "/Extensions", "/Lang", "/Metadata",
        "/OutputIntents", "/MarkInfo", "/StructTreeRoot", "/Outlines", "/PageMode",
        "/PageLayout", "/PageLabels", "/ViewerPreferences", "/Names", "/Dests", "/AF",
        "/AcroForm", "/Perms",
    }
)  # fmt: skip
_NAME_KEYS: Final = frozenset({"/EmbeddedFiles", "/Dests"})
_ACTIVE: Final = frozenset(
    {
        "/A", "/AA", "/JS", "/JavaScript", "/OpenAction", "/URI", "/Launch",
        "/RichMedia", "/RichMediaContent", "/Movie", "/Sound", "/Rendition", "/3DD",
        "/OC", "/OCGs", "/OCProperties", "/XFA", "/NeedAppearances", "/Collection",
        "/Encrypt", "/SV", "/DSS", "/VRI", "/Legal",
    }
)  # fmt: skip
_ELSEWHERE: Final = frozenset({"/F", "/FFilter", "/FDecodeParms"})
_FORM_KEYS: Final = frozenset({"/Fields", "/SigFlags"})
_FIELD_KEYS: Final = frozenset(
    {
        "/Type", "/Subtype", "/FT", "/T", "/Rect", "/F", "/P", "/AP", "/Lock", "/V",
    }
)  # fmt: skip
_HIDDEN: Final = 1 | 2 | 32  # invisible, hidden, not shown on the screen
_PRINTED: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A signature field."""

    name: str
    key: Key


def require_inert(document: Document) -> None:
    """Refuse everything that a report has no need of.

    Raises:
        UserError: There is something of the kind, in whichever revision.
    """
    for number, revision in enumerate(document.revisions):
        if not set(document.catalog(number)) <= _CATALOG_KEYS:
            raise _active()
        for value in revision.objects.values():
            for dictionary in dictionaries(value):
                _require_inert(dictionary)


def _require_inert(dictionary: DictionaryObject) -> None:
    if not _ACTIVE.isdisjoint(dictionary):
        raise _active()
    if isinstance(dictionary, StreamObject) and not _ELSEWHERE.isdisjoint(dictionary):
        raise _active()
    annotation = name_in(dictionary, "/Type") == "/Annot" or "/Rect" in dictionary
    if annotation and name_in(dictionary, "/Subtype") != "/Widget":
        raise UserError("A note or drawing was put on top of the report.")


def _active() -> UserError:
    return UserError(
        "The file has scripts, actions or layers, which no report has; it was altered."
    )


def fields_of(document: Document, revision: int) -> tuple[Field, ...]:
    """The form's fields in order, all of which must be signature fields.

    Raises:
        UserError: The form has other fields, or a field is not where it belongs.
    """
    catalog = document.catalog(revision)
    if "/AcroForm" not in catalog:
        fields: tuple[Field, ...] = ()
    else:
        form = document.dictionary(entry(catalog, "/AcroForm"), revision)
        if not set(form) <= _FORM_KEYS:
            raise _foreign_field()
        listed = document.array(entry(form, "/Fields"), revision)
        fields = tuple(_field(document, value, revision) for value in listed_of(listed))
    _require_on_pages(document, fields, revision)
    return fields


def listed_of(array: ArrayObject) -> list[PdfObject]:
    """An array's values as they are written, not what they refer to."""
    return list(list.__iter__(array))


def _field(document: Document, value: PdfObject, revision: int) -> Field:
    dictionary = document.dictionary(value, revision)
    name = entry(dictionary, "/T")
    flags = entry(dictionary, "/F")
    if (
        not isinstance(value, IndirectObject)
        or not set(dictionary) <= _FIELD_KEYS
        or name_in(dictionary, "/FT") != "/Sig"
        or name_in(dictionary, "/Subtype") != "/Widget"
        or not isinstance(name, TextStringObject)
    ):
        raise _foreign_field()
    if not isinstance(flags, NumberObject) or flags & _HIDDEN or not flags & _PRINTED:
        raise UserError("A signature of the report is hidden.")
    return Field(name=str(name), key=key_of(value))


def _foreign_field() -> UserError:
    return UserError("The report has a form field that is no signature of its chain.")


def _require_on_pages(
    document: Document, fields: tuple[Field, ...], revision: int
) -> None:
    """Refuse notes on pages, and fields that are on no page or on several."""
    shown = [
        key_of(value) if isinstance(value, IndirectObject) else None
        for page in pages(document, revision)
        if "/Annots" in page
        for value in listed_of(document.array(entry(page, "/Annots"), revision))
    ]
    if sorted(map(str, shown)) != sorted(str(field.key) for field in fields):
        raise UserError("A note or drawing was put on top of the report.")


def pages(document: Document, revision: int) -> Iterator[DictionaryObject]:
    """The pages in order.

    Raises:
        UserError: The tree of pages is not a tree.
    """
    seen: set[Key] = set()
    waiting: list[PdfObject | None] = [entry(document.catalog(revision), "/Pages")]
    while waiting:
        value = waiting.pop()
        if not isinstance(value, IndirectObject) or key_of(value) in seen:
            raise damaged()
        seen.add(key_of(value))
        node = document.dictionary(value, revision)
        if "/Kids" in node:
            kids = document.array(entry(node, "/Kids"), revision)
            waiting.extend(reversed(listed_of(kids)))
        else:
            yield node


def sealed_bytes(document: Document, revision: int) -> bytes | None:
    """The content of the only attachment; ``None`` where there is none at all.

    Raises:
        UserError: There are several attachments, or one of another name.
    """
    holders = [
        dictionary
        for number in range(revision + 1)
        for value in document.revisions[number].objects.values()
        for dictionary in dictionaries(value)
        if "/EF" in dictionary
    ]
    if not holders:
        return None
    specification = _attachment(document, revision)
    if len(holders) > 1 or specification is not holders[0]:
        raise _foreign_attachment()
    files = document.dictionary(entry(specification, "/EF"), revision)
    streams = {key_of(v) for v in dict.values(files) if isinstance(v, IndirectObject)}
    if len(streams) != 1:
        raise _foreign_attachment()
    stream = document.lookup(streams.pop(), revision)
    if not isinstance(stream, StreamObject):
        raise damaged()
    return bytes(stream.data)


def _attachment(document: Document, revision: int) -> DictionaryObject:
    """The one file of the name tree, which the catalog names as associated, too."""
    catalog = document.catalog(revision)
    names = document.dictionary(entry(catalog, "/Names"), revision)
    tree = document.dictionary(entry(names, "/EmbeddedFiles"), revision)
    if not set(names) <= _NAME_KEYS or set(tree) != {"/Names"}:
        raise _foreign_attachment()
    listed = listed_of(document.array(entry(tree, "/Names"), revision))
    associated = listed_of(document.array(entry(catalog, "/AF"), revision))
    if len(listed) != 2 or _text(listed[0]) != ATTACHMENT or associated != listed[1:]:
        raise _foreign_attachment()
    specification = document.dictionary(listed[1], revision)
    for key in ("/F", "/UF"):
        if _text(entry(specification, key)) != ATTACHMENT:
            raise _foreign_attachment()
    return specification


def _text(value: PdfObject | None) -> str:
    if isinstance(value, ByteStringObject):
        return value.decode("latin-1")
    return str(value) if isinstance(value, TextStringObject) else ""


def _foreign_attachment() -> UserError:
    return UserError("The report has other attachments than its sealed content.")
