"""What a person should look at in a plan: shown and explained, never mended."""

from __future__ import annotations

from collections import Counter
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Protocol

from forms.plan.building.dates import first_and_last
from forms.plan.building.ordinals import number_in, written_like
from forms.plan.building.repeats import nearly_repeats
from forms.plan.model import DeadlineKind, Lint

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from forms.plan.model import Item, Plan, Section
    from resources.texts import Texts


class Stated(Protocol):
    """A count that the document states of itself."""

    @property
    def word(self) -> str:
        """The level's name."""

    @property
    def count(self) -> int:
        """How many the document says there are."""

    @property
    def text(self) -> str:
        """Its words for it."""


def lint(
    plan: Plan,
    texts: Texts,
    *,
    stated: Sequence[Stated] = (),
    unknown: Callable[[Item], Sequence[str]] | None = None,
    covered: Collection[str] | None = None,
) -> tuple[Lint, ...]:
    """The doubts about a plan.

    Args:
        plan: As it was read, or corrected since.
        texts: The language of the sentences.
        stated: Counts that the document states.
        unknown: Names among an item's owners that the directory does not hold; not
            asked without a directory.
        covered: Keys of items that checks cover; not asked where ``None``.
    """
    looking = _Looking(plan, texts)
    return (
        *looking.at_ordinals(plan.items),
        *looking.at_ordinals(plan.sections),
        *looking.at_unnumbered(),
        *looking.at_owners(),
        *looking.at_deadlines(),
        *looking.at_dates(),
        *looking.at_counts(stated),
        *looking.at_repeats(),
        *(looking.at_directory(unknown) if unknown else ()),
        *(looking.at_coverage(covered) if covered is not None else ()),
    )


