"""Rules of deadlines in full sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from forms.plan.model import DeadlineKind
from forms.report.plans.wording import KINDS, day_said
from resources.texts import later

if TYPE_CHECKING:
    from forms.plan.model import Deadline
    from resources.texts import Texts

_TURNS: Final = {
    DeadlineKind.YEARLY: later("{times} a year"),
    DeadlineKind.HALF_YEARLY: later("{times} every half-year"),
    DeadlineKind.QUARTERLY: later("{times} every quarter"),
    DeadlineKind.MONTHLY: later("{times} a month"),
}


def rule_in_full(deadline: Deadline, texts: Texts) -> str:
    """What the rule asks for, whatever words the document uses; empty without one."""
    if deadline.kind is None:
        return ""
    said = texts(KINDS[deadline.kind])
    if deadline.kind in _TURNS:
        said = texts(_TURNS[deadline.kind], times=_times(deadline, texts))
    if deadline.on:
        said = texts("{rule}, by {day}", rule=said, day=_day(deadline.on, texts))
    if deadline.suspended_until:
        said = texts(
            "{rule}; suspended until {condition}",
            rule=said,
            condition=deadline.suspended_until,
        )
    return said


def _times(deadline: Deadline, texts: Texts) -> str:
    least, most = deadline.min, deadline.max
    if least == 0:
        return texts("permitted, up to {most} times", most=most or 1)
    if most is None or most == least:
        count = least or 1
        return texts("once") if count == 1 else texts("{count} times", count=count)
    return texts("{least} to {most} times", least=least or 1, most=most)


def _day(on: str, texts: Texts) -> str:
    """A day, or one of every year such as ``--01-31``."""
    if not on.startswith("--"):
        return day_said(on, texts)
    month, day = (int(part) for part in on[2:].split("-"))
    return texts("{month}/{day}", month=month, day=day)
