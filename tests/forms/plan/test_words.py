"""Numbers, dates, deadlines and owners as documents write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.plan.building.dates import moments, period_in, year_of
from forms.plan.building.deadlines import (
    hinted,
    in_text,
    is_deadline,
    stated,
    suspended_until,
)
from forms.plan.building.keys import sibling_keys
from forms.plan.building.ordinals import leading, number_in, written_like
from forms.plan.building.owners import owners_of, unwrapped
from forms.plan.model import DeadlineKind
from forms.plan.numerals import in_capitals, in_chinese, number_of


@pytest.mark.parametrize(
    ("text", "ordinal", "rest"),
    [
        ("壹、依據", "壹", "依據"),
        ("拾壹、附則", "拾壹", "附則"),
        ("一、依據", "一", "依據"),
        ("ㄧ、依據", "一", "依據"),
        ("三. 便捷", "三", "便捷"),
        ("（ 二 ） 服務", "(二)", "服務"),
        ("(十一)其他", "(十一)", "其他"),
        ("1. 服務", "1", "服務"),
        ("１、服務", "1", "服務"),
        ("4.2 公開", "4.2", "公開"),
        ("4.2公開", "4.2", "公開"),
        ("4-2 公開", "4-2", "公開"),
        ("(1) 注重", "(1)", "注重"),
        ("①設置", "①", "設置"),
        ("甲、設置", "甲", "設置"),
    ],
)
def test_ordinal_is_recognised(text: str, ordinal: str, rest: str) -> None:
    found = leading(text)
    assert found is not None
    assert (found[0].text, found[1]) == (ordinal, rest)


@pytest.mark.parametrize(
    "text",
    ["一般業務", "109年度", "0800-265000", "2.0 版", "1999、首長信箱", "()", "十分"],
)
def test_what_only_looks_like_an_ordinal_is_none(text: str) -> None:
    assert leading(text) is None


@given(st.integers(1, 99))
def test_chinese_numbers_are_read_back(number: int) -> None:
    assert number_of(in_chinese(number)) == number
    assert number_of(in_capitals(number)) == number
    for like in ("一", "(一)", "1", "(1)", "4.1", "壹"):
        assert number_in(written_like(like, number)) == number


def test_doubled_and_missing_numbers_keep_keys_apart() -> None:
    ordinals = [
        found[0] if (found := leading(text)) else None
        for text in ("甲乙", "1.a", "2.a", "2.b", "丙丁", "5.c", "戊己")
    ]
    assert sibling_keys(ordinals) == ("0", "1", "2", "2b", "3", "5", "6")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("109 年 2 月 4 日", "2020-02-04"),
        ("106年1月9日", "2017-01-09"),
        ("一〇六年一月二十五日", "2017-01-25"),
        ("中華民國一一五年五月八日", "2026-05-08"),
        ("106.1.9", "2017-01-09"),
        ("113 年度", "2024"),
    ],
)
def test_date_is_read(text: str, day: str) -> None:
    assert [moment.iso for moment in moments(text)] == [day]


@pytest.mark.parametrize("text", ["民國 0 年 00 月 00 日", "109年2月30日", "2年"])
def test_date_that_no_calendar_has_is_none(text: str) -> None:
    assert list(moments(text)) == []


def test_period_may_leave_out_the_second_year() -> None:
    whole = period_in("109 年 1 月 1 日至 12 月 31 日止")
    months = period_in("自一〇六年一月至一〇九年十二月，以四年為期")
    assert whole is not None
    assert months is not None
    assert (whole.start, whole.end) == ("2020-01-01", "2020-12-31")
    assert (months.start, months.end) == ("2017-01", "2020-12")


def test_year_of_a_title() -> None:
    assert year_of("某局113年度計畫") == 113
    assert year_of("某局一一五年度計畫") == 115
    assert year_of("某局計畫") is None


@pytest.mark.parametrize(
    ("text", "kind", "least", "most", "on"),
    [
        ("持續辦理", DeadlineKind.ONGOING, None, None, None),
        ("經常辦理", DeadlineKind.ROUTINE, None, None, None),
        ("每年或半年辦理", DeadlineKind.YEARLY, 1, 2, None),
        ("依定期及不定期需求辦理", DeadlineKind.AS_NEEDED, None, None, None),
        ("翌年 1 月底", DeadlineKind.NEXT_YEAR, 1, 1, "--01-31"),
        ("每年底前", DeadlineKind.YEARLY, 1, 1, "--12-31"),
        ("每半年", DeadlineKind.HALF_YEARLY, 1, 1, None),
        ("得每半年一次", DeadlineKind.HALF_YEARLY, 0, 1, None),
        ("每季1次", DeadlineKind.QUARTERLY, 1, 1, None),
        ("每月5日前", DeadlineKind.MONTHLY, 1, 1, None),
        ("每年至少2次", DeadlineKind.YEARLY, 2, None, None),
        ("每年6月至9月", DeadlineKind.YEARLY, 1, 1, "--09-30"),
        ("逐日辦理", DeadlineKind.DAILY, None, None, None),
        ("109年1月1日至109年6月30日", DeadlineKind.FIXED, 1, None, "2020-06-30"),
        ("112.12.31", DeadlineKind.FIXED, 1, None, "2023-12-31"),
        ("看情形再說吧", None, None, None, None),
    ],
)
def test_deadline_is_understood(
    text: str,
    kind: DeadlineKind | None,
    least: int | None,
    most: int | None,
    on: str | None,
) -> None:
    found = stated(text)
    assert (found.kind, found.min, found.max, found.on) == (kind, least, most, on)
    assert found.text == text.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("每年舉行讀者問卷1次並公布", "每年1次"),
        ("每年舉行二~三次演練", "每年二~三次"),
        ("剪報逐日送閱", "逐日"),
        ("每月檢查設備", "每月"),
        ("實地查核（得每半年一次）", "每半年一次"),
    ],
)
def test_rule_in_a_text_is_found(text: str, words: str) -> None:
    found = in_text(text)
    assert found is not None
    assert found.text == words


@pytest.mark.parametrize("text", ["公開每年度之預算", "持續辦理", "每年平均日數"])
def test_what_is_no_rule_in_a_text_is_none(text: str) -> None:
    assert in_text(text) is None


def test_condition_that_an_item_waits_for() -> None:
    assert suspended_until("建置網頁(俟系統上線，功能穩定後，恢復辦理)。") == (
        "系統上線，功能穩定"
    )
    assert suspended_until("持續辦理") is None


@pytest.mark.parametrize(
    ("text", "names", "excluded", "systems"),
    [
        ("人事室 各航務中心", ("人事室", "各航務中心"), (), ()),
        ("企劃組 (MTNet) 各中心", ("企劃組", "各中心"), (), ("MTNet",)),
        ("各業務組及各中心", ("各業務組", "各中心"), (), ()),
        ("各分署及所屬單位", ("各分署及所屬單位",), (), ()),
        ("各分署(偵防、東南沙分署除外)", ("各分署",), ("偵防", "東南沙"), ()),
        ("各單位(人事室除外)", ("各單位",), ("人事室",), ()),
        ("各科(室)", ("各科(室)",), (), ()),
        ("甲課、甲課", ("甲課",), (), ()),
    ],
)
def test_owners_are_named(
    text: str,
    names: tuple[str, ...],
    excluded: tuple[str, ...],
    systems: tuple[str, ...],
) -> None:
    found = owners_of(text)
    assert (found.names, found.excluded, found.systems) == (names, excluded, systems)


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["企劃組 航務組", "資訊室"], ("企劃組", "航務組", "資訊室")),
        (["人事室 各航務", "中心"], ("人事室", "各航務中心")),
        (["各分署", "中心及所屬單位"], ("各分署中心及所屬單位",)),
        (["各科", "(室)"], ("各科(室)",)),
    ],
)
def test_names_that_the_page_cut_are_put_together(
    lines: list[str], names: tuple[str, ...]
) -> None:
    assert owners_of(unwrapped(lines)).names == names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("持續辦理", True),
        ("依定期及不定期需求辦理", True),
        ("113年12月底前", True),
        ("每年二~三次", True),
        ("配合活動適時辦理", True),
        ("常態會議推廣服務", False),
        ("每月清洗飲水機一次", False),
        ("定期檢視網站內容是否正確", False),
        ("秘書室", False),
    ],
)
def test_deadline_is_told_from_what_is_to_be_done(text: str, *, expected: bool) -> None:
    assert is_deadline(text) is expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("適時更新網頁", DeadlineKind.AS_NEEDED),
        ("小型活動視需要辦理。", DeadlineKind.AS_NEEDED),
        ("增設遮陽棚，115年6月底前完成", DeadlineKind.FIXED),
        ("依113年6月決議辦理", None),
    ],
)
def test_words_hint_at_a_deadline(text: str, kind: DeadlineKind | None) -> None:
    found = hinted(text)
    assert (found.kind if found else None) is kind
