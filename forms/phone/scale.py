"""What a phone call is scored on: two parts, their sections, and items with levels.

A scale is versioned and immutable like a checklist; a call keeps the very one that it
was scored on. Weights and multipliers come from a published rule; what an answer level
is worth was never published, and is the agency's own: 本機關自訂.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final

from forms.canonical import digest
from forms.checklist.model import NOT_APPLICABLE, Grade, Range, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

NOT_ARISEN: Final = NOT_APPLICABLE
"""The value of an item for which the call gave no occasion; nothing is taken off."""


class PartKey(StrEnum):
    """Who is tested."""

    SWITCHBOARD = "switchboard"  # 總機, its voice system included
    UNIT = "unit"  # 業務單位


class Interval(StrEnum):
    """The wait that a timed item measures."""

    VOICE_ANSWER = "voice-answer"  # from dialling until the voice system answers
    VOICE_GUIDE = "voice-guide"  # from there until it says how to reach a person
    OPERATOR_ANSWER = "operator-answer"
    UNIT_ANSWER = "unit-answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One answer to an item; the keys 1 to 5 choose the first five.

    Attributes:
        points: Decimal text; what it earns.
        over_rings: Of a timed item: so many rings beyond the scale's limit are still
            this level.
        over_seconds: So many seconds beyond it are. Where neither is given, any wait
            is.
    """

    key: str
    label: Text
    points: str
    over_rings: int | None = None
    over_seconds: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to judge, or one wait to measure.

    Attributes:
        key: ASCII letters, digits and hyphens; never used again for another meaning.
        points: Decimal text; the most that it can earn.
        levels: The best one first, worth all the points.
        measures: The wait that proposes its level; ``None`` where a person judges.
        way: The key of the section's way that it belongs to; empty where it is asked
            whichever way the call went.
        may_not_arise: A call may give no occasion for it, as for a transfer.
        own: What its levels are worth is this agency's own: 本機關自訂.
    """

    key: str
    text: Text
    points: str
    levels: tuple[Level, ...]
    guidance: Text = field(default_factory=dict)
    measures: Interval | None = None
    way: str = ""
    may_not_arise: bool = False
    own: bool = True

    @property
    def timed(self) -> bool:
        """Whether its level follows from the events of the call."""
        return self.measures is not None

    def level(self, key: str) -> Level | None:
        """The level of that key, if there is one."""
        return next((level for level in self.levels if level.key == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One of the ways that a call can go, each with items of its own."""

    key: str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Items that share the section's points.

    Attributes:
        points: Decimal text; what the items of any one way add up to.
        ways: Of which a call goes exactly one; empty where there is but one.
        own: Its points are this agency's own rather than the published rule's.
    """

    key: str
    title: Text
    points: str
    items: tuple[Item, ...]
    ways: tuple[Way, ...] = ()
    own: bool = False

    def items_of(self, way: str) -> tuple[Item, ...]:
        """The items that are asked when the call went that way."""
        return tuple(item for item in self.items if item.way in ("", way))


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The switchboard's half of a call, or the business unit's.

    Attributes:
        points: Decimal text; what its sections add up to.
        multiplier: Decimal text; what makes a whole score where only this part was
            tested.
    """

    key: PartKey
    title: Text
    points: str
    multiplier: str
    sections: tuple[Section, ...]
    own: bool = False

    def items(self) -> Iterator[Item]:
        """Every item of every way, in order."""
        for section in self.sections:
            yield from section.items


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """Something that is added to, or taken off, the score of a whole call.

    Attributes:
        points: Decimal text, above zero.
    """

    key: str
    label: Text
    points: str
    own: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ZeroRule:
    """Something after which nothing is earned, whatever else was good.

    Attributes:
        part: The part that earns nothing; ``None`` for the whole call.
    """

    key: str
    label: Text
    part: PartKey | None = None
    own: bool = True


@dataclass(frozen=True, kw_only=True)
class Scale:
    """One version of a phone-courtesy scale, whole.

    Attributes:
        source: Where weights, multipliers and bands come from.
        own_part: What of it no published rule demands.
        parts: The switchboard's, then the unit's.
        ring_limit: So many rings are in time.
        second_limit: So many seconds are in time, whatever the rings.
        expected_rings: A count outside is pointed out to the tester.
        expected_seconds: A wait outside is pointed out to the tester.
        cap: Decimal text; no score is above it.
        shown_decimals: The places that a score is rounded to when it is shown. It is
            graded and compared as it is.
        grades: From the highest down; the last one starts at 0.
        grades_own: The bands are this agency's own rather than a published rule's.
        report_under: A score below asks for an improvement report; ``None`` for none.
        retest_under: A score below asks for another test; ``None`` for none.
    """

    code: str
    version: int
    title: Text
    intro: Text
    source: Text
    own_part: Text
    parts: tuple[Part, Part]
    ring_limit: int
    second_limit: int
    grades: tuple[Grade, ...]
    expected_rings: Range = field(default_factory=Range)
    expected_seconds: Range = field(default_factory=Range)
    cap: str = "100"
    shown_decimals: int = 2
    bonuses: tuple[Adjustment, ...] = ()
    deductions: tuple[Adjustment, ...] = ()
    zero_rules: tuple[ZeroRule, ...] = ()
    grades_own: bool = False
    report_under: str | None = None
    retest_under: str | None = None

    @property
    def ref(self) -> str:
        """``code@version``, as the command line takes it."""
        return f"{self.code}@{self.version}"

    @cached_property
    def sha256(self) -> str:
        """The definition's identity."""
        return digest(self)

    def part(self, key: PartKey) -> Part:
        """The part of that key."""
        return next(part for part in self.parts if part.key is key)

    def items(self) -> Iterator[Item]:
        """Every item of both parts, in order."""
        for part in self.parts:
            yield from part.items()

    def item(self, key: str) -> Item:
        """The item of that key.

        Raises:
            KeyError: There is none.
        """
        return self._by_key[key]

    @cached_property
    def _by_key(self) -> dict[str, Item]:
        return {item.key: item for item in self.items()}
