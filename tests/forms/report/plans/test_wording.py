from __future__ import annotations

import pytest

from forms.plan.building.owners import owners_of
from forms.plan.model import Period
from forms.report.plans.wording import day_said, marked, owners_said, period_said
from tests.forms.report.plans import make


@pytest.mark.parametrize(
    ("ordinal", "text", "said"),
    [
        ("壹", "依據", "壹、依據"),
        ("一", "依據", "一、依據"),
        ("(一)", "依據", "(一)依據"),
        ("1", "依據", "1、依據"),
        ("1", "2小時內回復", "1、 2小時內回復"),
        ("(1)", "依據", "(1)依據"),
        ("4.2", "依據", "4.2 依據"),
        ("①", "依據", "①依據"),
        (None, "依據", "依據"),
    ],
)
def test_numbers_have_their_marks(ordinal: str | None, text: str, said: str) -> None:
    assert marked(ordinal, text) == said


def test_days_are_said_as_exactly_as_they_are_known() -> None:
    assert day_said("2020-02-04", make.CHINESE) == "109年2月4日"
    assert day_said("2017-01", make.CHINESE) == "106年1月"
    assert day_said("2017", make.CHINESE) == "106年"
    assert day_said("2017-01", make.ENGLISH) == "2017-01"


def test_a_period_may_be_open() -> None:
    assert period_said(Period(), make.CHINESE) == ""
    assert period_said(Period(start="2017-01"), make.CHINESE) == "自106年1月起"
    assert period_said(Period(end="2017-12"), make.CHINESE) == "至106年12月止"


@pytest.mark.parametrize(
    "excluded", [("偵防", "東南沙"), ("偵防", "東南沙", "艦隊"), ("艦隊",), ("甲所",)]
)
def test_exclusions_are_read_as_they_were_meant(excluded: tuple[str, ...]) -> None:
    item = make.item("1", "甲", owners=("各分署",), excluded=excluded)
    found = owners_of(owners_said(item, make.CHINESE))
    assert (found.names, found.excluded) == (("各分署",), excluded)