class _Looking:
    def __init__(self, plan: Plan, texts: Texts) -> None:
        self._plan = plan
        self._texts = texts

    def _lint(self, code: str, where: str, message: str, **fields: object) -> Lint:
        return Lint(code=code, where=where, message=self._texts(message, **fields))

    def at_ordinals(self, nodes: Sequence[Item | Section]) -> Iterator[Lint]:
        """Doubled and missing numbers among siblings."""
        families: dict[tuple[str | None, str | None], list[Item | Section]] = {}
        for node in nodes:
            if node.ordinal:
                category = getattr(node, "category", None)
                families.setdefault((node.parent, category), []).append(node)
        own = {node.key: node for node in nodes}
        last: dict[int, str | None] = {}
        for (parent, _), family in families.items():
            above = own[parent].ordinal if parent else None
            before = last.get(family[0].level)
            yield from self._at_family(family, parent or "", above, before)
            last[family[0].level] = family[-1].ordinal

    def _at_family(
        self,
        family: Sequence[Item | Section],
        parent: str,
        above: str | None,
        before: str | None,
    ) -> Iterator[Lint]:
        """Siblings, below a number and after the last one of other siblings."""
        seen: set[str] = set()
        for node in family:
            ordinal = node.ordinal or ""
            if ordinal in seen:
                yield self._lint(
                    "duplicate-ordinal",
                    node.key,
                    "{ordinal} stands twice.",
                    ordinal=ordinal,
                )
            seen.add(ordinal)
        first = number_in(family[0].ordinal or "")
        counts_on = first is not None and number_in(before) == first - 1
        if first and first > 1 and not counts_on and family[0].ordinal != above:
            yield from self._missing(family[0], parent, range(1, first))
        for one, other in pairwise(family):
            number, following = number_in(one.ordinal), number_in(other.ordinal)
            if number and following and _shape(one) == _shape(other):
                yield from self._missing(other, parent, range(number + 1, following))

    def _missing(
        self, beside: Item | Section, parent: str, numbers: range
    ) -> Iterator[Lint]:
        for number in numbers:
            yield self._lint(
                "missing-ordinal",
                parent,
                "{ordinal} is missing.",
                ordinal=written_like(beside.ordinal or "", number),
            )

    def at_unnumbered(self) -> Iterator[Lint]:
        """Items without a number on levels that are numbered."""
        total = Counter((item.category, item.level) for item in self._plan.items)
        numbered = Counter(
            (item.category, item.level) for item in self._plan.items if item.ordinal
        )
        for item in self._plan.items:
            level = (item.category, item.level)
            if not item.ordinal and numbered[level] * 2 > total[level]:
                yield self._lint(
                    "unnumbered-item",
                    item.key,
                    "The document gives it no number; its key was made of its place.",
                )

    def at_owners(self) -> Iterator[Lint]:
        """Actions that nobody owns, once for each tree without any."""
        for category, actions in self._actions():
            bare = [one for one in actions if not self._plan.owned(one.key).owners]
            if len(bare) == len(actions):
                yield self._lint(
                    "no-owners",
                    "",
                    "No item{category} names a unit that carries it out.",
                    category=self._of(category),
                )
                continue
            for item in bare:
                yield self._lint(
                    "no-owner", item.key, "No unit is named that carries this out."
                )

    def at_deadlines(self) -> Iterator[Lint]:
        """Actions without a deadline, once for a tree that mostly has none."""
        for category, actions in self._actions():
            bare = [one for one in actions if not self._has_deadline(one)]
            if len(bare) * 2 > len(actions):
                yield self._lint(
                    "no-deadlines",
                    "",
                    "{count} items{category} have no deadline.",
                    count=len(bare),
                    category=self._of(category),
                )
                continue
            for item in bare:
                yield self._lint("no-deadline", item.key, "No deadline is named.")

    def at_dates(self) -> Iterator[Lint]:
        """Dates that contradict each other."""
        plan = self._plan
        start, end = first_and_last(plan.period)
        if start and end and end < start:
            yield self._lint(
                "dates-contradict", "", "The period ends before it begins."
            )
        for day in plan.revised_on:
            if plan.approved_on and day < plan.approved_on:
                yield self._lint(
                    "dates-contradict",
                    "",
                    "It was revised on {day}, before it was approved.",
                    day=day,
                )
        for item in plan.items:
            on = item.deadline.on
            if item.deadline.kind is not DeadlineKind.FIXED or not on:
                continue
            if on.startswith("--"):  # of no year, and so in any
                continue
            outside = (start and on < start.isoformat()[: len(on)]) or (
                end and on > end.isoformat()[: len(on)]
            )
            if outside:
                yield self._lint(
                    "dates-contradict",
                    item.key,
                    "The deadline {day} is outside of the plan's period.",
                    day=on,
                )

    def at_counts(self, stated: Sequence[Stated]) -> Iterator[Lint]:
        """Counts that the document states and the tree does not have."""
        trees: list[tuple[str | None, tuple[str, ...]]] = [
            (category.key, category.levels) for category in self._plan.categories
        ]
        trees = trees or [(None, self._plan.levels)]
        for one in stated:
            counts = [
                sum(
                    item.level == level and item.category == key
                    for item in self._plan.items
                )
                for key, levels in trees
                for level, name in enumerate(levels, start=1)
                if name == one.word
            ]
            if counts and one.count not in counts:
                yield self._lint(
                    "count-differs",
                    "",
                    "The document says “{stated}”; {count} were found.",
                    stated=one.text,
                    count=counts[0],
                )

    def at_repeats(self) -> Iterator[Lint]:
        """Items that ask for the same as one before, or almost."""
        label = self._plan.label
        for item in self._plan.items:
            if item.repeats:
                yield self._lint(
                    "duplicate-item",
                    item.key,
                    "It asks for the same as {other}; both are one duty.",
                    other=label(item.repeats),
                )
        actions = [one for one in self._plan.actions() if not one.repeats]
        for key, other in nearly_repeats(actions).items():
            yield self._lint(
                "similar-item",
                key,
                "It says almost the same as {other}.",
                other=label(other),
            )

    def at_directory(self, unknown: Callable[[Item], Sequence[str]]) -> Iterator[Lint]:
        """Owners that the directory does not hold, each once."""
        said: set[str] = set()
        for item in self._plan.items:
            for name in unknown(item):
                if name not in said:
                    said.add(name)
                    yield self._lint(
                        "owner-undefined",
                        item.key,
                        "The directory has no unit or group “{name}”.",
                        name=name,
                    )

    def at_coverage(self, covered: Collection[str]) -> Iterator[Lint]:
        """Actions that no check covers."""
        for item in self._plan.actions():
            line = (item, *self._plan.path(item.key))
            if not any(one.key in covered for one in line):
                yield self._lint("uncovered", item.key, "No check covers it.")

    def _actions(self) -> Iterator[tuple[str | None, list[Item]]]:
        for category, actions in groupby(
            self._plan.actions(), key=lambda item: item.category
        ):
            yield category, list(actions)

    def _has_deadline(self, item: Item) -> bool:
        line = (item, *self._plan.path(item.key))
        return any(one.deadline.kind or one.deadline.text for one in line)

    def _of(self, category: str | None) -> str:
        for one in self._plan.categories:
            if one.key == category:
                return self._texts(" of “{title}”", title=one.title)
        return ""


def _shape(node: Item | Section) -> str:
    return written_like(node.ordinal or "", 1)
