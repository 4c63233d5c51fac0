"""What a person does at an item of a visit, as values that pages act on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtGui import QImage

from db.running import Running
from forms.inspection import Answer, Sample, Wait


@dataclass(frozen=True, slots=True)
class Deed:
    """Something done or wanted at an item."""

    item: str


@dataclass(frozen=True, slots=True)
class Entered(Deed):
    """The keys act on this item from now on."""


@dataclass(frozen=True, slots=True)
class Change(Deed):
    """Something to be kept; a later one about the same thing takes its place."""

    @property
    def about(self) -> tuple[str, ...]:
        """What it changes."""
        return (type(self).__name__, self.item)

    def seen(self, answer: Answer) -> Answer:
        """The answer as it will be."""
        return answer

    def running(self, before: Running | None) -> Running | None:
        """What will be timed at the item."""
        return before


@dataclass(frozen=True, slots=True)
class Answered(Change):
    """An answer was chosen; ``None`` takes it back."""

    value: str | Sample | Wait | None

    def seen(self, answer: Answer) -> Answer:
        """The answer as it will be."""
        value, sample, wait = self.value, None, None
        if isinstance(value, Sample):
            value, sample = None, value
        elif isinstance(value, Wait):
            value, wait = None, value
        return replace(answer, value=value, sample=sample, wait=wait)

    def running(self, before: Running | None) -> Running | None:
        """An answer ends the wait for it."""
        return None


@dataclass(frozen=True, slots=True)
class Timed(Change):
    """Somebody has begun to wait; the answer takes its place."""

    wait: Running

    @property
    def about(self) -> tuple[str, ...]:
        """What it changes."""
        return (Answered.__name__, self.item)

    def running(self, before: Running | None) -> Running | None:
        """What is timed from now on."""
        return self.wait


@dataclass(frozen=True, slots=True)
class Noted(Change):
    """The note was written."""

    text: str

    def seen(self, answer: Answer) -> Answer:
        """The answer as it will be."""
        return replace(answer, note=self.text)


@dataclass(frozen=True, slots=True)
class Attached(Change):
    """A value beside the answer; empty for none."""

    key: str
    value: str

    @property
    def about(self) -> tuple[str, ...]:
        """What it changes."""
        return (type(self).__name__, self.item, self.key)

    def seen(self, answer: Answer) -> Answer:
        """The answer as it will be."""
        return replace(answer, attached={**answer.attached, self.key: self.value})


@dataclass(frozen=True, slots=True)
class RowsGiven(Change):
    """All rows of a repeated item."""

    rows: tuple[dict[str, str], ...]

    def seen(self, answer: Answer) -> Answer:
        """The answer as it will be."""
        return replace(answer, rows=self.rows)


@dataclass(frozen=True, slots=True)
class PhotoWanted(Deed):
    """A photo is to be chosen from the disk."""


@dataclass(frozen=True, slots=True)
class PhotoOpened(Deed):
    """A photo is to be looked at."""

    photo: str


@dataclass(frozen=True, slots=True)
class PicturesBrought(Deed):
    """Pictures were dropped or pasted.

    Attributes:
        files: Those that lie on a disk.
        pasted: One that was copied elsewhere.
    """

    files: tuple[Path, ...] = ()
    pasted: QImage | None = None


@dataclass(frozen=True, slots=True)
class FindingWanted(Deed):
    """A finding is to be written."""


@dataclass(frozen=True, slots=True)
class FindingOpened(Deed):
    """A finding is to be looked at."""

    finding: str
