"""What a report says, before it is set."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from forms.checklist.model import Law, Trace, Verdict
from forms.inspection import Answer, Coaching
from forms.report.citation import cited, law_in_words
from forms.report.content import Report, report_of
from forms.signing.chain import Demand
from resources.texts import Texts
from tests.forms.report import sample

if TYPE_CHECKING:
    from forms.report.results import ResultRow
    from forms.sealed import SealedInspection

ENGLISH = Texts("en")
CHINESE = Texts("zh-TW")


def said(sealed: SealedInspection, texts: Texts = ENGLISH) -> Report:
    return report_of(sealed, texts)


def rows(report: Report) -> dict[str, ResultRow]:
    return {
        row.key: row
        for results in report.results
        for section in results.sections
        for row in section.rows
    }


def traces(*citations: str) -> tuple[Trace, ...]:
    return tuple(Trace(plan="p", item="", citation=one) for one in citations)


@pytest.mark.parametrize(
    ("citations", "words"),
    [
        (("航一(三)7", "航一(三)1", "航一(三)2", "航一(三)1"), "一、(三)1、2、7"),
        (("航二(一)1", "航一(三)1", "航一(二)1"), "一、(二)1，(三)1；二、(一)1"),
        (("航一(三)10", "航一(三)9"), "一、(三)9、10"),
        (("海·設施合宜(二)", "海·設施合宜(一)"), "「設施合宜」(一)、(二)"),
        (("高一(三)3(1)",), "一、(三)3(1)"),
        (("嘉(一)二4(4.1)", "嘉(一)二4(4.2)"), "(一)二、4(4.1)、(4.2)"),
        (("航柒三",), "柒、三"),
        ((), ""),
    ],
)
def test_plan_items_are_cited_as_officials_do(
    citations: tuple[str, ...], words: str
) -> None:
    assert cited(traces(*citations)) == words


@pytest.mark.parametrize(
    ("article", "words"),
    [
        ("51 I", "法第51條第1項"),
        ("6、9", "法第6條、第9條"),
        ("33-1", "法第33條之1"),
        ("57 III、88", "法第57條第3項、第88條"),
    ],
)
def test_articles_of_law_are_written_out(article: str, words: str) -> None:
    assert law_in_words(Law(name="法", article=article)) == words


def test_the_header_says_who_where_when_and_under_which_plan() -> None:
    header = [line.text for line in said(sample.sealed(), CHINESE).header]
    assert header[0].startswith("115-K7-0031")
    assert header[2:4] == ["北部航務中心", "一樓服務櫃檯"]
    assert header[4].startswith("民國115年11月20日")
    plan = header[-1]
    assert "航秘字第1091010156號" in plan
    assert "115" in plan
    assert "一、(一)1" in plan


def test_items_keep_their_numbers_through_all_checklists() -> None:
    found = rows(said(sample.sealed()))
    assert found["EN01"].number == "1.1"
    assert found["EN06"].number == "2.1"
    assert found["SI01"].number == "5.1"


def test_items_that_do_not_apply_to_the_place_are_named_and_not_listed() -> None:
    report = said(sample.sealed())
    assert "SI09" not in rows(report)
    assert "6.4" in report.results[1].left_out


def test_points_stand_beside_what_could_have_been_earned() -> None:
    found = rows(said(sample.sealed()))
    assert found["EN01"].points == "2/2"
    assert found["EN04"].result == ("Not applicable",)
    assert found["EN04"].points == "－"
    assert found["EN07"].points == "0/2"
    assert found["EN07"].verdict is Verdict.NONCONFORM


def test_an_item_names_its_findings_photos_and_attached_values() -> None:
    photos = [sample.photo_file(number) for number in range(3)]
    found = rows(said(sample.sealed(photos=photos)))
    assert "Finding 1" in found["EN07"].record[-1]
    assert "Photo 1" in found["EN07"].record[-1]
    assert any("2 times" in line for line in found["EN06"].record)


def test_every_photo_is_shown_once_and_numbered_in_order() -> None:
    photos = [sample.photo_file(number) for number in range(6)]
    pictures = said(sample.sealed(photos=photos)).pictures
    assert pictures.others is not None
    shown = [
        picture.title
        for group in (*pictures.of_findings, pictures.others)
        for picture in group.pictures
    ]
    assert len(shown) == 6
    assert [title.split(" (")[0] for title in shown] == [
        f"Photo {number}" for number in range(1, 7)
    ]


def test_a_finding_names_the_sentence_of_the_plan_and_the_law() -> None:
    finding = said(sample.sealed(), CHINESE).findings[0]
    assert any("2.2" in line for line in finding.source)
    assert any("一、(三)1" in line for line in finding.source)
    assert "個人資料保護法第18條" in finding.source
    assert finding.due == "115年11月27日"
    assert finding.responsible == "北部航務中心"


def test_closing_texts_of_several_checklists_stand_under_one_title() -> None:
    both = said(sample.sealed()).opinions
    assert len(both) == 4
    assert [entry.label for entry in both[0].entries] == [
        "Counter environment",
        "Signs and service information",
    ]
    alone = said(sample.sealed([sample.checklist("EN")])).opinions
    assert [entry.label for entry in alone[0].entries] == [""]


def test_the_working_leads_to_the_score_that_is_shown() -> None:
    report = said(sample.sealed())
    *sections, whole = report.working.rows
    assert whole[-1] == report.score.percent
    assert sum(float(row[4]) for row in sections) == pytest.approx(float(whole[4]))
    assert sum(float(row[5]) for row in sections) == pytest.approx(float(whole[5]))
    assert [row[0] for row in sections] == [bar.label for bar in report.score.bars]


def test_a_visit_without_answers_has_no_score_and_says_so() -> None:
    empty = replace(sample.sealed(), answers=(), findings=())
    report = said(empty)
    assert report.score.percent == "－"
    assert report.score.grade == ""
    assert rows(report)["EN01"].result == ("Not answered",)


def test_rows_of_machines_and_cases_are_written_out() -> None:
    whole = sample.checklist("SP")
    repeat = whole.item("SP08").repeat
    assert repeat is not None
    answer = Answer(
        item="SP08",
        value="na",
        rows=tuple({repeat.columns[0].key: f"甲-{n}"} for n in (1, 2)),
    )
    sealed = sample.sealed([whole], findings=False)
    record = rows(said(replace(sealed, answers=(answer,))))["SP08"].record
    assert record[0].startswith("(1) ")
    assert "甲-1" in record[0]
    assert "甲-2" in record[1]


def test_a_refusal_to_sign_is_told_with_its_reason() -> None:
    chain = sample.usual_chain()
    refused = replace(chain[1], demand=Demand.REFUSED, reason="對第2.2項有異議")
    cell = said(sample.sealed(chain=(chain[0], refused))).signatures[1]
    assert cell.reason == "對第2.2項有異議"
    assert cell.demand is Demand.REFUSED


def test_a_correction_names_the_version_that_it_replaces() -> None:
    seal = said(sample.sealed(version=2, replaces="cd" * 32)).seal
    assert any("cd" * 32 in line.text for line in seal)


def test_the_code_names_the_report_and_its_sealed_content() -> None:
    sealed = sample.sealed()
    report = said(sealed)
    assert report.code == f"115-K7-0031/1/{sealed.sha256}".upper()
    assert f"{sealed.sha256[:4]}-{sealed.sha256[4:8]}" in report.footer.right
    assert any(sealed.sha256 in line.text for line in report.seal)


def test_a_visit_that_lasts_into_another_day_says_both() -> None:
    ended = datetime(2026, 11, 21, 1, 5, tzinfo=UTC)
    header = said(sample.sealed(ended=ended)).header
    assert "2026-11-20 13:20 – 2026-11-21" in header[4].text


def test_advice_is_told_in_the_order_it_was_given() -> None:
    advice = Coaching(
        id="c",
        at=datetime(2026, 11, 20, 14, 5, tzinfo=sample.TAIPEI),
        topic="安全門",
        text="安全門前應隨時淨空。",
        given_to="科長",
    )
    (line,) = said(sample.sealed(coaching=(advice,)), CHINESE).coaching
    assert (line.at, line.topic, line.given_to, line.text) == (
        "下午2時05分",
        "安全門",
        "科長",
        "安全門前應隨時淨空。",
    )
    assert said(sample.sealed()).coaching == ()


def test_of_a_photo_that_was_drawn_on_both_files_are_named() -> None:
    whole = sample.sealed(photos=[sample.photo_file(0)])
    marked = replace(whole.photos[0], marked="ab" * 32)
    (group,) = said(replace(whole, photos=(marked,))).pictures.of_findings
    (picture,) = group.pictures
    assert picture.sha256 == "ab" * 32
    assert whole.photos[0].sha256[:16] in picture.original
    assert "abababab" in picture.original
