from __future__ import annotations

from collections import Counter

import pytest

from forms.errors import UserError
from forms.phone import testers
from forms.phone.frame import Line
from forms.phone.sampling import draw
from forms.phone.testers import assigned, refuse_own_unit

UNITS = ("秘書室", "人事室", "主計室", "企劃組")
CALLS = draw(
    [Line(unit=unit, extension=str(n)) for unit in UNITS for n in range(100, 120)],
    seed="115-1",
    per_unit=15,
).calls
TESTERS = (
    testers.Tester(key="t1", name="王堃霖", units=frozenset({"秘書室"})),
    testers.Tester(key="t2", name="林靜宜", units=frozenset({"人事室", "主計室"})),
    testers.Tester(key="t3", name="外部志工"),
)


def test_nobody_tests_their_own_unit_and_the_work_is_shared() -> None:
    chosen = assigned(CALLS, TESTERS, seed="115-1")
    for call, tester in zip(CALLS, chosen, strict=True):
        refuse_own_unit(tester, call.unit)
    made = Counter(tester.key for tester in chosen)
    assert max(made.values()) - min(made.values()) <= 2
    assert assigned(CALLS, TESTERS[::-1], seed="115-1") == chosen


def test_a_unit_that_nobody_may_test_is_told() -> None:
    with pytest.raises(UserError, match="Nobody may test 秘書室"):
        assigned(CALLS, TESTERS[:1], seed="x")
    with pytest.raises(UserError, match="Nobody may test"):
        assigned(CALLS, (), seed="x")


def test_a_testers_own_unit_is_refused() -> None:
    with pytest.raises(UserError, match="王堃霖 belongs to 秘書室 and may not test it"):
        refuse_own_unit(TESTERS[0], "秘書室")
    refuse_own_unit(TESTERS[0], "人事室")
