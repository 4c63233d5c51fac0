"""How moments stand in columns: UTC to the millisecond, so that text sorts by time."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """This moment, where no other clock was given."""
    return datetime.now(UTC)


def as_text(moment: datetime) -> str:
    """2026-11-20T05:20:00.000Z."""
    text = moment.astimezone(UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def as_moment(text: str) -> datetime:
    """The moment, in UTC."""
    return datetime.fromisoformat(text)
