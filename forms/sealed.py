"""A sealed inspection: the whole of it, as it is signed and travels in the report."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Final

import msgspec

from forms.canonical import canonical
from forms.checklist.model import Checklist
from forms.errors import UserError
from forms.inspection import Answer, Coaching, Finding, Inspection, Photo
from forms.phone.record import PhoneRecord
from forms.signing.chain import Link

FORMAT: Final = "zoucha-inspection/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalHead:
    """The last entry of a profile's journal; it vouches for all before it.

    Attributes:
        device: The random id of the device that keeps the journal.
        hash: SHA-256 of the entry, in lower-case hexadecimal.
    """

    device: str
    seq: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSummary:
    """The score as decimal text, for readers that do not work it out themselves.

    Attributes:
        percent: One decimal place; ``None`` where nothing counted.
        grade: The key of the grade.
    """

    percent: str | None
    grade: str | None
    earned: str
    possible: str


@dataclass(frozen=True, kw_only=True)
class SealedInspection:
    """Everything about a visit that its signatures vouch for.

    Attributes:
        number: The report's number, as the inspection has it too.
        agency: The name of the agency that inspects.
        answers: Of the items that were shown, in the checklists' order.
        chain: Who signs, in order.
        inspector_certificate: SHA-256 of the inspector's certificate (DER).
        journal: The journal's head when the visit was sealed.
        language: Of the report: ``zh-TW`` or ``en``.
        program: The version of the program that sealed it.
        coaching: The advice given on the spot, in that order.
        phone: The round of telephone tests that the visit is; ``None`` if it is none.
    """

    number: str
    agency: str
    inspection: Inspection
    checklists: tuple[Checklist, ...]
    answers: tuple[Answer, ...]
    findings: tuple[Finding, ...]
    photos: tuple[Photo, ...]
    score: ScoreSummary
    chain: tuple[Link, ...]
    inspector_certificate: str
    journal: JournalHead
    sealed_at: datetime
    language: str
    program: str
    format: str
    coaching: tuple[Coaching, ...] = ()
    phone: PhoneRecord | None = None

    @cached_property
    def content(self) -> bytes:
        """The canonical JSON that is embedded in the report."""
        return canonical(self)

    @cached_property
    def sha256(self) -> str:
        """What the QR code holds beside the report's number."""
        return hashlib.sha256(self.content).hexdigest()


def read_sealed(content: bytes, file: str) -> SealedInspection:
    """A sealed inspection out of a report's attachment.

    Raises:
        UserError: It is not one, or of a newer format.
    """
    try:
        return msgspec.json.decode(content, type=SealedInspection)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UserError(
            "The inspection inside {file} cannot be read by this version; "
            "update the program or ask for the report again.",
            file=file,
        ) from error
