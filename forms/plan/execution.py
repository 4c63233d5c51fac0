"""What a unit says it did for an item of a plan, and what people decided about it.

An execution note is a unit's own account (辦理情形) for an item in a period, or an
activity that was held for it; proof is kept as evidence. It counts for an obligation
where an inspector found it true, or, as long as none has looked, where there is proof:
a file, or the reference of one that lies elsewhere. Beside an activity that counts, an
account of the same time does not: it tells of the activity once more.

All of it names the version of the plan whose keys it uses; what a later version calls
the same item follows from comparing the two, so that nothing is ever rewritten.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from resources.texts import later


class NoteKind(StrEnum):
    """What an execution note tells of."""

    ACCOUNT = "account"  # 辦理情形
    CONSULTATION = "consultation"  # 座談會
    TRAINING = "training"  # 教育訓練
    BENCHMARKING = "benchmarking"  # 標竿學習
    REVIEW_MEETING = "review-meeting"  # 檢討會議


NOTE_KINDS: Final = {
    NoteKind.ACCOUNT: later("Account of what was done"),
    NoteKind.CONSULTATION: later("Consultation meeting"),
    NoteKind.TRAINING: later("Training"),
    NoteKind.BENCHMARKING: later("Benchmarking visit"),
    NoteKind.REVIEW_MEETING: later("Review meeting"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """佐證資料: a file that is kept as evidence.

    Attributes:
        name: What the file was called.
        sha256: Of its bytes, which the evidence holds.
    """

    name: str
    sha256: str
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutionNote:
    """What a unit did for an item.

    Attributes:
        plan: The plan's code.
        version: The plan's version that was in force.
        item: The key of that version's item.
        unit: The name of the unit that did it.
        start: The first day of the period that it tells of.
        end: The last day of it.
        on: When it was done; ``None`` for something that went on all the time.
        participants: How many took part; ``None`` where nobody counted.
        led_by: Who held it, or who answers for the account.
        reference: Document number or place of proof that is not kept here.
        report: Number of the report of the inspection that judged it; such a note
            is not changed any more.
        is_confirmed: What that inspection found; ``None`` if none has looked.
    """

    id: str
    plan: str
    version: str
    item: str
    unit: str
    start: date
    end: date
    kind: NoteKind
    text: str
    at: datetime
    on: date | None = None
    led_by: str = ""
    participants: int | None = None
    reference: str = ""
    proof: tuple[Proof, ...] = ()
    report: str = ""
    is_confirmed: bool | None = None

    @property
    def counts(self) -> bool:
        """Whether it counts for an obligation."""
        if self.is_confirmed is not None:
            return self.is_confirmed
        return bool(self.proof or self.reference.strip())

    @property
    def counted_on(self) -> date:
        """The day that it counts on: when it was done, or else its period's last.

        What is told before the period is over was done by the day it was told.
        """
        return self.on or max(self.start, min(self.end, self.at.date()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """免辦: a unit need not do an item, and why.

    Attributes:
        plan: The plan's code.
        version: The plan's version that was in force.
        by: Who allowed it.
    """

    plan: str
    version: str
    item: str
    unit: str
    reason: str
    by: str
    at: datetime


class LinkState(StrEnum):
    """What a person said of a link between a check and an item of a plan."""

    CONFIRMED = "confirmed"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLink:
    """A check item looks at an item of a plan, or does not, as a person has said.

    It stands above what the checklist itself traces to.

    Attributes:
        plan: The plan's code.
        version: The plan's version that was in force.
        item: The key of that version's item.
        checklist: The checklist's code; a link outlives its versions.
        check: The key of the check item.
    """

    plan: str
    version: str
    item: str
    checklist: str
    check: str
    state: LinkState
    at: datetime
