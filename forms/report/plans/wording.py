"""Places, days and states of a plan in the words that documents use."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from forms.plan.building.deadlines import in_text
from forms.plan.building.owners import owners_of
from forms.plan.building.repeats import said
from forms.plan.coverage import Seen
from forms.plan.model import DeadlineKind
from forms.plan.numerals import in_chinese
from forms.plan.obligations import State
from forms.report.said import day
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.plan.model import Deadline, Item, Period, Plan
    from forms.plan.obligations import Obligation
    from resources.texts import Texts

STATES: Final[Mapping[State, str]] = {
    State.DUE: later("due"),
    State.MET: later("met"),
    State.OVERDUE: later("overdue"),
    State.PERMITTED: later("permitted"),
    State.SUSPENDED: later("suspended"),
    State.STANDING: later("standing"),
}
STATE_SIGNS: Final[Mapping[State, str]] = {
    State.DUE: "○",
    State.MET: "●",
    State.OVERDUE: "▲",
    State.PERMITTED: "◇",
    State.SUSPENDED: "□",
    State.STANDING: "→",
}
"""Beside the words, so that a column can be overlooked in black and white."""

SEEN: Final[Mapping[Seen, str]] = {
    Seen.SEEN: later("seen"),
    Seen.COVERED: later("to inspect"),
    Seen.UNCOVERED: later("no check"),
    Seen.WAIVED: later("waived"),
}
SEEN_SIGNS: Final[Mapping[Seen, str]] = {
    Seen.SEEN: "●",
    Seen.COVERED: "○",
    Seen.UNCOVERED: "△",
    Seen.WAIVED: "－",
}
KINDS: Final[Mapping[DeadlineKind, str]] = {
    DeadlineKind.ONGOING: later("ongoing"),
    DeadlineKind.ROUTINE: later("as routine"),
    DeadlineKind.DAILY: later("daily"),
    DeadlineKind.HALF_YEARLY: later("every half-year"),
    DeadlineKind.YEARLY: later("every year"),
    DeadlineKind.QUARTERLY: later("every quarter"),
    DeadlineKind.MONTHLY: later("every month"),
    DeadlineKind.NEXT_YEAR: later("in the following year"),
    DeadlineKind.AS_NEEDED: later("as needed"),
    DeadlineKind.FIXED: later("by a date"),
}

_NEEDS_NO_MARK: Final = re.compile(r"\(.+\)|[①-⑳⑴-⒇]")


def marked(ordinal: str | None, text: str) -> str:
    """The text behind its number, with the mark that belongs between them.

    一、…, (一)…, 1、…, 4.2 …; a number is kept off digits that follow it.
    """
    if not ordinal:
        return text
    if _NEEDS_NO_MARK.fullmatch(ordinal):
        return f"{ordinal}{text}"
    mark = " " if "." in ordinal else "、"
    gap = " " if mark == "、" and text[:1].isdigit() else ""
    return f"{ordinal}{mark}{gap}{text}"


def worded(item: Item, texts: Texts) -> str:
    """An item's text with what its own words leave out of its rule."""
    deadline = item.deadline
    text = item.text
    if deadline.stated and deadline.text and in_text(item.text) is None:
        text += texts(" ({rule})", rule=deadline.text)
    until = deadline.suspended_until
    if until and said(until) not in said(item.text):
        text += texts(" (suspended until {condition})", condition=until)
    return text


def annex_number(number: int, texts: Texts) -> str:
    """附表一."""
    return in_chinese(number) if texts.language == "zh-TW" else str(number)


def cited(plan: Plan, key: str) -> str:
    """An item as officials cite it, with its first paragraph: 一、(一)1　…."""
    item = plan.item(key)
    label = plan.label(key)
    return f"{label}　{first_line(item.text)}" if item.ordinal else label


def first_line(text: str) -> str:
    """The text's first paragraph, which is its title where it has more."""
    return text.split("\n", maxsplit=1)[0]


def column_says(deadline: Deadline) -> str:
    """What stands in the column of deadlines."""
    return deadline.stated or deadline.text or ""


def owners_said(item: Item, texts: Texts) -> str:
    """The owners, one a line, and who is excluded from them."""
    names = "\n".join(item.owners)
    if not item.excluded:
        return names
    together = texts(" (except {units})", units="、".join(item.excluded))
    if owners_of(together).excluded == item.excluded:
        return names + together
    # 偵防、艦隊除外 would be taken for 偵防隊 and 艦隊.
    return names + "".join(texts(" (except {units})", units=u) for u in item.excluded)


def day_said(iso: str, texts: Texts) -> str:
    """109年2月4日 of 2020-02-04, 106年1月 of 2017-01; ISO in English."""
    year, *rest = (int(part) for part in iso.split("-"))
    if len(rest) == 2:
        return day(texts, date(year, *rest))
    if texts.language != "zh-TW":
        return iso
    return f"{year - 1911}年" + (f"{rest[0]}月" if rest else "")


def period_said(period: Period, texts: Texts) -> str:
    """自109年1月1日至109年12月31日; empty where the document says nothing."""
    start, end = (day_said(iso, texts) if iso else "" for iso in _ends(period))
    if start and end:
        return texts("From {start} to {end}", start=start, end=end)
    if start:
        return texts("From {start} on", start=start)
    return texts("Until {end}", end=end) if end else ""


def rule_said(deadline: Deadline, texts: Texts) -> str:
    """The rule as the document says it, or by its kind where it has no words."""
    if deadline.text:
        return deadline.text
    return texts(KINDS[deadline.kind]) if deadline.kind else ""


def count_said(obligation: Obligation, texts: Texts) -> str:
    """How often it was done, and how often that should be: 1／2～3次."""
    least, most = obligation.min, obligation.max
    if least is None and most is None:
        return texts("{count} times", count=obligation.count)
    wanted = str(least or 0)
    if most is None:
        wanted = texts("at least {least}", least=least or 0)
    elif most != least:
        wanted = f"{least or 0}–{most}"
    return texts("{count} of {wanted}", count=obligation.count, wanted=wanted)


def state_said(state: State, texts: Texts) -> str:
    """▲逾期: a sign and the word."""
    return f"{STATE_SIGNS[state]} {texts(STATES[state])}"


def _ends(period: Period) -> tuple[str | None, str | None]:
    return period.start, period.end
