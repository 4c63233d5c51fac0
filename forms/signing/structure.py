"""The bytes of a PDF: revisions one after the other, and nothing between them.

Readers of PDF forgive much, and each forgives something else: that is how one file
shows different things to different people. Reports are written by one program, so
here nothing is forgiven. Every byte belongs to an object that the cross-reference
table of its revision names, or to that table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final

from pyhanko.pdf_utils.decode_limits import (
    DecodeLimits,
    DocumentDecodeBudget,
    StreamDecodeLimits,
)
from pyhanko.pdf_utils.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    Reference,
    StreamObject,
    TrailerReference,
    read_object,
)
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.xref import XRefSectionType

from forms.errors import UserError
from forms.signing.chain import LARGEST_REPORT
from forms.signing.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_MOST_REVISIONS: Final = 40
_MOST_ENDS: Final = 1000  # photos may hold the word by chance
_MOST_DEPTH: Final = 60

_MIB: Final = 1024 * 1024
_LIMITS: Final = DecodeLimits(
    per_stream=StreamDecodeLimits(max_output_size=16 * _MIB),
    document_budget=DocumentDecodeBudget(base_allowance=32 * _MIB, max_ratio=10),
)

_HEADER: Final = re.compile(rb"%PDF-(1\.[4-7]|2\.0)\r?\n(%[^\r\n]*\r?\n)*")
_END: Final = re.compile(rb"\s*startxref\r?\n(\d{1,10})\r?\n%%EOF\r?\n?")
_LAST: Final = re.compile(rb"startxref\r?\n\d{1,10}\r?\n%%EOF\r?\n?\Z")
_BETWEEN: Final = re.compile(rb"[\r\n ]*")

_TRAILER_KEYS: Final = frozenset({"/Size", "/Root", "/Info", "/ID", "/Prev"})

Key = tuple[int, int]
"""An object's number and generation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What one update wrote.

    Attributes:
        end: Where its bytes end, after ``%%EOF`` and its line end.
        objects: The objects that it defines, new or anew.
        spans: From where to where each of them is written.
    """

    end: int
    objects: Mapping[Key, PdfObject]
    spans: Mapping[Key, tuple[int, int]]
    trailer: DictionaryObject


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A PDF, revision by revision."""

    data: bytes
    revisions: tuple[Revision, ...]

    @property
    def newest(self) -> int:
        """The number of the last revision; the first is 0."""
        return len(self.revisions) - 1

    def lookup(self, key: Key, revision: int) -> PdfObject | None:
        """The object as it was in a revision; ``None`` before it was defined."""
        for past in reversed(self.revisions[: revision + 1]):
            if key in past.objects:
                return past.objects[key]
        return None

    def resolve(self, value: PdfObject | None, revision: int) -> PdfObject | None:
        """What a value says, or what it refers to."""
        if isinstance(value, IndirectObject):
            return self.lookup(key_of(value), revision)
        return value

    def dictionary(self, value: PdfObject | None, revision: int) -> DictionaryObject:
        """A value that must be a dictionary.

        Raises:
            UserError: It is something else.
        """
        found = self.resolve(value, revision)
        if not isinstance(found, DictionaryObject):
            raise damaged()
        return found

    def array(self, value: PdfObject | None, revision: int) -> ArrayObject:
        """A value that must be an array.

        Raises:
            UserError: It is something else.
        """
        found = self.resolve(value, revision)
        if not isinstance(found, ArrayObject):
            raise damaged()
        return found

    def catalog(self, revision: int) -> DictionaryObject:
        """The document's root."""
        return self.dictionary(entry(self.revisions[0].trailer, "/Root"), revision)


def damaged() -> UserError:
    """For what cannot be read, whether by accident or by intent."""
    return UserError("The file is damaged or was altered; it cannot be read.")


def key_of(reference: IndirectObject | Reference) -> Key:
    """The number and generation that a reference names."""
    return (reference.idnum, reference.generation)


def entry(dictionary: DictionaryObject, key: str) -> PdfObject | None:
    """A dictionary's value as it is written, not what it refers to."""
    if key not in dictionary:
        return None
    found: PdfObject = dictionary.raw_get(key)
    return found


def name_in(dictionary: DictionaryObject, key: str) -> str:
    """A dictionary's value that should be a name; empty where it is none."""
    value = entry(dictionary, key)
    return str(value) if isinstance(value, NameObject) else ""


def dictionaries(value: PdfObject, depth: int = 0) -> Iterator[DictionaryObject]:
    """All dictionaries written within one object."""
    for part in _parts(value, depth):
        if isinstance(part, DictionaryObject):
            yield part


