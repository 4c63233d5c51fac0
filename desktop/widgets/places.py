"""Where one can go in the window: values that a page asks the window to show."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from forms.checklist.model import InspectionKind

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
    """Blank checklists for one or many units.

    Attributes:
        checklist: The code of the one to begin with; empty for those of the last time.
    """

    checklist: str = ""


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
class Plans(Place):
    """The plans that are known, and those being brought in."""


class PlanView(StrEnum):
    """What a plan's page shows first."""

    ITEMS = ""
    COVERAGE = "coverage"
    OBLIGATIONS = "obligations"


@dataclass(frozen=True, slots=True)
class PlanOf(Place):
    """One version of a plan: its tree, what is due, what was seen.

    Attributes:
        ref: ``code@version``; a code alone is its last version.
        item: The key of the item to show; empty for none.
        view: A `PlanView`.
        unit: The unit whose obligations are shown; empty for all.
    """

    ref: str
    item: str = ""
    view: str = PlanView.ITEMS
    unit: str = ""


@dataclass(frozen=True, slots=True)
class ImportPlan(Place):
    """A plan that is being brought in.

    Attributes:
        draft: The id of the draft.
    """

    draft: str


@dataclass(frozen=True, slots=True)
class PhoneRounds(Place):
    """The rounds of telephone-courtesy tests."""


@dataclass(frozen=True, slots=True)
class PhoneRoundOf(Place):
    """A round: its sample, its calls, its results.

    Attributes:
        inspection: The id of the visit that it is sealed as; empty for a round that is
            still to be planned.
    """

    inspection: str


@dataclass(frozen=True, slots=True)
class PhoneScaleOf(Place):
    """A scale of telephone tests: what it says, and, of the agency's own, its editor.

    Attributes:
        ref: ``code@version``; a code alone is its newest version.
    """

    ref: str


@dataclass(frozen=True, slots=True)
class PhoneCall(Place):
    """The bench: one call of a round.

    Attributes:
        inspection: The round's id.
        call: The call's id; empty for the next one to make.
    """

    inspection: str
    call: str = ""


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


def draft_place(kind: InspectionKind | None, inspection: str, item: str = "") -> Place:
    """Where a draft of that kind is worked on."""
    if kind is InspectionKind.PHONE_TEST:
        return PhoneRoundOf(inspection)
    return Fill(inspection, item)


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
        Plans,
        PlanOf,
        ImportPlan,
        PhoneRounds,
        PhoneRoundOf,
        PhoneScaleOf,
        PhoneCall,
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
