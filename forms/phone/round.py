"""A round of telephone tests: what was agreed, and what was drawn before it began."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from forms.phone.frame import Line
from forms.phone.testers import Tester
from forms.phone.timetable import Timetable
from forms.plan.model import Deadline


class RoundState(StrEnum):
    """How far a round has come before its report is sealed."""

    PLANNED = "planned"  # everything may still be changed
    DRAWN = "drawn"  # frame, seed and calls stand


class Route(StrEnum):
    """How a call reaches the unit."""

    VOICE = "voice"  # through the switchboard's voice system
    OPERATOR = "operator"
    DIRECT = "direct"


class Promise(StrEnum):
    """When a hotline says that it is answered."""

    ALWAYS = "always"  # 24 小時
    OFFICE_HOURS = "office-hours"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleUse:
    """The exact version of a scale that a round is scored on."""

    code: str
    version: int
    sha256: str

    @property
    def ref(self) -> str:
        """``code@version``, as the command line takes it."""
        return f"{self.code}@{self.version}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """The item of a plan that a round is made for.

    Attributes:
        plan: The plan's code.
        version: The plan's version whose key it is.
        item: The item's key.
    """

    plan: str
    version: str
    item: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundTester:
    """Somebody who makes calls.

    Attributes:
        key: The id in the directory, or the name.
        unit: Their own; empty for somebody from outside.
        barred: All units that they may not test: their own, those above it and those
            below.
    """

    key: str
    name: str
    unit: str = ""
    barred: tuple[str, ...] = ()

    @property
    def tester(self) -> Tester:
        """As the rules of drawing know them."""
        return Tester(key=self.key, name=self.name, units=frozenset(self.barred))


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a tester may ask.

    Attributes:
        unit: Whom it is meant for; empty for everybody.
        expected: What a good answer holds.
    """

    text: str
    unit: str = ""
    expected: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HotlineTest:
    """A line of its own that is tested by its own promise.

    Attributes:
        unit: Who answers for it.
        in_hours: How many calls within office hours.
        out_of_hours: How many calls at any other time.
    """

    name: str
    number: str
    promise: Promise
    unit: str
    in_hours: int = 1
    out_of_hours: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundDefinition:
    """What was agreed about a round.

    Attributes:
        timetable: Its days, hours, and how far apart calls are.
        frequency: How often such a round is asked for; the plan's own words where
            there is a plan.
        per_unit: How many extensions of each unit are called.
        frame: Every line that could be called.
        source: Where the frame comes from: a file's name; empty for the directory.
        ranked: Units are ranked in the report.
    """

    title: str
    timetable: Timetable
    scale: ScaleUse
    per_unit: int
    frame: tuple[Line, ...]
    testers: tuple[RoundTester, ...]
    source: str = ""
    route: Route = Route.VOICE
    duty: Duty | None = None
    frequency: Deadline | None = None
    questions: tuple[Question, ...] = ()
    hotlines: tuple[HotlineTest, ...] = ()
    ranked: bool = False

    @property
    def units(self) -> tuple[str, ...]:
        """The units that are tested, in the frame's order, then those of hotlines."""
        units = [line.unit for line in self.frame]
        return tuple(dict.fromkeys(units + [one.unit for one in self.hotlines]))

    def tester(self, key: str) -> RoundTester:
        """The tester of that key.

        Raises:
            KeyError: There is none.
        """
        for tester in self.testers:
            if tester.key == key:
                return tester
        raise KeyError(key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """What was recorded before the first call, so that anybody can draw again.

    Attributes:
        frame_sha256: The frame's fingerprint.
    """

    seed: str
    frame_sha256: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A round of telephone tests.

    Attributes:
        inspection: The id of the visit that it is sealed as.
        draw: ``None`` while it is planned.
    """

    inspection: str
    definition: RoundDefinition
    draw: Draw | None = None

    @property
    def state(self) -> RoundState:
        """How far it has come."""
        return RoundState.DRAWN if self.draw else RoundState.PLANNED