def references(value: PdfObject) -> Iterator[Key]:
    """All objects that one object refers to."""
    for part in _parts(value, 0):
        if isinstance(part, IndirectObject):
            yield key_of(part)


def _parts(value: PdfObject, depth: int) -> Iterator[PdfObject]:
    if depth > _MOST_DEPTH:
        raise damaged()
    yield value
    if isinstance(value, DictionaryObject):
        for part in dict.values(value):
            yield from _parts(part, depth + 1)
    elif isinstance(value, ArrayObject):
        for part in list.__iter__(value):
            yield from _parts(part, depth + 1)


def open_document(pdf: bytes) -> Document:
    """Read a PDF as strictly as reports are written.

    Raises:
        UserError: It is written in a way that no report is.
    """
    if len(pdf) > LARGEST_REPORT:
        raise UserError("The file is too large to be a report.")
    if not _HEADER.match(pdf):
        raise UserError("The file does not begin as a report does; it was altered.")
    if not _LAST.search(pdf[-64:]) or pdf.count(b"startxref") > _MOST_ENDS:
        raise _misended()
    reader = PdfFileReader(BytesIO(pdf), strict=True, decode_limits=_LIMITS)
    count = reader.xrefs.total_revisions
    if count > _MOST_REVISIONS:
        raise UserError("The file was changed more often than a report can be.")
    revisions: list[Revision] = []
    for _ in range(count):
        revisions.append(_revision(reader, pdf, revisions))
    if revisions[-1].end != len(pdf):
        raise _misended()
    document = Document(data=pdf, revisions=tuple(revisions))
    _require_no_gaps(document)
    return document


def _misended() -> UserError:
    return UserError(
        "The file does not end as a report does; something was added or cut off."
    )


def _revision(
    reader: PdfFileReader, pdf: bytes, before: Sequence[Revision]
) -> Revision:
    """What the next update wrote."""
    number = len(before)
    meta = reader.xrefs.get_xref_container_info(number)
    if meta.xref_section_type is not XRefSectionType.STANDARD:
        raise UserError("The file is packed in a way in which no report is written.")
    table = read_table(pdf, meta.declared_startxref)
    reader.stream.seek(table.end)
    trailer = read_object(reader.stream, TrailerReference(reader))  # type: ignore[no-untyped-call]
    ending = _END.match(pdf, reader.stream.tell())
    if (
        not isinstance(trailer, DictionaryObject)
        or not set(trailer) <= _TRAILER_KEYS
        or ending is None
        or int(ending[1]) != meta.declared_startxref
    ):
        raise damaged()
    objects, spans = _objects(reader, number, table.offsets)
    start = before[-1].end if before else 0
    _require_seamless(pdf, spans, (start, meta.declared_startxref))
    return Revision(end=ending.end(), objects=objects, spans=spans, trailer=trailer)


def _objects(
    reader: PdfFileReader, revision: int, offsets: Mapping[int, int]
) -> tuple[dict[Key, PdfObject], dict[Key, tuple[int, int]]]:
    objects: dict[Key, PdfObject] = {}
    spans: dict[Key, tuple[int, int]] = {}
    for number, offset in offsets.items():
        reference = Reference(number, 0, reader)
        if reader.xrefs.get_historical_ref(reference, revision) != offset:
            raise damaged()
        value = reader.get_object(reference, revision)  # type: ignore[no-untyped-call]
        if isinstance(value, IndirectObject) or (
            isinstance(value, StreamObject)
            and not isinstance(entry(value, "/Length"), NumberObject)
        ):
            raise damaged()
        objects[key_of(reference)] = value
        spans[key_of(reference)] = (offset, reader.stream.tell())
    return objects, spans


def _require_seamless(
    pdf: bytes, spans: Mapping[Key, tuple[int, int]], within: tuple[int, int]
) -> None:
    """Refuse bytes between the objects that no cross-reference leads to."""
    start, end = within
    opening = _BETWEEN if start else _HEADER
    match = opening.match(pdf, start)
    position = match.end() if match else start
    for first, last in sorted(spans.values()):
        if first != position:
            raise UserError("Something is hidden between the parts of the report.")
        position = last
    if position != end:
        raise UserError("Something is hidden between the parts of the report.")


def _require_no_gaps(document: Document) -> None:
    """Refuse references to what is not there: a later update could supply it."""
    defined: set[Key] = set()
    for revision in document.revisions:
        defined |= revision.objects.keys()
        for value in (*revision.objects.values(), revision.trailer):
            if not defined.issuperset(references(value)):
                raise UserError("The report refers to parts that it does not have.")
