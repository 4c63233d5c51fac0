"""Working on a draft: every change is checked, committed at once, and can be undone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec

from db.draft import KeptPhoto, Parts
from db.history import ChangeKind
from desktop.workflows.filled import Filled, is_empty
from desktop.workflows.own_findings import (
    after_answer,
    is_own,
    next_number,
    own_finding,
    without,
)
from desktop.workflows.photos_in_hand import PhotosInHand, text_of
from desktop.workflows.start_inspection import refuse_common_items
from forms.checklist.answering import answer_of_rows, read_answer
from forms.checklist.reading import read_text
from forms.errors import UserError
from forms.inspection import Answer, Coaching, Finding, Sample, Wait

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from db.running import Running
    from forms.checklist.model import Checklist
    from forms.inspection import Inspection

Value: TypeAlias = str | Sample | Wait | None
"""What answers an item: see `Answer`."""


class Filling(PhotosInHand):
    """One draft being worked on.

    A change is in the store and in what this tells when its method returns, and in
    neither if it raises a `UserError`: one that says what cannot be, or that the disk
    is full or gone. What alters nothing is no change.
    """

    # Answers

    def set_value(self, item: str, value: Value) -> None:
        """Answer the item; ``None`` takes the answer back and leaves the rest.

        An answer that does not conform makes a finding, and one that conforms after
        all takes it away again unless somebody has worked on it.
        """
        self.set_values({item: value})

    def set_values(self, values: Mapping[str, Value]) -> None:
        """`set_value` for each of the items, all of it one change."""
        now, filled, parts = self._now(), self._filled, Parts()
        for item, value in values.items():
            old = filled.draft.answers.get(item) or Answer(item=item)
            new = self._valued(old, value)
            if new == old:
                continue
            after = self._with_answer(Parts(), replace(new, at=now), filled)
            parts = replace(
                parts,
                answers={**parts.answers, **after.answers},
                findings={**parts.findings, **after.findings},
            )
            filled = Filled(filled.draft.having(after), filled.checklists)
        first, *others = values
        self._change(ChangeKind.RESULT, None if others else first, parts)

    def _valued(self, old: Answer, value: Value) -> Answer:
        """The answer with this value in the place of its own."""
        item = old.item
        if old.rows and value is not None:
            raise UserError(
                "{item}: give either rows or a value; the rows decide the value.",
                item=item,
            )
        given = self._read(item, value=_plain(value))
        return replace(
            old, value=given.value, sample=given.sample, wait=given.wait, rows=()
        )

    def begin_wait(self, running: Running) -> None:
        """Time a wait from now on, until the item is answered; it cannot be undone."""
        _ = self._filled.items[running.item]
        self._commit(Parts(), lambda: self._store.running.begin(self._id, running))

    def set_note(self, item: str, text: str) -> None:
        """Explain the answer, or note something before there is one."""
        old = self._answer(item)
        self._keep_answer(
            ChangeKind.NOTE, old, replace(old, note=read_text(text, item))
        )

    def set_attached(self, item: str, key: str, text: str) -> None:
        """Keep a value beside the answer; empty text takes it away."""
        old = self._answer(item)
        given = self._read(item, attached={key: text})
        others = {name: kept for name, kept in old.attached.items() if name != key}
        new = replace(old, attached={**others, **given.attached})
        self._keep_answer(ChangeKind.ATTACHED, old, new)

    def take_accounts(
        self,
        accounts: Mapping[str, Mapping[str, str]],
        along: Callable[[], object] | None = None,
    ) -> None:
        """Keep values beside many answers, as one step; others stay as they are.

        Args:
            accounts: By item the values beside its answer.
            along: Writes what is to be kept with them, or not at all.
        """
        answers: dict[str, Answer | None] = {}
        for item, values in accounts.items():
            old = self._answer(item)
            given = self._read(item, attached=dict(values))
            attached = {**old.attached, **given.attached}
            answers[item] = replace(old, attached=attached, at=old.at or self._now())
        self._change(ChangeKind.ATTACHED, None, Parts(answers=answers), along)

    def set_rows(self, item: str, rows: Sequence[Mapping[str, str]]) -> None:
        """Keep one row for each counter, machine or case; they decide the value."""
        old = self._answer(item)
        given = self._read(item, rows=[dict(row) for row in rows])
        if given.rows == old.rows:
            return
        new = replace(old, rows=given.rows, value=None, sample=None)
        new = answer_of_rows(self.checklist_of(item), new)
        self._keep_answer(ChangeKind.ROWS, old, new, at=self._now())

    # Findings

    def add_finding(self, item: str | None, text: str = "") -> Finding:
        """Record what falls short, at an item or freely.

        Without a text an item's finding begins with its note or its own words.
        """
        finding = self._new_finding(item, text)
        parts = Parts(findings={finding.id: finding})
        self._change(ChangeKind.FINDING_ADDED, item, parts)
        return finding

    def save_finding(self, finding: Finding) -> Finding:
        """Keep what has changed about a finding; its number stays."""
        old = self.finding(finding.id)
        new = replace(
            finding,
            number=old.number,
            text=_said(finding.text),
            responsible_unit=text_of(finding.responsible_unit, old.item),
            recommendation=text_of(finding.recommendation, old.item),
        )
        parts = Parts(findings={new.id: new})
        self._change(ChangeKind.FINDING_CHANGED, old.item, parts)
        return new

    def set_corrected_on_site(self, finding: str, *, corrected: bool) -> Finding:
        """當場改正: what was put right at once needs no date."""
        old = self.finding(finding)
        if old.corrected_on_site == corrected:
            return old
        due = None if corrected else self.due_in(self._days)
        return self.save_finding(replace(old, corrected_on_site=corrected, due=due))

    def set_due_working_days(self, finding: str, days: int) -> Finding:
        """Have it put right within so many working days of the visit."""
        return self.save_finding(replace(self.finding(finding), due=self.due_in(days)))

    def remove_finding(self, finding: str) -> None:
        """Take a finding back; its photos stay, and the findings behind move up."""
        item = self.finding(finding).item
        photos = [self._kept(one.id) for one in self.photos(finding=finding)]
        parts = Parts(
            findings=without(self._filled, {finding}),
            photos={
                kept.photo.id: replace(kept, photo=replace(kept.photo, finding=None))
                for kept in photos
            },
        )
        self._change(ChangeKind.FINDING_REMOVED, item, parts)

    # Advice given on the spot, and what was noticed before there was a visit

    def add_coaching(self, topic: str, text: str, given_to: str = "") -> Coaching:
        """Record advice; ``given_to`` is a title, never a name."""
        coaching = _checked(
            Coaching(
                id=self._store.ids.new(),
                at=self._now(),
                topic=topic,
                text=text,
                given_to=given_to,
            )
        )
        parts = Parts(coaching={coaching.id: coaching})
        self._change(ChangeKind.COACHING_ADDED, None, parts)
        return coaching

    def save_coaching(self, coaching: Coaching) -> Coaching:
        """Keep what has changed about advice."""
        old = self._filled.draft.coaching[coaching.id]
        new = replace(_checked(coaching), at=old.at)
        parts = Parts(coaching={new.id: new})
        self._change(ChangeKind.COACHING_CHANGED, None, parts)
        return new

    def remove_coaching(self, coaching: str) -> None:
        """Take recorded advice back."""
        parts = Parts(coaching={coaching: None})
        self._change(ChangeKind.COACHING_REMOVED, None, parts)

    def take_capture(
        self, capture: str, item: str | None = None, *, finding: bool = True
    ) -> None:
        """Take in what was noticed before, with its photos; it is open no more.

        Args:
            capture: Its id.
            item: The item that it belongs to; needed unless it becomes a finding.
            finding: Make it a finding; otherwise its text goes into the item's note.
        """
        taken = self._store.captures.get(capture)
        if taken is None:
            raise KeyError(capture)
        if taken.photos:
            self._refuse_forbidden(item)
        parts, new = Parts(taken={capture: True}), None
        if finding:
            new = self._new_finding(item, taken.text)
            parts = replace(parts, findings={new.id: new})
        elif item is None:
            raise ValueError("a note belongs to an item")
        else:
            old = self._answer(item)
            note = "\n".join(filter(None, (old.note, taken.text)))
            answer = replace(old, note=note, at=old.at or self._now())
            parts = self._with_answer(parts, answer)
        photos = self._placed(
            replace(
                photo,
                id=self._store.ids.new(),
                item=item,
                finding=new.id if new else None,
            )
            for photo in taken.photos
        )
        self._change(ChangeKind.CAPTURE_TAKEN, item, replace(parts, photos=photos))

    # The visit's head

    def save_head(self, inspection: Inspection) -> None:
        """Keep another unit, place, time, people, facts, plan or checklists.

        Answers to a checklist that is taken out stay, in case it comes back. Of its
        findings and photos, those that somebody has worked on stay with the visit.
        """
        before = msgspec.to_builtins(self.inspection)
        after = msgspec.to_builtins(inspection)
        head = {name: after[name] for name in after if after[name] != before[name]}
        if not head:
            return
        checklists = (
            self._checklists_of(inspection) if "checklists" in head else self.checklists
        )
        old = self._filled
        new = Filled(replace(old.draft, inspection=inspection), checklists)
        own = {one.id for one in old.findings(None) if is_own(old, one, self._days)}
        findings = without(
            old, {one for one in own if self.finding(one).item not in new.items}
        )
        for id, finding in findings.items():
            if finding is not None and id in own:
                findings[id] = self._own(new, finding)
            elif finding is not None and finding.item not in new.items:
                findings[id] = replace(finding, item=None)
        photos: dict[str, KeptPhoto | None] = {
            id: replace(kept, photo=replace(kept.photo, item=None))
            for id, kept in old.draft.photos.items()
            if kept.photo.item not in new.items
        }
        parts = Parts(head=head, findings=findings, photos=photos)
        self._change(ChangeKind.HEAD, None, parts)

    def _answer(self, item: str) -> Answer:
        _ = self._filled.items[item]
        return self.answer(item) or Answer(item=item)

    def _read(self, item: str, **raw: Any) -> Answer:  # noqa: ANN401 - plain JSON
        return read_answer(self.checklist_of(item), item, raw)

    def _keep_answer(
        self, kind: ChangeKind, old: Answer, new: Answer, *, at: datetime | None = None
    ) -> None:
        if new == old:
            return
        new = replace(new, at=at or old.at or self._now())
        self._change(kind, new.item, self._with_answer(Parts(), new))

    def _with_answer(
        self, parts: Parts, answer: Answer, filled: Filled | None = None
    ) -> Parts:
        """The parts with an answer, and with what it does to the findings.

        ``filled`` is the draft as it will be before, where that is not as it is now.
        """
        kept = None if is_empty(answer) else answer
        findings = after_answer(
            filled or self._filled,
            answer.item,
            kept,
            days=self._days,
            new_id=self._store.ids.new,
        )
        return replace(parts, answers={answer.item: kept}, findings=findings)

    def _new_finding(self, item: str | None, text: str) -> Finding:
        id, number = self._store.ids.new(), next_number(self._filled)
        if item is None:
            return Finding(
                id=id,
                number=number,
                text=_said(text),
                responsible_unit=self.inspection.unit,
                due=self.due_in(self._days),
            )
        own = own_finding(
            self._filled,
            item,
            self.answer(item),
            days=self._days,
            id=id,
            number=number,
        )
        return replace(own, text=_said(text)) if text.strip() else own

    def _own(self, filled: Filled, finding: Finding) -> Finding:
        """The program's own finding, under another head of the visit."""
        assert finding.item is not None  # noqa: S101 - `is_own` saw to it
        return own_finding(
            filled,
            finding.item,
            self.answer(finding.item),
            days=self._days,
            id=finding.id,
            number=finding.number,
        )

    def _checklists_of(self, inspection: Inspection) -> tuple[Checklist, ...]:
        if not inspection.checklists:
            raise UserError("A visit needs at least one checklist; choose one.")
        known = [
            self._store.checklists.get(use.code, use.version)
            for use in inspection.checklists
        ]
        checklists = tuple(one for one in known if one is not None)
        if len(checklists) < len(known):
            raise LookupError(inspection.checklists)
        refuse_common_items(checklists)
        return checklists


def _plain(value: Value) -> object:
    """The value as JSON would bring it, to be checked like any other."""
    return msgspec.to_builtins(value)


def _said(text: str) -> str:
    text = text_of(text)
    if not text.strip():
        raise UserError("Say what falls short.")
    return text


def _checked(coaching: Coaching) -> Coaching:
    checked = replace(
        coaching,
        topic=text_of(coaching.topic),
        text=text_of(coaching.text),
        given_to=text_of(coaching.given_to),
    )
    if not checked.text.strip() and not checked.topic.strip():
        raise UserError("Say what the advice was.")
    return checked
