"""What verifying a report says; plain values that cross a process border as JSON."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from forms.errors import UserError
from forms.signing.chain import ROLE_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    KnownSigners = Mapping[str, Mapping[str, str]]
    """Report number to the certificate's SHA-256 by role."""


class Integrity(StrEnum):
    """Whether what is there is what was signed.

    An incomplete report is genuine as far as it goes: a signature is missing.
    """

    VALID = "valid"
    INCOMPLETE = "incomplete"
    INVALID = "invalid"
    UNSIGNED = "unsigned"


class Trust(StrEnum):
    """Whether it is known who signed: the least of all signatures."""

    TRUSTED = "trusted"
    SELF_MADE = "self-made"
    UNKNOWN = "unknown"


class Level(StrEnum):
    """The PAdES level that all signatures reach."""

    B_B = "B-B"
    B_T = "B-T"
    B_LT = "B-LT"
    B_LTA = "B-LTA"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A sentence to come: an English message and what stands in its places."""

    message: str
    fields: dict[str, str | Reason] = field(default_factory=dict)

    @classmethod
    def of(cls, error: UserError) -> Reason:
        """The same sentence as a value."""
        return cls(
            message=error.message,
            fields={
                name: cls.of(value) if isinstance(value, UserError) else str(value)
                for name, value in error.fields.items()
            },
        )

    def error(self) -> UserError:
        """The same sentence, to be raised."""
        return UserError(
            self.message,
            **{
                name: value.error() if isinstance(value, Reason) else value
                for name, value in self.fields.items()
            },
        )

    def told(self, translate: Callable[[str], str]) -> str:
        """The whole sentence, after ``translate`` has been given the English one."""
        return self.error().told(translate)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureVerdict:
    """One signature.

    Attributes:
        by: The name in the certificate, not the one that the file claims.
        at: When, by the signer's own clock.
        fingerprint: SHA-256 of the certificate.
        self_made: The certificate vouches only for itself.
        one_time: The key was made for this signature and destroyed, as the inspector
            sealed it.
    """

    field: str
    role: str
    by: str
    at: datetime | None
    intact: bool
    covers_whole_file: bool
    fingerprint: str
    self_made: bool
    one_time: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is to be said of a file.

    Attributes:
        known: Whether this profile holds that very report; ``None`` without one.
        number: The report's number; empty where it could not be read.
        sealed: SHA-256 of the sealed content.
        first_revision: SHA-256 of the file as the inspector sealed it.
    """

    verdict: Integrity
    identity: Trust = Trust.UNKNOWN
    known: bool | None = None
    level: Level = Level.B_B
    signatures: tuple[SignatureVerdict, ...] = ()
    reasons: tuple[Reason, ...] = ()
    number: str = ""
    sealed: str = ""
    first_revision: str = ""

    def report(self, translate: Callable[[str], str]) -> dict[str, object]:
        """As ``zoucha verify --json`` prints it, but for the file's name."""
        return {
            "verdict": self.verdict,
            "identity": self.identity,
            "known": self.known,
            "level": self.level,
            "signatures": [
                {
                    "by": one.by,
                    "role": one.role,
                    "at": one.at.isoformat() if one.at else None,
                    "intact": one.intact,
                    "covers_whole_file": one.covers_whole_file,
                }
                for one in self.signatures
            ],
            "reasons": [reason.told(translate) for reason in self.reasons],
        }

    def to_line(self) -> bytes:
        """One line of JSON."""
        return msgspec.json.encode(self)

    @classmethod
    def from_line(cls, line: bytes) -> Verdict:
        """The verdict that another process wrote.

        Raises:
            msgspec.DecodeError: It wrote something else.
        """
        return msgspec.json.decode(line, type=cls)


def refused(error: UserError) -> Verdict:
    """Invalid, and why."""
    return Verdict(verdict=Integrity.INVALID, reasons=(Reason.of(error),))


def judged(
    verdict: Verdict,
    *,
    pinned: Mapping[str, str] | None,
    known_reports: Mapping[str, str] | None,
    known_signers: KnownSigners | None = None,
) -> Verdict:
    """Add what only a profile can know: whose keys these are, and which reports.

    Args:
        verdict: Of the file alone.
        pinned: Fingerprint to the name of the person whose key it is.
        known_reports: Report number to the SHA-256 of its first revision.
        known_signers: Report number to the certificates that signed it here, by role.
    """
    if verdict.verdict not in {Integrity.VALID, Integrity.INCOMPLETE}:
        return verdict
    if pinned is not None:
        verdict = _with_identity(verdict, pinned)
    if known_reports is not None:
        verdict = _with_registry(verdict, known_reports)
    if known_signers is not None and verdict.verdict is not Integrity.INVALID:
        verdict = _with_signers(verdict, known_signers.get(verdict.number, {}))
    return verdict


def _with_identity(verdict: Verdict, pinned: Mapping[str, str]) -> Verdict:
    strangers = [
        one for one in verdict.signatures if pinned.get(one.fingerprint) != one.by
    ]
    if not strangers:
        return replace(verdict, identity=Trust.TRUSTED)
    impostors = [
        one for one in strangers if not one.one_time and one.by in pinned.values()
    ]
    if not impostors:
        return verdict
    return replace(
        verdict,
        identity=Trust.UNKNOWN,
        reasons=verdict.reasons
        + tuple(
            Reason.of(
                UserError(
                    "{name} is known here with another key than the one that signed; "
                    "ask {name} before you rely on it.",
                    name=one.by,
                )
            )
            for one in impostors
        ),
    )


def _with_registry(verdict: Verdict, known_reports: Mapping[str, str]) -> Verdict:
    registered = known_reports.get(verdict.number)
    if registered is None:
        return replace(verdict, known=False)
    if registered == verdict.first_revision:
        return replace(verdict, known=True)
    return replace(
        verdict,
        verdict=Integrity.INVALID,
        known=False,
        reasons=(
            *verdict.reasons,
            Reason.of(
                UserError(
                    "Report {number} was sealed here with other content.",
                    number=verdict.number,
                )
            ),
        ),
    )


def _with_signers(verdict: Verdict, known: Mapping[str, str]) -> Verdict:
    """Tell where a signature was taken away and given again with another key."""
    others = [
        one
        for one in verdict.signatures
        if known.get(one.role, one.fingerprint) != one.fingerprint
    ]
    if not others:
        return verdict
    return replace(
        verdict,
        identity=Trust.UNKNOWN,
        known=False,
        reasons=verdict.reasons
        + tuple(
            Reason.of(
                UserError(
                    "As {role}, this report was signed here with another key than in "
                    "this file; ask {name} before you rely on it.",
                    role=UserError(ROLE_WORDS[one.role]),
                    name=one.by,
                )
            )
            for one in others
        ),
    )
