"""What a checklist is: sections of items, and how each item is answered.

A definition is versioned and immutable; an inspection keeps the very one it was
made with. All of it is data: which answers there are, what they are worth, what
they demand, when an item is shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeAlias

from forms.canonical import digest

if TYPE_CHECKING:
    from collections.abc import Iterator

Text: TypeAlias = dict[str, str]
"""A text in both languages: ``{"zh-TW": …, "en": …}``."""

NOT_APPLICABLE: Final = "na"
"""The value that answers any item of any kind by taking it out of the score."""


class AnswerKind(StrEnum):
    """How an item is answered."""

    LEVEL = "level"  # one of the levels of a scale
    SAMPLE = "sample"  # of n looked at, m conformed
    YES_NO = "yes-no"
    NUMBER = "number"
    WAIT = "wait"  # started and stopped
    TEXT = "text"
    CHOICE = "choice"
    DATE = "date"
    TIME = "time"


class Verdict(StrEnum):
    """What a level says of the item, whatever it is called on its scale."""

    CONFORM = "conform"
    PARTLY = "partly"
    ALTERNATIVE = "alternative"  # 以替代措施辦理: met by other means, said which
    NONCONFORM = "nonconform"


class Demand(StrEnum):
    """When a note or a photo has to be given with an answer."""

    NEVER = "never"
    SHORT = "short"  # when the answer is anything less than full conformity
    ALWAYS = "always"
    FORBIDDEN = "forbidden"  # personal data would be in the picture


class RowRule(StrEnum):
    """What makes one row of a repeated item conform."""

    TICKED = "ticked"  # the inspector says so, in the column ``conform``
    ON_TIME = "on-time"  # closed within the days allowed, counted by the program


class InspectionKind(StrEnum):
    """The kinds of inspection; a checklist names those it is meant for."""

    ROUTINE = "routine"  # 平時
    SCHEDULED = "scheduled"  # 定期
    UNANNOUNCED = "unannounced"  # 不定期
    ANNUAL = "annual"  # 年度
    WALKAROUND = "walkaround"  # 走動式
    MYSTERY_SHOPPER = "mystery-shopper"  # 神秘客
    GENERAL_CHECKUP = "general-checkup"  # 總體檢
    INTERNAL_AUDIT = "internal-audit"  # 內部稽核
    REINSPECTION = "reinspection"  # 複查
    PHONE_TEST = "phone-test"  # 電話禮貌測試; a round of calls, made without checklists


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One step of a scale.

    Attributes:
        share: How much of the item's points it is worth, ``"0"`` to ``"1"``.
        needs_note: It must be explained whatever the item asks for otherwise.
    """

    key: str
    label: Text
    share: str
    verdict: Verdict
    needs_note: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of the answers to a question that is not scored."""

    key: str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Limits, both included, as decimal text; ``None`` where there is none."""

    least: str | None = None
    most: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A value kept beside the answer, for statistics; it is never scored.

    Attributes:
        kind: ``NUMBER``, ``DATE``, ``TIME`` or ``TEXT``.
        expected: A number outside is pointed out to the inspector.
        long: A text of several lines, such as an account.
    """

    key: str
    label: Text
    kind: AnswerKind
    unit: Text = field(default_factory=dict)
    expected: Range | None = None
    long: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a repeated item's rows.

    Attributes:
        expected: A number outside is pointed out to the inspector.
    """

    key: str
    label: Text
    kind: AnswerKind
    unit: Text = field(default_factory=dict)
    expected: Range | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """Rows, one per counter, machine or sampled case, from which n and m come.

    Attributes:
        label: What one row is: a machine, a case, a counter.
        rule: ``TICKED`` needs a yes-no column ``conform``. ``ON_TIME`` needs
            ``received`` and ``closed`` (dates), ``days`` (number) and may have
            ``extension`` (further days).
        working_days: Whether the days allowed are working days.
    """

    label: Text
    columns: tuple[Column, ...]
    rule: RowRule = RowRule.TICKED
    working_days: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerIs:
    """True when the item has been answered with one of these values."""

    item: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """When an item is shown: a fact of the place holds, and any answer matches.

    Attributes:
        fact: The key of a `Fact`; one that the visit does not settle is taken to
            hold, so that nothing is hidden unasked.
        any_answer: Empty means no answer is asked for.
    """

    fact: str | None = None
    any_answer: tuple[AnswerIs, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something true or not of the place visited, settled when a visit starts."""

    key: str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Where in a plan the item comes from.

    Attributes:
        plan: The plan's code.
        item: The key of the plan's item or section.
        citation: How the source is cited, such as 航一(三)1.
        quote: The words of the plan that are meant, where only some are.
        version: The plan's version whose key it is; empty for the built-in plan's.
        unit: Whose execution of it the item asks for, where that is not simply the
            inspected unit's.
    """

    plan: str
    item: str
    citation: str
    quote: str = ""
    version: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """An article that demands the item."""

    name: str
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to look at.

    Attributes:
        key: ASCII letters, digits and hyphens; never used again for another meaning.
        scale: The name of the scale of a ``LEVEL`` item.
        choices: The answers to a ``CHOICE`` item.
        good: The answer that conforms, of a ``YES_NO`` item: ``yes`` or ``no``.
        expected: Of a ``NUMBER``, or of a ``WAIT`` in seconds: within is full
            marks, outside none. ``None`` means it is recorded and not scored.
        unit: Of a number, or of what is sampled.
        weight: Decimal text; the item's points are multiplied by it.
        points: Decimal text; what full conformity is worth before weighting.
        core: 核心設施 rather than 一般設施; ``None`` where the plan knows neither.
        own: Nothing but this agency's own wish demands it: 本機關自訂.
        own_part: What of it is the agency's own where the rest is not.
    """

    key: str
    text: Text
    kind: AnswerKind
    guidance: Text = field(default_factory=dict)
    scale: str | None = None
    choices: tuple[Choice, ...] = ()
    good: str = "yes"
    expected: Range | None = None
    unit: Text = field(default_factory=dict)
    attached: tuple[Attached, ...] = ()
    repeat: Repeat | None = None
    weight: str = "1"
    points: str = "1"
    required: bool = True
    note: Demand = Demand.NEVER
    photo: Demand = Demand.NEVER
    shown_when: Condition | None = None
    core: bool | None = None
    traces: tuple[Trace, ...] = ()
    laws: tuple[Law, ...] = ()
    own: bool = False
    own_part: Text = field(default_factory=dict)

    @property
    def scored(self) -> bool:
        """Whether any answer to it can move the score."""
        if self.kind in (AnswerKind.NUMBER, AnswerKind.WAIT):
            return self.expected is not None
        return self.kind in (AnswerKind.LEVEL, AnswerKind.SAMPLE, AnswerKind.YES_NO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Items that are looked at together."""

    key: str
    title: Text
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """A band of the score, from ``at_least`` up to the next higher band."""

    key: str
    label: Text
    at_least: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutionOf:
    """What a 計畫執行情形查核表 inspects: a plan's execution in a period.

    Attributes:
        start: ISO date of the period's first day.
        end: ISO date of its last.
    """

    plan: str
    version: str
    start: str
    end: str


@dataclass(frozen=True, kw_only=True)
class Checklist:
    """One version of a checklist, whole.

    Attributes:
        kinds: The inspections it is meant for; any other may use it too.
        scales: The scales that its items name.
        grades: From the highest down; the last one starts at 0.
        law_version: 法規版本日期, as ISO text: the day the articles were read; empty
            where it cites none.
        sections: The last one is 綜合意見 (key ends with ``closing``), unscored.
        execution: Of a sheet that was made from a plan for one occasion; no other
            visit is offered it.
    """

    code: str
    version: int
    title: Text
    intro: Text
    kinds: tuple[InspectionKind, ...]
    scales: dict[str, tuple[Level, ...]]
    grades: tuple[Grade, ...]
    law_version: str
    sections: tuple[Section, ...]
    facts: tuple[Fact, ...] = ()
    execution: ExecutionOf | None = None

    @property
    def ref(self) -> str:
        """``code@version``, as the command line takes it."""
        return f"{self.code}@{self.version}"

    @cached_property
    def sha256(self) -> str:
        """The definition's identity."""
        return digest(self)

    def items(self) -> Iterator[Item]:
        """Every item, in order."""
        for section in self.sections:
            yield from section.items

    def item(self, key: str) -> Item:
        """The item of that key.

        Raises:
            KeyError: There is none.
        """
        return self._by_key[key]

    def levels(self, item: Item) -> tuple[Level, ...]:
        """The scale of a ``LEVEL`` item, best level first."""
        return self.scales[item.scale or ""]

    @cached_property
    def _by_key(self) -> dict[str, Item]:
        return {item.key: item for item in self.items()}
