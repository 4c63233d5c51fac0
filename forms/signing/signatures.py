"""One signature: where it stands in the file, what it covers, and whether it holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from cryptography import x509
from pyhanko.pdf_utils.generic import (
    ByteStringObject,
    DictionaryObject,
    EncryptedObjAccess,
    IndirectObject,
    NumberObject,
    TextStringObject,
    parse_pdf_date,
)

from forms.errors import UserError
from forms.signing.cms import checked, opened
from forms.signing.contents import Field, listed_of
from forms.signing.structure import Key, damaged, entry, key_of, name_in

if TYPE_CHECKING:
    from forms.signing.structure import Document

_KEYS: Final = frozenset(
    {
        "/Type", "/Filter", "/SubFilter", "/Contents", "/ByteRange", "/M", "/Name",
        "/Reason", "/Reference",
    }
)  # fmt: skip
_HEX: Final = re.compile(rb"<(?:[0-9A-F]{2})+>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A signature as it stands in the file.

    Attributes:
        key: The signature dictionary's number.
        revision: The update that brought it.
        at: When, by the signer's own clock.
        intact: It was made with the certificate's key over all bytes before it and
            to the end of its update.
    """

    field: Field
    key: Key
    dictionary: DictionaryObject
    revision: int
    at: datetime
    certificate: x509.Certificate
    intact: bool


def read_signature(document: Document, field: Field) -> Signature | None:
    """The signature in a field; ``None`` where the field is empty.

    Raises:
        UserError: What is in it is no signature of ours.
    """
    holder = document.dictionary(document.lookup(field.key, document.newest), 0)
    value = entry(holder, "/V")
    if value is None:
        return None
    if not isinstance(value, IndirectObject):
        raise damaged()
    key = key_of(value)
    dictionary = document.dictionary(value, document.newest)
    _require_kind(dictionary)
    revision = _brought_by(document, key)
    start, end = _gap(document, dictionary, revision, key)
    container = bytes.fromhex(document.data[start + 1 : end - 1].decode())
    if container != _contents(dictionary):
        raise _misplaced()
    covered = (
        document.data[:start],
        document.data[end : document.revisions[revision].end],
    )
    certificate, intact = checked(opened(container), covered)
    return Signature(
        field=field,
        key=key,
        dictionary=dictionary,
        revision=revision,
        at=_moment(dictionary),
        certificate=certificate,
        intact=intact,
    )


def _require_kind(dictionary: DictionaryObject) -> None:
    if (
        not set(dictionary) <= _KEYS
        or name_in(dictionary, "/Type") != "/Sig"
        or name_in(dictionary, "/Filter") != "/Adobe.PPKLite"
        or name_in(dictionary, "/SubFilter") != "/ETSI.CAdES.detached"
    ):
        raise UserError("A signature of the report is of a kind that no report has.")


def _brought_by(document: Document, key: Key) -> int:
    brought = [
        number
        for number, revision in enumerate(document.revisions)
        if key in revision.objects
    ]
    if len(brought) != 1:
        raise UserError("A signature of the report was exchanged.")
    return brought[0]


def _gap(
    document: Document, dictionary: DictionaryObject, revision: int, key: Key
) -> tuple[int, int]:
    """From where to where the signature itself stands; all else it must cover."""
    range_ = listed_of(document.array(entry(dictionary, "/ByteRange"), revision))
    if len(range_) != 4 or not all(isinstance(one, NumberObject) for one in range_):
        raise _misplaced()
    first, start, end, length = (int(one) for one in range_)  # type: ignore[call-overload]
    span = document.revisions[revision].spans[key]
    if (
        first != 0
        or not span[0] < start < end < span[1]
        or end + length != document.revisions[revision].end
        or not _HEX.fullmatch(document.data, start, end)
    ):
        raise _misplaced()
    return start, end


def _misplaced() -> UserError:
    return UserError("A signature of the report does not cover all that comes before.")


def _contents(dictionary: DictionaryObject) -> bytes:
    value = dictionary.raw_get("/Contents", decrypt=EncryptedObjAccess.RAW)
    if not isinstance(value, ByteStringObject | TextStringObject):
        raise damaged()
    return bytes(value.original_bytes)


def _moment(dictionary: DictionaryObject) -> datetime:
    value = entry(dictionary, "/M")
    if not isinstance(value, TextStringObject):
        raise damaged()
    moment = parse_pdf_date(str(value))
    if moment.tzinfo is None:
        raise damaged()
    return moment
