"""All that is known of one item of a plan: checks, visits, findings, notes, waivers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Final

from desktop.workflows.keep_accounts import sheet_in
from desktop.workflows.plan_coverage import keys_in
from desktop.workflows.suggest_visit import offered_checklists
from forms.checklist.execution import rows_of
from forms.inspection import Finding
from forms.plan.execution import ExecutionNote, LinkState, PlanLink, Waiver
from forms.plan.library import built_in_plans
from forms.plan.likeness import Likeness, Proposal
from forms.report.said import listed
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import datetime

    from db.store import Store
    from forms.checklist.model import Checklist
    from forms.plan.model import Plan
    from forms.plan.obligations import Done
    from resources.texts import Texts

_MOST_VISITS: Final = 20


class Linked(StrEnum):
    """Why a check is shown beside an item."""

    TRACED = "traced"  # the checklist itself says so
    CONFIRMED = "confirmed"
    DECLINED = "declined"


LINKED: Final = {
    Linked.TRACED: later("traced"),
    Linked.CONFIRMED: later("confirmed"),
    Linked.DECLINED: later("declined"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedCheck:
    """A check and the item that it looks at.

    Attributes:
        title: The checklist's.
        item: The key of the item; one above the item that was asked for looks at it
            too.
        from_version: The plan's version that the link was made in, if another.
    """

    checklist: str
    title: str
    check: str
    text: str
    state: Linked
    item: str
    from_version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedAt:
    """A sealed visit that looked at the item.

    Attributes:
        unit: The unit that it looked at there, or several of them.
    """

    inspection: str
    number: str
    unit: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Fallen:
    """A finding of such a visit, at a check of the item."""

    finding: Finding
    unit: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDetail:
    """What is known of an item; notes and waivers are in the keys of their version."""

    links: tuple[LinkedCheck, ...]
    visits: tuple[LookedAt, ...]
    findings: tuple[Fallen, ...]
    notes: tuple[ExecutionNote, ...]
    waivers: tuple[Waiver, ...]


class PlanItems:
    """The items of one version of a plan, with what the profile knows of them.

    What is costly to find out is kept: how other versions call an item, and what
    checklists trace to. Whoever keeps this makes it anew when the plans or the
    checklists change.
    """

    def __init__(self, plan: Plan, store: Store, texts: Texts) -> None:
        self.plan = plan
        self._store = store
        self._texts = texts
        self._key_here = keys_in(plan, store)

    def detail(self, key: str, seen: Sequence[Done]) -> ItemDetail:
        """What is known of the item.

        Args:
            key: The item's.
            seen: What sealed visits looked at.
        """
        links = self.links(key)
        visits = tuple(self._visits(key, seen))
        return ItemDetail(
            links=links,
            visits=visits,
            findings=tuple(self._findings(key, visits, links)),
            notes=self.notes(key),
            waivers=self.waivers(key),
        )

    def links(self, key: str) -> tuple[LinkedCheck, ...]:
        """The checks beside the item and those above it, declined ones last."""
        found: dict[tuple[str, str, str], LinkedCheck] = {}
        line = (key, *(item.key for item in self.plan.path(key)))
        for one in self._traced:
            if one.item in line:
                found[one.item, one.checklist, one.check] = one
        for said in self._store.execution.links(self.plan.code):
            here = self._key_here(said.version, said.item)
            if here in line and here is not None:
                found[here, said.checklist, said.check] = self._said(said, here)
        return tuple(
            sorted(
                found.values(),
                key=lambda one: (
                    one.state is Linked.DECLINED,
                    -line.index(one.item),
                    one.checklist,
                ),
            )
        )

    def notes(self, key: str) -> tuple[ExecutionNote, ...]:
        """What units did for the item, the latest first."""
        every = self._store.execution.notes(self.plan.code)
        here = [one for one in every if self._key_here(one.version, one.item) == key]
        return tuple(reversed(here))

    def waivers(self, key: str) -> tuple[Waiver, ...]:
        """Which units need not do the item, or one above it."""
        line = (key, *(item.key for item in self.plan.path(key)))
        every = self._store.execution.waivers(self.plan.code)
        return tuple(
            one for one in every if self._key_here(one.version, one.item) in line
        )

    def proposals(self, key: str) -> tuple[Proposal, ...]:
        """Checks in similar words that nobody has spoken of yet, best first."""
        known = {
            f"{one.checklist}.{one.check}" for one in self.links(key) if one.item == key
        }
        few = self._likeness.proposals(self.plan.item(key).text, most=5 + len(known))
        return tuple(one for one in few if one.check not in known)[:5]

    def checks(self) -> Mapping[str, str]:
        """Every check there is, as ``checklist.check``, and what it says."""
        return self._checks

    def text_of(self, check: str) -> str:
        """What the check of a ``checklist.check`` says."""
        return self._checks.get(check, "")

    def say(self, key: str, check: str, state: LinkState, at: datetime) -> None:
        """Confirm or decline that the check looks at the item."""
        self._store.execution.say_of_link(self._link(key, check, state, at))

    def unsay(self, shown: LinkedCheck) -> None:
        """Leave it to the checklist again whether the check looks at the item."""
        for said in self._store.execution.links(self.plan.code):
            same = (said.checklist, said.check) == (shown.checklist, shown.check)
            if same and self._key_here(said.version, said.item) == shown.item:
                self._store.execution.unsay_link(said)

    def _link(self, key: str, check: str, state: LinkState, at: datetime) -> PlanLink:
        checklist, _, item = check.partition(".")
        return PlanLink(
            plan=self.plan.code,
            version=self.plan.version,
            item=key,
            checklist=checklist,
            check=item,
            state=state,
            at=at,
        )

    def _said(self, said: PlanLink, here: str) -> LinkedCheck:
        is_confirmed = said.state is LinkState.CONFIRMED
        return LinkedCheck(
            checklist=said.checklist,
            title=self._titles.get(said.checklist, ""),
            check=said.check,
            text=self.text_of(f"{said.checklist}.{said.check}"),
            state=Linked.CONFIRMED if is_confirmed else Linked.DECLINED,
            item=here,
            from_version=self._if_other(said.version),
        )

    def _if_other(self, version: str) -> str:
        return "" if version == self.plan.version else version

    def _visits(self, key: str, seen: Sequence[Done]) -> Iterator[LookedAt]:
        near = {key, *(item.key for item in self.plan.path(key)), *self._below(key)}
        units: dict[str, dict[str, None]] = {}
        latest = sorted(seen, key=lambda act: act.on, reverse=True)
        days = {act.source: act.on for act in latest if act.item in near}
        for act in seen:
            if act.item in near:
                units.setdefault(act.source, {})[act.unit] = None
        for source, on in islice(days.items(), _MOST_VISITS):
            visit = self._store.inspections.get(source)
            if visit is not None:
                yield LookedAt(
                    inspection=visit.id,
                    number=visit.number or "",
                    unit=listed(self._texts, units[source]),
                    on=on,
                )

    def _findings(
        self, key: str, visits: Sequence[LookedAt], links: Sequence[LinkedCheck]
    ) -> Iterator[Fallen]:
        linked = {one.check for one in links if one.state is not Linked.DECLINED}
        line = {key, *(item.key for item in self.plan.path(key))}
        for visit in visits:
            found = self._store.findings.of(visit.inspection)
            rows = self._rows_of(visit.inspection, line) if found else set()
            for finding in found:
                if finding.item in linked | rows:
                    unit = finding.responsible_unit or visit.unit
                    yield Fallen(finding=finding, unit=unit, number=visit.number)

    def _rows_of(self, inspection: str, line: Collection[str]) -> set[str]:
        """Of an execution sheet the rows that ask for one of these items."""
        sheet = sheet_in(self._store.checklists.of_inspection(inspection))
        if sheet is None:
            return set()
        return {
            item.key
            for item, trace in rows_of(sheet)
            if self._key_here(trace.version, trace.item) in line
        }

    def _below(self, key: str) -> Iterator[str]:
        below = {key}
        for item in self.plan.items:
            if item.parent in below:
                below.add(item.key)
                yield item.key

    @cached_property
    def _offered(self) -> tuple[Checklist, ...]:
        return offered_checklists(self._store)

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {
            checklist.code: self._texts.of(checklist.title)
            for checklist in self._offered
        }

    @cached_property
    def _checks(self) -> dict[str, str]:
        return {
            f"{checklist.code}.{item.key}": self._texts.of(item.text)
            for checklist in self._offered
            for item in checklist.items()
        }

    @cached_property
    def _likeness(self) -> Likeness:
        """Of the Chinese texts, because plans are in Chinese."""
        return Likeness(
            {
                f"{checklist.code}.{item.key}": item.text.get("zh-TW", "")
                for checklist in self._offered
                for item in checklist.items()
            }
        )

    @cached_property
    def _traced(self) -> tuple[LinkedCheck, ...]:
        code = self.plan.code
        built_in = next((p.version for p in built_in_plans() if p.code == code), "")
        return tuple(
            LinkedCheck(
                checklist=checklist.code,
                title=self._texts.of(checklist.title),
                check=item.key,
                text=self._texts.of(item.text),
                state=Linked.TRACED,
                item=here,
                from_version=self._if_other(version),
            )
            for checklist in self._offered
            for item in checklist.items()
            for trace in item.traces
            if trace.plan == code
            for version in [trace.version or built_in]
            if (here := self._key_here(version, trace.item)) is not None
        )
