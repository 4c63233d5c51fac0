"""What keeps a round from being sealed, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.widgets.phone.words import STATES
from desktop.workflows.phone_results import record_round
from desktop.workflows.phone_rounds import unfinished
from forms.errors import UserError
from forms.phone.call import state_of
from forms.phone.record import refuse_unfinished

if TYPE_CHECKING:
    from db.store import Store
    from forms.inspection import Inspection
    from resources.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingCall:
    """A line of what is missing.

    Attributes:
        call: The call's id; empty where it is about the round as a whole.
    """

    call: str
    text: str


def missing_calls(
    store: Store, inspection: Inspection, texts: Texts
) -> tuple[MissingCall, ...]:
    """The calls still to be made or scored, or that there is none; none of a visit."""
    record = record_round(store, inspection.id)
    if record is None:
        return ()
    left = unfinished(store, inspection.id)
    if left:
        return tuple(
            MissingCall(
                call=one.call.id,
                text="　".join(
                    (
                        str(one.call.order),
                        one.call.unit,
                        one.call.extension,
                        texts(STATES[state_of(one.call, one.events)]),
                    )
                ),
            )
            for one in left
        )
    try:
        refuse_unfinished(record)
    except UserError as error:
        return (MissingCall(call="", text=error.told(texts)),)
    return ()
