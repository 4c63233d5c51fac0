"""A service-quality plan: an ordered tree whose levels the agency names itself.

Keys are made of the ordinals on the way down: 一、(三)7 is ``1-3-7``. An unnumbered
item takes its place among its siblings, and an ordinal that the document gives twice
gets a letter (``1-2-4-2b``), so that a key never depends on wording.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


class DeadlineKind(StrEnum):
    """The rule of a deadline; most are rules and not dates."""

    ONGOING = "ONGOING"
    """持續辦理"""
    ROUTINE = "ROUTINE"
    """經常辦理"""
    DAILY = "DAILY"
    """逐日"""
    HALF_YEARLY = "HALF_YEARLY"
    YEARLY = "YEARLY"
    """As many times a year as `Deadline.min` and `Deadline.max` say."""
    QUARTERLY = "QUARTERLY"
    MONTHLY = "MONTHLY"
    NEXT_YEAR = "NEXT_YEAR"
    """By the month and day of `Deadline.on` in the year after the plan's."""
    AS_NEEDED = "AS_NEEDED"
    """不定期, 適時, 視需要"""
    FIXED = "FIXED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """When an item is due; all ``None`` where the document says nothing.

    Attributes:
        text: The document's own words for it.
        min: How often at least in a period; 0 where it is permitted (得每半年) and
            not demanded.
        max: How often at most in a period.
        on: An ISO date, or ``--MM-DD`` where the rule names no year.
        stated: What the column of deadlines says, where the item's text says
            otherwise; the text counts.
        suspended_until: The condition that the item waits for.
    """

    kind: DeadlineKind | None = None
    text: str | None = None
    min: int | None = None
    max: int | None = None
    on: str | None = None
    stated: str | None = None
    suspended_until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What a further column says about an item: 預期效益, 備註."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A line of the plan's tree.

    Attributes:
        ordinal: As officials cite it, without the mark behind it: 一, (三), 7, 4.2.
        level: 1 at the top.
        category: Key of the `Category`, in a plan that has several.
        owners: Names and groups as the document gives them, unresolved.
        excluded: Who does not belong to the owners.
        owners_inherited: The owners stand beside an item above, in a merged cell.
        repeats: Key of the item that already asks for the same.
        remarks: What the document's further columns say about it.
    """

    key: str
    level: int
    text: str
    ordinal: str | None = None
    parent: str | None = None
    category: str | None = None
    owners: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    owners_inherited: bool = False
    deadline: Deadline = Deadline()
    repeats: str | None = None
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A numbered place of the document outside its tree of items."""

    key: str
    level: int
    text: str
    ordinal: str | None = None
    parent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A tree beside others in one plan, with names of its own for its levels."""

    key: str
    ordinal: str
    title: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """ISO dates, or ISO months where the document names no day."""

    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A part in the task force, and the office that fills it."""

    role: str
    held_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTaskForce:
    """Who drives the plan."""

    name: str
    duty: str
    seats: tuple[Seat, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lint:
    """A doubt about the document, with the key of its place or ``""``.

    Attributes:
        accepted: A person looked at it, and it is right as it is.
    """

    code: str
    where: str
    message: str
    accepted: bool = False


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One version of a plan.

    Attributes:
        roc_year: The year that the plan was made for or issued in.
        levels: The agency's names of the levels, top first.
        items: In the document's order, parents before their children.
        original: SHA-256 of the file that it was read from.
    """

    code: str
    version: str
    roc_year: int
    title: str
    title_en: str
    agency: str
    document_number: str | None = None
    approved_on: str | None = None
    revised_on: tuple[str, ...] = ()
    period: Period = Period()
    bases: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    task_force: PlanTaskForce | None = None
    levels: tuple[str, ...] = ()
    categories: tuple[Category, ...] = ()
    items: tuple[Item, ...] = ()
    sections: tuple[Section, ...] = ()
    lint: tuple[Lint, ...] = ()
    original: str | None = None

    def __post_init__(self) -> None:
        _check(self.items)
        _check(self.sections)

    @cached_property
    def _items(self) -> Mapping[str, Item]:
        return {item.key: item for item in self.items}

    @cached_property
    def _sections(self) -> Mapping[str, Section]:
        return {section.key: section for section in self.sections}

    def item(self, key: str) -> Item:
        """The item of that key.

        Raises:
            KeyError: There is none.
        """
        return self._items[key]

    def children(self, key: str | None = None) -> tuple[Item, ...]:
        """The items right below one, or the top ones."""
        return tuple(item for item in self.items if item.parent == key)

    def actions(self) -> tuple[Item, ...]:
        """The items without any below them: what is to be done and inspected."""
        parents = {item.parent for item in self.items}
        return tuple(item for item in self.items if item.key not in parents)

    def path(self, key: str) -> tuple[Item, ...]:
        """The items above one, top first."""
        return tuple(_down_to(self._items, key))[:-1]

    def owned(self, key: str) -> Item:
        """The item itself, or the nearest above it that names the owners.

        Some agencies name owners and deadline once for a line and all below it.
        """
        line = tuple(_down_to(self._items, key))
        return next((item for item in reversed(line) if item.owners), line[-1])

    def label(self, key: str) -> str:
        """How officials cite an item or a section: 一、(三)1 or 柒、三.

        Unnumbered lines are passed over, but for the one that is itself cited and,
        in a tree without numbers at its top, the last one before the numbers.
        """
        nodes: Mapping[str, Item | Section]
        nodes = self._items if key in self._items else self._sections
        line = tuple(_down_to(nodes, key))
        numbers = _joined([node.ordinal for node in line if node.ordinal])
        if not line[-1].ordinal:
            return f"{numbers}「{line[-1].text}」"
        if line[0].ordinal:
            return numbers
        name = next(node.text for node in reversed(line) if not node.ordinal)
        return f"「{name}」{numbers}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReference:
    """A plan as inspections and reports name it.

    Attributes:
        carried_over_to: ROC year that an older plan is still applied to (沿用).
    """

    code: str
    version: str
    title: str
    document_number: str | None
    roc_year: int
    carried_over_to: int | None = None


def reference(plan: Plan, *, carried_over_to: int | None = None) -> PlanReference:
    """What an inspection keeps of the plan it is made under."""
    return PlanReference(
        code=plan.code,
        version=plan.version,
        title=plan.title,
        document_number=plan.document_number,
        roc_year=plan.roc_year,
        carried_over_to=carried_over_to,
    )


_Node = TypeVar("_Node", bound=Item | Section)


def _check(nodes: Sequence[Item | Section]) -> None:
    """Raise ValueError unless keys are unique and parents come first."""
    known: set[str] = set()
    for node in nodes:
        if node.key in known:
            raise ValueError(f"key {node.key} stands twice")
        if node.parent is not None and node.parent not in known:
            raise ValueError(f"{node.key} does not stand below {node.parent}")
        known.add(node.key)


def _down_to(nodes: Mapping[str, _Node], key: str) -> Iterator[_Node]:
    node = nodes[key]
    if node.parent is not None:
        yield from _down_to(nodes, node.parent)
    yield node


def _joined(ordinals: Sequence[str]) -> str:
    """一, (三), 1 as 一、(三)1; a number right after a number in brackets."""
    text = ""
    for position, ordinal in enumerate(ordinals):
        if text[-1:].isdigit():
            text += f"({ordinal.strip('()')})"
        elif position and not text.endswith(")"):
            text += f"、{ordinal}"
        else:
            text += ordinal
    return text
