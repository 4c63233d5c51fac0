"""The chapters of a plan: its sections, with what is known of the plan in its place.

A plan keeps bases, objectives, period and task force beside its sections. Each is told
in the section that is about it, unless its words are there already; what has no
section gets a chapter of its own behind the last one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from forms.plan.building import words
from forms.plan.building.dates import period_in
from forms.plan.building.ordinals import Shape, leading, number_in, written_like
from forms.plan.building.repeats import said
from forms.plan.model import Period
from forms.report.plans.text import Line, Part
from forms.report.plans.tree import tree_of
from forms.report.plans.wording import annex_number, first_line, marked, period_said
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from re import Pattern

    from forms.plan.model import Plan, Section
    from resources.texts import Texts

_FORCE: Final = later("“{name}”.")
_FORCE_WITH_DUTY: Final = later("“{name}”: {duty}.")
_FIRST: Final = "壹"
_BELOW: Final = {
    Shape.CAPITAL: "一",
    Shape.CHINESE: "(一)",
    Shape.BRACKETED: "1",
    Shape.DIGIT: "(1)",
}
"""How the lines below a line are numbered: 壹、一、(一)1、(1)."""


def chapters(plan: Plan, texts: Texts) -> Iterator[Part]:
    """Everything between the title and the end, in order."""
    return _Chapters(plan, texts).all()


class _Chapters:
    def __init__(self, plan: Plan, texts: Texts) -> None:
        self._plan = plan
        self._texts = texts
        self._top = [one for one in plan.sections if one.parent is None]
        self._written = said("".join(section.text for section in plan.sections))
        self._last = next((s.ordinal for s in reversed(self._top) if s.ordinal), None)
        self._left = {
            words.BASES: list(plan.bases),
            words.OBJECTIVES: list(plan.objectives),
            words.PERIODS: list(self._period()),
            words.TASK_FORCES: list(self._task_force()),
        }

    def all(self) -> Iterator[Part]:
        categories = self._plan.categories
        about = [s for s in self._top if words.CONTENTS.search(first_line(s.text))]
        holder = about[-1] if about and not categories else None
        for section in self._top:
            yield from self._section(section, 0)
            if section is holder:
                yield tree_of(self._plan, None, self._texts)
        yield from self._rest()
        if categories:
            yield from self._annexes()
        elif holder is None:
            yield self._heading(self._texts("What is to be done"))
            yield tree_of(self._plan, None, self._texts)

    def _section(self, section: Section, level: int) -> Iterator[Line]:
        title, *body = section.text.split("\n")
        yield Line(
            text=marked(section.ordinal, title),
            level=level,
            is_heading=True,
            is_numbered=bool(section.ordinal),
        )
        for text in body:
            yield Line(text=text, level=level + 1)
        yield from self._facts(section, title, level)
        for child in self._plan.sections:
            if child.parent == section.key:
                yield from self._section(child, level + 1)

    def _facts(self, section: Section, title: str, level: int) -> Iterator[Line]:
        """What the section is about, and nothing tells yet."""
        for about in tuple(self._left):
            is_here = about is words.PERIODS or not level
            if is_here and about.search(title):
                written = said(section.text)
                entries = [e for e in self._left.pop(about) if said(e) not in written]
                ordinal = None if about is words.TASK_FORCES else section.ordinal
                yield from _listed(entries, ordinal, level)
                return

    def _rest(self) -> Iterator[Line]:
        titles: dict[Pattern[str], str] = {
            words.BASES: self._texts("Legal bases"),
            words.OBJECTIVES: self._texts("Objectives"),
            words.PERIODS: self._texts("Period of the plan"),
            words.TASK_FORCES: self._texts("Task force"),
        }
        for about, entries in self._left.items():
            if entries:
                yield self._heading(titles[about])
                ordinal = None if about is words.TASK_FORCES else self._last
                yield from _listed(entries, ordinal, 0)

    def _annexes(self) -> Iterator[Part]:
        """Which table belongs to which category, and the tables."""
        tops = {
            category.key: [
                first_line(item.text)
                for item in self._plan.children()
                if item.category == category.key
            ]
            for category in self._plan.categories
        }
        if not all(self._tells_of(c.title, tops[c.key]) for c in self._plan.categories):
            yield self._heading(self._texts("Annexes"))
            for number, category in enumerate(self._plan.categories, start=1):
                text = self._texts(
                    "Category “{title}”: {names}, as in annex {number}.",
                    title=category.title,
                    names="、".join(tops[category.key]),
                    number=annex_number(number, self._texts),
                )
                text = marked(category.ordinal, text)
                yield Line(text=text, level=1, is_numbered=True)
        for category in self._plan.categories:
            yield tree_of(self._plan, category, self._texts)

    def _tells_of(self, title: str, tops: Sequence[str]) -> bool:
        """Whether the sections name a category and what stands at its top."""
        texts = [section.text for section in self._plan.sections]
        return any(f"「{title}」" in text for text in texts) and any(
            all(name in text for name in tops) for text in texts
        )

    def _heading(self, title: str) -> Line:
        """The next chapter's."""
        last, number = self._last, number_in(self._last)
        self._last = written_like(last, number + 1) if last and number else _FIRST
        return Line(text=marked(self._last, title), is_heading=True, is_numbered=True)

    def _tells(self, *entries: str) -> bool:
        return all(said(entry) in self._written for entry in entries)

    def _period(self) -> Iterator[str]:
        period = self._plan.period
        told = (
            period_in(line)
            for section in self._plan.sections
            for line in section.text.split("\n")
        )
        if period != Period() and period not in told:
            yield self._texts("{period}.", period=period_said(period, self._texts))

    def _task_force(self) -> Iterator[str]:
        force = self._plan.task_force
        if force is None:
            return
        if not self._tells(force.name, force.duty):
            told = _FORCE_WITH_DUTY if force.duty else _FORCE
            yield self._texts(told, name=force.name, duty=force.duty)
        for seat in force.seats:
            if not self._tells(seat.role, seat.held_by):
                yield self._texts(
                    "{role}: {held_by}", role=seat.role, held_by=seat.held_by
                )


def _listed(entries: Sequence[str], ordinal: str | None, level: int) -> Iterator[Line]:
    """The entries below a line of that number; one alone has no number."""
    below = _numbered_below(ordinal)
    for number, entry in enumerate(entries, start=1):
        is_counted = below is not None and len(entries) > 1
        own = written_like(below, number) if below and is_counted else None
        yield Line(
            text=marked(own, entry), level=level + 1, is_numbered=own is not None
        )


def _numbered_below(ordinal: str | None) -> str | None:
    found = leading(f"{ordinal}、")
    return _BELOW.get(found[0].shape) if found else None
