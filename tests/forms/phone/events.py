"""Calls as they could have gone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from forms.phone.call import Call, CallEvent, EventKind
from forms.phone.round import Route

START: Final = datetime(2026, 11, 23, 1, 15, tzinfo=UTC)


def call(**changes: Any) -> Call:
    plain: dict[str, Any] = {
        "id": "call",
        "round": "round",
        "order": 1,
        "unit": "秘書室",
        "extension": "101",
        "at": START,
        "tester": "王小明",
        "route": Route.VOICE,
    }
    return Call(**{**plain, **changes})


def events(*happened: tuple[EventKind, str], run: str = "run") -> tuple[CallEvent, ...]:
    """Each kind with its second."""
    return tuple(
        CallEvent(
            seq=seq,
            kind=kind,
            at=START + timedelta(seconds=float(second)),
            clock=Decimal(second),
            run=run,
        )
        for seq, (kind, second) in enumerate(happened, start=1)
    )
