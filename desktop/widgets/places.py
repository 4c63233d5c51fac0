"""Where one can go in the window: values that a page asks the window to show."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere in the window."""


@dataclass(frozen=True, slots=True)
class Today(Place):
    """今日."""


@dataclass(frozen=True, slots=True)
class Visits(Place):
    """The list of visits."""


@dataclass(frozen=True, slots=True)
class NewVisit(Place):
    """A visit about to begin.

    Attributes:
        unit: The unit's name, where it is known already.
    """

    unit: str = ""


@dataclass(frozen=True, slots=True)
class Fill(Place):
    """The fill page of a draft.

    Attributes:
        inspection: The visit's id.
        item: The item to begin with; empty for the first that is not answered.
    """

    inspection: str
    item: str = ""


@dataclass(frozen=True, slots=True)
class Finish(Place):
    """What is missing, the preview, the signatures: from draft to 定稿."""

    inspection: str


@dataclass(frozen=True, slots=True)
class ReportOf(Place):
    """A sealed report, by its number."""

    number: str


@dataclass(frozen=True, slots=True)
class Verify(Place):
    """The page that judges any PDF."""

    files: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Printing(Place):
    """Blank checklists for one or many units."""


@dataclass(frozen=True, slots=True)
class DirectoryOf(Place):
    """Units, places, people.

    Attributes:
        unit: The id of the unit to show; empty for the agency.
    """

    unit: str = ""


@dataclass(frozen=True, slots=True)
class Preferences(Place):
    """偏好設定."""


@dataclass(frozen=True, slots=True)
class Locked(Place):
    """Out of the profile: it is closed, and opens for whoever knows a secret.

    Attributes:
        backup: The backup that is to be brought back meanwhile.
    """

    backup: Path | None = None


@dataclass(frozen=True, slots=True)
class StartedAgain(Place):
    """The program once more, for what only counts from its start, such as the size."""


_REMEMBERED: Final = {
    kind.__name__: kind
    for kind in (
        Today,
        Visits,
        Fill,
        Finish,
        ReportOf,
        Printing,
        DirectoryOf,
        Preferences,
    )
}
_KIND: Final = "place"


def remembered(place: Place) -> dict[str, str]:
    """The place as it is kept for the next start; empty for one that is not."""
    name = type(place).__name__
    return {_KIND: name, **asdict(place)} if name in _REMEMBERED else {}


def recalled(kept: Mapping[str, str]) -> Place | None:
    """The place that `remembered` has kept; ``None`` if it is none any more."""
    kind = _REMEMBERED.get(kept.get(_KIND, ""))
    if kind is None:
        return None
    try:
        return kind(**{name: kept[name] for name in kept if name != _KIND})
    except TypeError:
        return None
