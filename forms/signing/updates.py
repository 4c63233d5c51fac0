"""What was added to a report after it was sealed: signatures, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyhanko.pdf_utils.generic import DictionaryObject, IndirectObject

from forms.errors import UserError
from forms.signing.structure import entry, key_of, references

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyhanko.pdf_utils.generic import PdfObject

    from forms.signing.signatures import Signature
    from forms.signing.structure import Document, Key

_FILLED: Final = frozenset({"/V", "/AP"})


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


def _changed() -> UserError:
    return UserError("The report was changed after it was sealed.")


def _require_filling(document: Document, signature: Signature) -> None:
    number = signature.revision
    revision = document.revisions[number]
    _require_same_trailer(document, number)
    rewritten = {
        key
        for key in revision.objects
        if document.lookup(key, number - 1) is not None
        and not _same(document, key, number)
    }
    if rewritten != {signature.field.key}:
        raise _changed()
    before = document.dictionary(document.lookup(signature.field.key, number - 1), 0)
    after = document.dictionary(revision.objects[signature.field.key], 0)
    if "/V" in before or _without_filling(before) != _without_filling(after):
        raise _changed()
    appearance = document.dictionary(entry(after, "/AP"), number)
    if set(appearance) != {"/N"} or "/AP" not in before:
        raise _changed()
    new = {key for key in revision.objects if document.lookup(key, number - 1) is None}
    if new != _reached(document, number, (entry(after, "/V"), appearance), new):
        raise _changed()


def _same(document: Document, key: Key, number: int) -> bool:
    """Whether an object was only written once more."""
    last = next(
        revision
        for revision in reversed(document.revisions[:number])
        if key in revision.objects
    )
    old, new = last.spans[key], document.revisions[number].spans[key]
    return document.data[slice(*old)].strip() == document.data[slice(*new)].strip()


def _without_filling(field: DictionaryObject) -> dict[str, PdfObject]:
    return {key: value for key, value in dict.items(field) if key not in _FILLED}


def _reached(
    document: Document,
    number: int,
    roots: Sequence[PdfObject | None],
    new: set[Key],
) -> set[Key]:
    """The new objects that a filled field needs, directly or not."""
    found: set[Key] = set()
    waiting = [key for root in roots if root is not None for key in references(root)]
    while waiting:
        key = waiting.pop()
        if key in new and key not in found:
            found.add(key)
            waiting.extend(references(document.revisions[number].objects[key]))
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
