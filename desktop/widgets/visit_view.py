"""What a draft looks like on the fill page: numbers, sections, cards, rows."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from desktop.widgets.deeds import Answered
from desktop.widgets.grid_model import GridRow
from desktop.widgets.item_list import Entry
from desktop.widgets.outline import OutlineEntry, section_title
from desktop.widgets.shown import Shown
from forms.checklist.answering import values_of
from forms.checklist.completeness import Lack
from forms.checklist.model import NOT_APPLICABLE
from forms.report.numbering import is_closing, item_numbers
from forms.report.said import KINDS, answer_in_words, day, listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from db.history import Change
    from desktop.widgets.saving import Saving
    from desktop.workflows.filling import Filling
    from forms.checklist.model import Checklist, Fact, Item, Section
    from resources.texts import Texts

_NAMED: Final = 4
"""So many items are called by their numbers; more are only counted."""


class _Part(NamedTuple):
    """A section with the checklist it is of and what it is called."""

    checklist: Checklist
    section: Section
    title: str


class VisitView:
    """One draft; what does not change while it is filled in is worked out once."""

    def __init__(self, filling: Filling, saving: Saving, texts: Texts) -> None:
        self._filling = filling
        self._saving = saving
        self._texts = texts

    @cached_property
    def numbers(self) -> dict[str, str]:
        """Item key to 2.5, as in the report; closing remarks have none."""
        return item_numbers(self._filling.checklists)

    @cached_property
    def names(self) -> dict[str, str]:
        """Item key to its number, or to its text where it has none."""
        items = (item for one in self._filling.checklists for item in one.items())
        return {
            item.key: self.numbers.get(item.key) or self._texts.of(item.text)
            for item in items
        }

    @cached_property
    def _parts(self) -> tuple[_Part, ...]:
        return tuple(self._made_parts())

    @cached_property
    def section_of(self) -> dict[str, str]:
        """Item key to the key of its section."""
        return {
            item.key: part.section.key
            for part in self._parts
            for item in part.section.items
        }

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """What may be true of the place, each once."""
        facts = (fact for one in self._filling.checklists for fact in one.facts)
        return tuple({fact.key: fact for fact in facts}.values())

    def title(self) -> str:
        """The unit and what is looked at there."""
        return f"{self._filling.inspection.unit}　{self._checklists()}"

    def details(self) -> str:
        """What kind of visit it is, with which checklists, on which day."""
        visit = self._filling.inspection
        return "　".join(
            (
                self._texts(KINDS[visit.kind]),
                self._checklists(),
                day(self._texts, visit.started.date()),
            )
        )

    def named(self, items: Iterable[str]) -> str:
        """These items, as one says them."""
        return listed(self._texts, (self.names[item] for item in items))

    def where(self, change: Change) -> str:
        """The items that a change was made at, as one says them; empty for none."""
        items = (change.item,) if change.item else tuple(change.after.answers)
        if len(items) > _NAMED:
            return self._texts("{count} items", count=len(items))
        return self.named(item for item in items if item in self.names)

    def first_missing(self) -> str:
        """Where one waits, or the first item without an answer, or just the first."""
        shown = [entry.item.key for entry in self.entries()]
        timed = [key for key in shown if self._filling.running(key)]
        lacking = [
            one.item for one in self._filling.missing() if one.lack is Lack.ANSWER
        ]
        return next(iter((*timed, *lacking, *shown)), "")

    def answer_at(self, item: str, key: str) -> Answered | None:
        """What a key of the keyboard answers to the item; ``None`` if nothing."""
        answer = self._filling.answer(item)
        if not key:
            return Answered(item, None)
        if answer is not None and answer.rows:
            return None
        if key == "N":
            return Answered(item, NOT_APPLICABLE)
        found = self._filling.item(item)
        *values, _ = values_of(self._filling.checklist_of(item), found) or ("",)
        at = int(key) - 1
        return Answered(item, values[at]) if at < len(values) else None

    def entries(self) -> list[Entry]:
        """The items that are shown, in order."""
        entries = []
        for part in self._parts:
            heading = part.title
            for item in self._shown(part.section):
                entries.append(
                    Entry(
                        checklist=part.checklist,
                        item=item,
                        number=self.numbers.get(item.key, ""),
                        heading=heading,
                    )
                )
                heading = ""
        return entries

    def outline(self) -> list[OutlineEntry]:
        """The sections of which anything is shown."""
        several = len(self._filling.checklists) > 1
        entries, told = [], ""
        for part in self._parts:
            progress = self._filling.progress(part.section)
            if not progress.total:
                continue
            code = part.checklist.code
            entries.append(
                OutlineEntry(
                    key=part.section.key,
                    title=part.title,
                    answered=progress.answered,
                    total=progress.total,
                    group=self._texts.of(part.checklist.title)
                    if several and code != told
                    else "",
                    optional=not any(
                        item.required for item in self._shown(part.section)
                    ),
                )
            )
            told = code
        return entries

    def first_of(self, section: str) -> str:
        """The key of the section's first item that is shown; empty if none is."""
        keys = self._keys_of(section)
        return keys[0] if keys else ""

    def section_beside(self, item: str, by: int) -> str:
        """The first item of the section so many sections on; empty if there is none."""
        keys = [entry.key for entry in self.outline()]
        at = keys.index(self.section_of[item]) + by
        return self.first_of(keys[at]) if 0 <= at < len(keys) else ""

    def answered(self) -> tuple[int, int]:
        """How many of the items that have to be answered are, and how many are to."""
        wanted = [
            item.key
            for part in self._parts
            for item in self._shown(part.section)
            if item.required
        ]
        answers = self._filling.answers()
        given = (key for key in wanted if key in answers and answers[key].given)
        return sum(1 for _ in given), len(wanted)

    def card(self, item: str) -> Shown:
        """What the item's card shows."""
        filling, saving = self._filling, self._saving
        unsaved = any(change.item == item for change in saving.waiting)
        answer = filling.answer(item)
        return Shown(
            answer=saving.seen(item, answer) if unsaved else answer,
            running=saving.running(item, filling.running(item)),
            photos=filling.photos(item),
            findings=filling.findings(item),
            lacks=frozenset(one.lack for one in filling.missing() if one.item == item),
            unsaved=unsaved,
        )

    def rows(self) -> list[GridRow]:
        """The items that are shown as rows of a table."""
        return [
            self._row(part, item)
            for part in self._parts
            for item in self._shown(part.section)
        ]

    def _row(self, part: _Part, item: Item) -> GridRow:
        card = self.card(item.key)
        judgement = self._filling.judgement(item.key)
        said = answer_in_words(self._texts, part.checklist, item, card.answer)
        return GridRow(
            item=item.key,
            number=self.numbers.get(item.key, ""),
            section=part.title,
            text=self._texts.of(item.text),
            result=" ".join(said),
            verdict=judgement.verdict,
            note=card.answer.note if card.answer else "",
            photos=len(card.photos),
            findings=len(card.findings),
            lacks=bool(card.lacks),
            short=judgement.short,
        )

    def _checklists(self) -> str:
        titles = (self._texts.of(one.title) for one in self._filling.checklists)
        return listed(self._texts, titles)

    def _shown(self, section: Section) -> list[Item]:
        visible = self._filling.shown()
        return [item for item in section.items if item.key in visible]

    def _keys_of(self, section: str) -> list[str]:
        part = next(one for one in self._parts if one.section.key == section)
        return [item.key for item in self._shown(part.section)]

    def _made_parts(self) -> Iterator[_Part]:
        number = 0
        for checklist in self._filling.checklists:
            for section in checklist.sections:
                title = self._texts.of(section.title)
                if is_closing(section):
                    yield _Part(checklist, section, title)
                    continue
                number += 1
                yield _Part(
                    checklist, section, section_title(self._texts, number, title)
                )
