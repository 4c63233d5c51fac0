"""What the bench says of the call, of its score, and of what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.widgets.phone.words import OUTCOMES, ROUTES, STATES
from forms.phone.call import CallState, Outcome
from forms.phone.scoring import shown
from forms.report.phone.words import short_moment

if TYPE_CHECKING:
    from desktop.workflows.phone_call import CallInHand
    from forms.phone.call import Call
    from resources.texts import Texts

_UNREACHED: Final = frozenset(
    {Outcome.NO_ANSWER, Outcome.BUSY, Outcome.WRONG_NUMBER, Outcome.CUT}
)


def details(texts: Texts, call: Call, tester: str) -> str:
    """When, how and by whom it is made; without a tester it is practice."""
    if not tester:
        return texts("Practice: nothing of it is kept.")
    said = [texts("Call {order}", order=call.order)]
    if call.at is not None:
        said.append(short_moment(texts, call.at))
    said.append(texts(ROUTES[call.route]))
    if not call.in_hours:
        said.append(texts("out of hours"))
    said.append(texts("Tester {name}", name=tester))
    return "　".join(said)


def score_so_far(texts: Texts, hand: CallInHand) -> str:
    """The score, and what is open or the grade; empty while nothing has happened."""
    score = hand.score() if hand.events else None
    if score is None:
        return ""
    points = shown(hand.scale, score.total)
    if score.missing:
        return texts("{score}　{count} open", score=points, count=len(score.missing))
    return texts("{score} {grade}", score=points, grade=texts.of(score.grade.label))


def state_said(texts: Texts, hand: CallInHand) -> str:
    """How far the call has come, and how it ended."""
    state, outcome = texts(STATES[hand.state]), hand.outcome
    if outcome is None:
        return state
    return texts("{state}: {how}", state=state, how=texts(OUTCOMES[outcome]))


def advice(texts: Texts, hand: CallInHand) -> str:
    """What to do where a call has not gone as calls mostly go; else empty."""
    if hand.state is CallState.RUNNING and hand.since_last() is None:
        return texts("The program was closed in mid-call; press what comes next.")
    if any(gap.seconds is None for gap in hand.gaps()):
        return texts("Say how long the program was closed: C")
    if hand.state is CallState.ENDED and hand.outcome in _UNREACHED:
        return texts("D dials again, J gives no points, Esc and Ctrl+R replace it")
    return ""
