"""Whatever was written is found by any of its words, from the first key on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.search import VERSION, Kind, fold
from forms.directory.model import Directory, Person, Place, Unit
from forms.inspection import Participant, Role
from forms.plan.library import built_in_plan
from tests.db import make
from tests.db.test_tables import seal

if TYPE_CHECKING:
    from pathlib import Path

    from db.search import Hit
    from db.store import Store


def ids(hits: list[Hit], kind: Kind) -> list[str]:
    return [hit.id for hit in hits if hit.kind is kind]


def test_an_answer_is_found_by_a_word_and_by_one_character(store: Store) -> None:
    visit = make.visit(store)
    store.answers.save(visit.id, make.answer(note="3號櫃檯職名牌未載明代理人"))
    for words in ("名牌", "牌", "職名牌", "3號", "櫃檯 代理人", "代理人 名牌"):
        (hit,) = store.search.find(words)
        assert (hit.kind, hit.id, hit.inspection) == (Kind.ANSWER, "EN01", visit.id)
        assert hit.item == "EN01"
        assert hit.title == "北部航務中心 服務檯"
        assert hit.excerpt == "3號櫃檯職名牌未載明代理人"
        assert hit.at == visit.started
    for words in ("牌名", "名牌 沒有", "檯號"):
        assert store.search.find(words) == []


@pytest.mark.parametrize(
    ("written", "sought"),
    [
        ("臺北車站", "台北"),
        ("服務檯", "服務台"),
        ("ＡＥＤ已過期", "aed"),
        ("編號 K-17", "k-17"),
        ("Broken lamp", "LAM"),
        ("王𠮷祥", "𠮷"),
        ("造\ue001字", "\ue001"),
        ("ㄅㄆㄇ", "ㄆ"),
        ("Müller", "muller"),
    ],
)
def test_what_nobody_means_to_tell_apart_is_the_same(
    store: Store, written: str, sought: str
) -> None:
    visit = make.visit(store, unit="—", place="—", people=())
    store.answers.save(visit.id, make.answer(note=written))
    assert ids(store.search.find(sought), Kind.ANSWER) == ["EN01"]


@pytest.mark.parametrize(
    "words",
    [
        *("", " ", '"', '""', "'", "*", "NEAR", "AND", "a OR b", "text:x", "(", "-"),
        *("^a", "\0", "x\0y", "！？", "a" * 5000, "地" * 5000, '" OR 1=1 --', "{a}: c"),
    ],
)
def test_no_words_are_an_order(store: Store, words: str) -> None:
    visit = make.visit(store)
    store.answers.save(visit.id, make.answer(note="地面積水"))
    assert ids(store.search.find(words), Kind.ANSWER) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_any_words_may_be_typed(store: Store, words: str) -> None:
    store.search.find(words)


def test_visits_are_found_by_unit_place_people_and_number(store: Store) -> None:
    visit = make.visit(store, people=(Participant(role=Role.INSPECTOR, name="游錫堃"),))
    for words in ("航務", "服務檯", "游錫堃"):
        assert ids(store.search.find(words), Kind.VISIT) == [visit.id]
    store.inspections.save(replace(visit, place="候船室"))
    assert store.search.find("服務檯") == []
    number = seal(store, store.inspections.get(visit.id) or visit)
    found = store.search.find(number)
    assert ids(found, Kind.VISIT) == [visit.id]
    assert ids(found, Kind.REPORT) == [number]
    assert {hit.inspection for hit in found} == {visit.id}
    assert ids(store.search.find("林主任"), Kind.REPORT) == [number]


def test_findings_and_advice_are_found_until_they_are_taken_back(store: Store) -> None:
    visit = make.visit(store)
    finding = make.finding(store, item="EN02", recommendation="每日巡檢")
    store.findings.save(visit.id, finding)
    coaching = make.coaching(store)
    store.coaching.save(visit.id, coaching)
    (hit,) = store.search.find("每日巡檢")
    assert (hit.kind, hit.id, hit.item) == (Kind.FINDING, finding.id, "EN02")
    (hit,) = store.search.find("淨空")
    assert (hit.kind, hit.id, hit.item) == (Kind.COACHING, coaching.id, None)
    store.findings.save(visit.id, replace(finding, recommendation=""))
    store.coaching.remove(coaching.id)
    assert store.search.find("每日巡檢") == []
    assert store.search.find("淨空") == []
    store.inspections.discard(visit.id)
    assert store.search.find("積水") == []


def test_the_directory_and_the_newest_checklists_are_found(store: Store) -> None:
    store.checklists.add(make.checklist())
    unit = Unit(id="north", name="北部航務中心", short_name="北航")
    place = Place(id="counter", name="一樓服務檯", unit="north")
    person = Person(id="lin", name="林主任", titles=("主任",))
    store.directory.save(
        Directory(agency="north", units=(unit,), places=(place,), people=(person,))
    )
    assert ids(store.search.find("北航"), Kind.UNIT) == ["north"]
    assert ids(store.search.find("一樓"), Kind.PLACE) == ["counter"]
    assert ids(store.search.find("林主"), Kind.PERSON) == ["lin"]
    hits = store.search.find("en0")
    assert [(hit.kind, hit.id, hit.item) for hit in hits] == [
        (Kind.ITEM, "EN", "EN01"),
        (Kind.ITEM, "EN", "EN02"),
        (Kind.ITEM, "EN", "EN03"),
    ]
    assert hits[0].title == "EN01 地面整潔"
    store.checklists.add(make.checklist(version=2, law_version="2026-07-01"))
    assert len(store.search.find("floor")) == 3
    store.directory.save(Directory(agency="north", units=(unit,)))
    assert store.search.find("林主任") == []


def test_values_that_are_no_words_are_not_found(store: Store) -> None:
    visit = make.visit(store)
    store.answers.save(
        visit.id,
        make.answer(
            value="good",
            attached={"day": "2026-11-20", "by": "陳科長"},
            rows=({"conform": "yes", "case": "申請案 17"},),
        ),
    )
    assert store.search.find("good") == []
    assert store.search.find("2026") == []
    assert ids(store.search.find("陳科"), Kind.ANSWER) == ["EN01"]
    assert ids(store.search.find("申請案"), Kind.ANSWER) == ["EN01"]


def test_no_kind_crowds_out_the_others_and_the_newest_come_first(store: Store) -> None:
    visits = [make.visit(store) for _ in range(4)]
    for visit in visits:
        for item in ("EN01", "EN02", "EN03"):
            store.answers.save(visit.id, make.answer(item=item, note="地面積水"))
    store.findings.save(visits[0].id, make.finding(store))
    hits = store.search.find("積水", limit=6)
    assert len(hits) == 6
    assert [hit.kind for hit in hits] == [Kind.FINDING] + [Kind.ANSWER] * 5
    assert hits[1].inspection == visits[-1].id


def test_a_long_text_is_told_around_the_word(store: Store) -> None:
    visit = make.visit(store)
    note = f"{'前' * 200}地面\n積水{'後' * 200}"
    store.answers.save(visit.id, make.answer(note=note))
    (hit,) = store.search.find("積水")
    assert hit.excerpt.startswith("…前")
    assert "地面 積水後" in hit.excerpt
    assert hit.excerpt.endswith("…")
    assert len(hit.excerpt) < 80


def test_a_plans_sentences_are_found_with_their_citation(store: Store) -> None:
    plan = built_in_plan("maritime-port-bureau-109")
    store.plans.add(plan)
    (hit,) = store.search.find("電話禮貌測試")
    item = plan.item(hit.item or "")
    assert (hit.kind, hit.id) == (Kind.PLAN_ITEM, plan.code)
    assert hit.title == plan.label(item.key)
    assert hit.excerpt.rstrip("…") in item.text
    every = [hit.item for hit in store.search.find("服務", 500) if hit.id == plan.code]
    assert every == [item.key for item in plan.items if "服務" in item.text]


def test_only_the_version_of_a_plan_that_came_in_last_is_found(store: Store) -> None:
    plan = built_in_plan("maritime-port-bureau-109")
    store.plans.add(plan)
    last = plan.items[-1]
    changed = replace(last, text="碼頭每日巡檢")
    store.plans.add(replace(plan, version="2", items=(*plan.items[:-1], changed)))
    assert last.key not in [hit.item for hit in store.search.find(last.text)]
    assert [hit.item for hit in store.search.find("碼頭每日巡檢")] == [last.key]
    kept = store.search.find("服務", 500)
    store.search.rebuild(store.plans.entries())
    assert store.search.find("服務", 500) == kept


def test_a_file_with_an_older_index_is_indexed_anew(store: Store, folder: Path) -> None:
    visit = make.visit(store)
    store.answers.save(visit.id, make.answer(note="地面積水"))
    store.captures.save(make.capture(store))
    finding, coaching = make.finding(store), make.coaching(store)
    store.findings.save(visit.id, finding)
    store.coaching.save(visit.id, coaching)
    seal(store, visit)
    store.plans.add(built_in_plan("maritime-port-bureau-109"))
    words = ("地面", "航務", "招牌", "淨空", "115", "EN0", "電話禮貌")
    found = {word: store.search.find(word) for word in words}
    assert all(found.values())
    assert store.search.is_current()
    database = store.connection.database
    database.execute("UPDATE derived SET version = ?", [VERSION + 1])
    database.execute("DELETE FROM search_entries")
    database.execute("INSERT INTO search (search) VALUES ('delete-all')")
    store.close()
    with make.opened(folder) as again:
        assert again.search.is_current()
        assert {word: again.search.find(word) for word in words} == found


def test_folding_leaves_words_alone() -> None:
    assert fold("臺灣 ＡＢ") == "台灣 ab"


def test_a_change_that_is_undone_is_found_no_more(store: Store) -> None:
    visit = make.visit(store)
    with pytest.raises(RuntimeError):
        _answer_and_fail(store, visit.id)
    assert ids(store.search.find("地面"), Kind.ANSWER) == []


def _answer_and_fail(store: Store, visit: str) -> None:
    with store.writing():
        store.answers.save(visit, make.answer(note="地面積水"))
        raise RuntimeError
