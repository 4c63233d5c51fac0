"""Every change is one commit, and undoing takes back exactly that."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import sys
import time
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.connection import Connection
from db.history import LABELS, ChangeKind
from db.reports import Signed
from db.store import Store
from desktop.workflows.captures import capture
from desktop.workflows.filling import Filling
from forms.canonical import canonical
from forms.checklist.completeness import Lack
from forms.checklist.judging import ItemState
from forms.checklist.library import built_in
from forms.errors import UserError
from forms.inspection import ChecklistUse, Sample, Severity, Wait
from resources.texts import Texts
from tests.db.make import sealed
from tests.desktop.conftest import NOW, PASSPHRASE
from tests.desktop.workflows import make

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from forms.inspection import Inspection

DUE = date(2026, 11, 27)  # five working days after the Friday of NOW
PICTURE = make.picture()


@pytest.fixture
def filling(store: Store) -> Filling:
    return opened(store, make.draft(store, ("EN", "SI")).id)


def opened(store: Store, visit: str) -> Filling:
    return Filling(store, visit, lambda: NOW)


def content(store: Store, visit: str) -> bytes:
    """All that the store holds of the visit."""
    draft = store.history.draft(visit)
    return canonical([getattr(draft, name) for name in draft.__slots__])


# Answers


def test_an_answer_is_kept_when_it_is_given(store: Store, filling: Filling) -> None:
    filling.set_value("EN01", "conform")
    filling.set_value("SI07", Sample(n=5, m=4))
    filling.set_note("SI07", "其中1櫃未載明代理人。")
    again = opened(store, filling.inspection.id)
    assert again.answers() == filling.answers()
    assert again.answer("EN01") == filling.answer("EN01")
    kept = again.answer("SI07")
    assert kept is not None
    assert (kept.sample, kept.note, kept.at) == (
        Sample(n=5, m=4),
        "其中1櫃未載明代理人。",
        NOW,
    )


@pytest.mark.parametrize(
    ("item", "value"),
    [
        ("EN01", "excellent"),
        ("EN01", Sample(n=1, m=1)),
        ("SI07", Sample(n=1, m=2)),
        ("SI07", Wait(started=NOW, seconds="5")),
    ],
)
def test_what_is_no_answer_to_the_item_changes_nothing(
    store: Store, filling: Filling, item: str, value: Any
) -> None:
    with pytest.raises(UserError, match=item):
        filling.set_value(item, value)
    assert filling.answers() == {}
    assert store.answers.of(filling.inspection.id) == []
    assert filling.can_undo is None


def test_the_same_answer_again_is_no_change(filling: Filling) -> None:
    filling.set_value("EN01", "conform")
    change = filling.can_undo
    filling.set_value("EN01", "conform")
    filling.set_note("EN01", "")
    assert filling.can_undo == change


def test_an_answer_of_which_nothing_is_left_is_gone(
    store: Store, filling: Filling
) -> None:
    filling.set_value("EN01", "conform")
    filling.set_note("EN01", "很乾淨")
    filling.set_value("EN01", None)
    kept = filling.answer("EN01")
    assert kept is not None
    assert (kept.value, kept.note) == (None, "很乾淨")
    filling.set_note("EN01", "")
    assert filling.answer("EN01") is None
    assert store.answers.of(filling.inspection.id) == []


def test_values_beside_the_answer_come_and_go(store: Store) -> None:
    filling = opened(store, make.draft(store, ("EN", "SI", "MN")).id)
    item, one = next(
        (item.key, item.attached[0].key)
        for checklist in filling.checklists
        for item in checklist.items()
        if item.attached and item.attached[0].kind == "number"
    )
    filling.set_attached(item, one, "4")
    kept = filling.answer(item)
    assert kept is not None
    assert kept.attached == {one: "4"}
    with pytest.raises(UserError, match="no number"):
        filling.set_attached(item, one, "四")
    filling.set_attached(item, one, "")
    assert filling.answer(item) is None


def test_rows_decide_the_value(store: Store) -> None:
    filling = opened(store, make.draft(store, ("MN",)).id)
    item = next(
        item
        for item in filling.checklists[0].items()
        if item.repeat and item.repeat.rule == "ticked"
    )
    filling.set_rows(item.key, [{"conform": "yes"}, {"conform": "no"}, {}])
    kept = filling.answer(item.key)
    assert kept is not None
    assert kept.sample == Sample(n=2, m=1)
    assert len(kept.rows) == 3
    with pytest.raises(UserError, match="rows decide"):
        filling.set_value(item.key, Sample(n=3, m=3))
    filling.set_rows(item.key, [])
    assert filling.answer(item.key) is None
    filling.undo()
    assert filling.answer(item.key) == kept


# The finding that an answer makes


def test_what_does_not_conform_is_a_finding_in_the_same_step(
    store: Store, filling: Filling
) -> None:
    filling.set_value("EN01", "nonconform")
    (finding,) = filling.findings("EN01")
    assert finding.text == filling.item("EN01").text["zh-TW"]
    assert (finding.number, finding.responsible_unit) == (1, make.UNIT)
    assert finding.due == DUE
    assert store.findings.of(filling.inspection.id) == [finding]
    filling.undo()
    assert filling.answers() == {}
    assert filling.findings() == ()
    assert store.findings.of(filling.inspection.id) == []


def test_the_findings_text_follows_the_note_until_somebody_works_on_it(
    filling: Filling,
) -> None:
    filling.set_value("EN01", "nonconform")
    filling.set_note("EN01", "地面積水")
    (finding,) = filling.findings()
    assert finding.text == "地面積水"
    filling.save_finding(replace(finding, severity=Severity.MAJOR))
    filling.set_note("EN01", "地面濕滑")
    (finding,) = filling.findings()
    assert finding.text == "地面積水"


def test_an_untouched_finding_goes_with_its_answer(filling: Filling) -> None:
    filling.set_value("EN01", "nonconform")
    filling.set_value("EN02", "nonconform")
    filling.set_value("EN01", "conform")
    (finding,) = filling.findings()
    assert (finding.item, finding.number) == ("EN02", 1)
    filling.undo()
    assert [(one.item, one.number) for one in filling.findings()] == [
        ("EN01", 1),
        ("EN02", 2),
    ]


@pytest.mark.parametrize("touch", ["text", "photo"])
def test_a_finding_that_was_worked_on_stays(filling: Filling, touch: str) -> None:
    filling.set_value("EN01", "nonconform")
    (finding,) = filling.findings()
    if touch == "text":
        filling.save_finding(replace(finding, text="積水"))
    else:
        filling.add_photo("EN01", PICTURE, "a.jpg", finding=finding.id)
    filling.set_value("EN01", "conform")
    assert len(filling.findings()) == 1


def test_a_finding_made_by_hand_is_not_doubled(filling: Filling) -> None:
    filling.add_finding("EN01", "地面積水")
    filling.set_value("EN01", "nonconform")
    assert [one.text for one in filling.findings()] == ["地面積水"]
    filling.set_value("EN01", "conform")
    assert [one.text for one in filling.findings()] == ["地面積水"]


def test_a_default_finding_that_was_taken_back_does_not_return(
    filling: Filling,
) -> None:
    filling.set_value("EN01", "nonconform")
    filling.remove_finding(filling.findings()[0].id)
    filling.set_note("EN01", "地面積水")
    assert filling.findings() == ()


def test_what_conforms_partly_is_a_finding_only_if_somebody_says_so(
    filling: Filling,
) -> None:
    filling.set_value("EN01", "partly")
    assert filling.findings() == ()


# Findings


def test_findings_are_numbered_without_gaps(store: Store, filling: Filling) -> None:
    first, second, third = (filling.add_finding(None, text) for text in "甲乙丙")
    filling.remove_finding(second.id)
    assert [(one.id, one.number) for one in filling.findings()] == [
        (first.id, 1),
        (third.id, 2),
    ]
    filling.undo()
    assert filling.findings() == (first, second, third)
    assert store.findings.of(filling.inspection.id) == [first, second, third]


def test_photos_of_a_finding_that_is_taken_back_stay(filling: Filling) -> None:
    finding = filling.add_finding("EN01", "地面積水")
    photo = filling.add_photo("EN01", PICTURE, "a.jpg", finding=finding.id)
    filling.remove_finding(finding.id)
    assert filling.photos() == (replace(photo, finding=None),)
    filling.undo()
    assert filling.photos(finding=finding.id) == (photo,)


def test_what_is_corrected_on_site_needs_no_date(filling: Filling) -> None:
    finding = filling.add_finding("EN01")
    corrected = filling.set_corrected_on_site(finding.id, corrected=True)
    assert (corrected.corrected_on_site, corrected.due) == (True, None)
    back = filling.set_corrected_on_site(finding.id, corrected=False)
    assert back == finding


def test_a_due_date_is_counted_in_working_days(filling: Filling) -> None:
    finding = filling.add_finding("EN01")
    assert filling.set_due_working_days(finding.id, 1).due == date(2026, 11, 23)
    assert filling.due_in(5) == DUE


def test_the_agency_says_how_long_a_correction_may_take(store: Store) -> None:
    store.settings.save(replace(store.settings.get(), correction_days=1))
    filling = opened(store, make.draft(store).id)
    filling.set_value("EN01", "nonconform")
    assert filling.findings()[0].due == date(2026, 11, 23)


def test_a_finding_says_something(filling: Filling) -> None:
    with pytest.raises(UserError, match="falls short"):
        filling.add_finding(None, " ")
    finding = filling.add_finding(None, "招牌脫落")
    with pytest.raises(UserError, match="falls short"):
        filling.save_finding(replace(finding, text=""))
    assert filling.finding(finding.id) == finding


# Photos


def test_a_photo_is_kept_with_its_original(store: Store, filling: Filling) -> None:
    photo = filling.add_photo("EN01", PICTURE, "a.jpg", "入口")
    assert (photo.item, photo.caption, photo.width) == ("EN01", "入口", 40)
    assert filling.picture(photo.id) == PICTURE
    assert store.photos.of(filling.inspection.id) == [photo]


def test_what_is_no_photo_is_refused(filling: Filling) -> None:
    with pytest.raises(UserError, match="not a photo"):
        filling.add_photo("EN01", b"<html>", "a.jpg")
    assert filling.photos() == ()


def test_where_personal_data_would_be_seen_words_are_wanted(filling: Filling) -> None:
    free = filling.add_photo(None, PICTURE, "a.jpg")
    for change in (
        lambda: filling.add_photo("EN07", PICTURE, "a.jpg"),
        lambda: filling.refuse_photo("EN07"),
        lambda: filling.move_photo(free.id, "EN07"),
    ):
        with pytest.raises(UserError, match="describe it in words"):
            change()
    assert filling.photos() == (free,)


def test_many_answers_are_one_change_with_all_their_findings(
    filling: Filling, store: Store
) -> None:
    values = dict.fromkeys(("EN01", "EN02", "EN03"), "nonconform")
    filling.set_values(values)
    assert [one.number for one in filling.findings()] == [1, 2, 3]
    assert {one.item for one in filling.findings()} == set(values)
    change = filling.can_undo
    assert change is not None
    assert change.item is None
    filling.set_values(values)
    assert filling.can_undo == change
    filling.undo()
    assert filling.answers() == {}
    assert filling.findings() == ()
    assert filling.can_undo is None
    assert not store.findings.of(filling.inspection.id)


def test_no_photo_is_taken_in_on_a_disk_that_is_nearly_full(
    filling: Filling, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=100 << 20))
    with pytest.raises(UserError, match="nearly full"):
        filling.add_photo("EN01", PICTURE, "a.jpg")
    filling.set_value("EN01", "conform")


def test_a_drawing_leaves_the_original_as_it_was(
    store: Store, filling: Filling
) -> None:
    photo = filling.add_photo("EN01", PICTURE, "a.jpg")
    drawn = make.picture("red")
    marked = filling.mark_photo(photo.id, '[{"kind":"arrow"}]', drawn)
    assert marked.sha256 == photo.sha256
    assert marked.printed == marked.marked == hashlib.sha256(drawn).hexdigest()
    again = opened(store, filling.inspection.id)
    assert again.picture(photo.id) == drawn
    assert again.picture(photo.id, original=True) == PICTURE
    assert again.shapes(photo.id) == '[{"kind":"arrow"}]'
    assert filling.mark_photo(photo.id, "", None) == photo
    assert filling.shapes(photo.id) == ""
    filling.undo()
    assert filling.picture(photo.id) == drawn
    assert filling.shapes(photo.id) == '[{"kind":"arrow"}]'


def test_a_removed_photo_comes_back_to_its_place(
    store: Store, filling: Filling
) -> None:
    photos = [filling.add_photo("EN01", PICTURE, "a.jpg", text) for text in "甲乙丙"]
    filling.remove_photo(photos[1].id)
    filling.add_photo("EN02", PICTURE, "a.jpg")
    filling.undo()
    filling.undo()
    assert filling.photos() == tuple(photos)
    assert store.photos.of(filling.inspection.id) == photos
    assert store.evidence.has(photos[1].sha256)


def test_photos_are_captioned_and_moved(filling: Filling) -> None:
    photo = filling.add_photo("EN01", PICTURE, "a.jpg")
    filling.set_caption(photo.id, "積水")
    moved = filling.move_photo(photo.id, "EN02")
    assert filling.photos("EN01") == ()
    assert filling.photos("EN02") == (moved,)
    assert moved.caption == "積水"


# Advice and quick captures


def test_advice_is_recorded(store: Store, filling: Filling) -> None:
    advice = filling.add_coaching("安全門", "安全門前應隨時淨空。", "科長")
    assert advice.at == NOW
    changed = filling.save_coaching(replace(advice, given_to="主任"))
    assert store.coaching.of(filling.inspection.id) == [changed]
    filling.remove_coaching(advice.id)
    assert filling.coaching() == ()
    filling.undo()
    assert filling.coaching() == (changed,)
    with pytest.raises(UserError, match="advice"):
        filling.add_coaching(" ", "")


@pytest.mark.parametrize("finding", [True, False])
def test_a_quick_capture_is_taken_in_and_given_back(
    store: Store, filling: Filling, finding: bool
) -> None:
    made = capture(
        store, text="招牌脫落", now=NOW, place="碼頭", photos=[(PICTURE, "a.jpg")]
    )
    filling.set_note("EN01", "很乾淨")
    before = content(store, filling.inspection.id)
    filling.take_capture(made.id, "EN01", finding=finding)
    assert store.captures.open() == []
    (photo,) = filling.photos("EN01")
    assert filling.picture(photo.id) == PICTURE
    answer = filling.answer("EN01")
    assert answer is not None
    if finding:
        (new,) = filling.findings()
        assert (new.text, photo.finding) == ("招牌脫落", new.id)
    else:
        assert answer.note == "很乾淨\n招牌脫落"
    filling.undo()
    assert store.captures.open() == [made]
    assert content(store, filling.inspection.id) == before
    filling.redo()
    assert store.captures.open() == []


# The visit's head


def test_the_head_is_kept_and_findings_nobody_worked_on_follow(
    store: Store, filling: Filling
) -> None:
    filling.set_value("EN01", "nonconform")
    filling.add_finding("EN02", "燈管閃爍")
    filling.save_head(replace(filling.inspection, unit="南部航務中心", place="候船室"))
    assert [one.responsible_unit for one in filling.findings()] == [
        "南部航務中心",
        make.UNIT,
    ]
    assert store.inspections.get(filling.inspection.id) == filling.inspection
    filling.undo()
    assert (filling.inspection.unit, filling.inspection.place) == (make.UNIT, "服務檯")
    assert {one.responsible_unit for one in filling.findings()} == {make.UNIT}


def test_undoing_the_head_leaves_what_others_have_settled(
    store: Store, filling: Filling
) -> None:
    filling.save_head(replace(filling.inspection, place="候船室"))
    store.inspections.save(replace(filling.inspection, ended=NOW))
    filling.reload()
    filling.undo()
    kept = store.inspections.get(filling.inspection.id)
    assert kept is not None
    assert (kept.place, kept.ended) == ("服務檯", NOW)
    assert filling.inspection == kept


def test_a_checklist_goes_and_comes_back_with_its_answers(filling: Filling) -> None:
    filling.set_value("SI07", Sample(n=5, m=0))
    filling.set_value("SI02", Sample(n=1, m=1))
    filling.add_finding("SI02", "僅有中文")
    photo = filling.add_photo("SI02", PICTURE, "a.jpg")
    only_first = replace(
        filling.inspection, checklists=filling.inspection.checklists[:1]
    )
    both = filling.inspection
    filling.save_head(only_first)
    assert [one.code for one in filling.checklists] == ["EN"]
    (finding,) = filling.findings()
    assert (finding.text, finding.item, finding.number) == ("僅有中文", None, 1)
    assert filling.photos() == (replace(photo, item=None),)
    assert filling.score().percent is None
    filling.save_head(replace(filling.inspection, checklists=both.checklists))
    answer = filling.answer("SI07")
    assert answer is not None
    assert answer.sample == Sample(n=5, m=0)
    filling.undo()
    filling.undo()
    assert [one.code for one in filling.checklists] == ["EN", "SI"]
    assert {one.item for one in filling.findings()} == {"SI07", "SI02"}
    assert filling.photos() == (photo,)


def test_a_visit_keeps_a_checklist(store: Store, filling: Filling) -> None:
    with pytest.raises(UserError, match="at least one checklist"):
        filling.save_head(replace(filling.inspection, checklists=()))
    checklist = built_in("EN")
    twice = ChecklistUse(
        code=checklist.code, version=checklist.version, sha256=checklist.sha256
    )
    with pytest.raises(UserError, match="both have an item"):
        filling.save_head(replace(filling.inspection, checklists=(twice, twice)))
    assert store.inspections.get(filling.inspection.id) == filling.inspection


# What follows from the answers


def test_score_progress_and_what_is_missing_follow_each_answer(
    filling: Filling,
) -> None:
    section = filling.checklists[0].sections[0]
    assert filling.score().percent is None
    assert filling.progress(section).answered == 0
    lacking = len(filling.missing())
    filling.set_value("EN01", "nonconform")
    assert filling.score().percent == 0
    assert filling.score().item("EN01").state is ItemState.COUNTED
    progress = filling.progress(section)
    assert (progress.answered, progress.short) == (1, 1)
    assert progress.total == len(section.items)
    assert {one.lack for one in filling.missing() if one.item == "EN01"} <= {
        Lack.NOTE,
        Lack.PHOTO,
    }
    filling.undo()
    assert len(filling.missing()) == lacking
    assert "EN01" in filling.shown()


# Undoing


def test_undo_names_what_it_takes_back(filling: Filling) -> None:
    filling.set_value("SI07", Sample(n=5, m=4))
    filling.set_note("EN01", "地面積水")
    undone = filling.undo()
    assert undone is not None
    assert (undone.kind, undone.item) == (ChangeKind.NOTE, "EN01")
    assert filling.can_undo is not None
    assert filling.can_undo.item == "SI07"
    assert filling.can_redo == undone
    assert filling.redo() == undone
    assert filling.can_redo is None


def test_every_kind_of_change_has_a_name_in_both_languages() -> None:
    assert LABELS.keys() == set(ChangeKind)
    chinese = Texts("zh-TW")
    assert all(chinese(label) for label in LABELS.values())


def test_nothing_to_undo_is_nothing(filling: Filling) -> None:
    assert filling.undo() is None
    assert filling.redo() is None


def test_a_change_takes_the_place_of_what_was_undone(filling: Filling) -> None:
    filling.set_value("EN01", "conform")
    filling.set_value("EN02", "conform")
    filling.undo()
    filling.set_value("EN03", "conform")
    assert filling.can_redo is None
    assert filling.redo() is None
    filling.undo()
    filling.undo()
    assert filling.answers() == {}
    assert filling.can_undo is None


def test_undoing_goes_on_after_a_restart(profile: Path) -> None:
    with Store.open(profile, PASSPHRASE) as store:
        visit = make.draft(store)
        filling = opened(store, visit.id)
        before = content(store, visit.id)
        filling.set_value("EN01", "nonconform")
        filling.set_note("EN01", "地面積水")
        after = content(store, visit.id)
        filling.undo()
    with Store.open(profile, PASSPHRASE) as again:
        filling = opened(again, visit.id)
        assert filling.can_redo is not None
        filling.redo()
        assert content(again, visit.id) == after
        filling.undo()
        filling.undo()
        assert content(again, visit.id) == before


def test_once_sealed_nothing_is_changed_or_undone(
    store: Store, filling: Filling
) -> None:
    filling.set_value("EN01", "conform")
    visit = filling.inspection
    number = store.reports.number_for(visit, "K7M")
    inspector = Signed(role="inspector", name="王堃霖", certificate="c" * 64)
    store.reports.seal(sealed(store, visit, number), b"%PDF", [inspector])
    filling.reload()
    assert filling.can_undo is None
    with pytest.raises(UserError, match="corrected version"):
        filling.set_value("EN01", "partly")


def test_whoever_is_told_of_a_commit_reads_what_was_committed(
    store: Store, filling: Filling
) -> None:
    seen: list[tuple[bool, bool]] = []

    def look(tables: frozenset[str]) -> None:
        answered = filling.answer("EN01") is not None
        seen.append((answered, filling.can_undo is not None))

    store.listen(look)
    filling.set_value("EN01", "conform")
    filling.undo()
    assert seen == [(True, True), (False, False)]


def test_a_change_that_cannot_be_committed_is_not_told_as_done(
    store: Store, filling: Filling, monkeypatch: pytest.MonkeyPatch
) -> None:
    filling.set_value("EN01", "conform")
    before = content(store, filling.inspection.id)
    state = (filling.answers(), filling.can_undo, filling.can_redo)
    database = store.connection.database
    pages = database.execute("PRAGMA page_count").fetchone()[0]
    database.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(UserError, match="full"):
        filling.set_note("EN01", "很" * 9000)
    assert (filling.answers(), filling.can_undo, filling.can_redo) == state
    assert content(store, filling.inspection.id) == before
    database.execute("PRAGMA max_page_count = 1000000")
    filling.set_note("EN01", "很" * 9000)
    assert Connection.query(store.connection, "PRAGMA quick_check")


items = st.sampled_from(["EN01", "EN02", "EN03", "SI07", "SI02"])
numbers = st.integers(0, 9)
words = st.sampled_from(["", "地面積水", "燈管閃爍", "x"])
steps = st.lists(
    st.one_of(
        st.tuples(st.just("value"), items, numbers),
        st.tuples(st.just("note"), items, words),
        st.tuples(st.just("photo"), items, words),
        st.tuples(st.just("mark"), numbers, words),
        st.tuples(st.just("move"), numbers, items),
        st.tuples(st.just("remove photo"), numbers, words),
        st.tuples(st.just("finding"), items, words),
        st.tuples(st.just("save finding"), numbers, words),
        st.tuples(st.just("remove finding"), numbers, words),
        st.tuples(st.just("coaching"), numbers, words),
        st.tuples(st.just("head"), numbers, words),
    ),
    max_size=25,
)


def take(filling: Filling, what: str, one: Any, other: Any) -> None:  # noqa: C901
    """Make one change, whatever it is worth."""
    photos, findings = filling.photos(), filling.findings()
    advice = filling.coaching()
    if what == "value" and one.startswith("EN"):
        values = ("conform", "nonconform", "partly", "na", None)
        filling.set_value(one, values[other % 5])
    elif what == "value":
        filling.set_value(one, Sample(n=9, m=other) if other else None)
    elif what == "note":
        filling.set_note(one, other)
    elif what == "photo":
        of_item = filling.findings(one)
        shown = of_item[0].id if of_item else None
        filling.add_photo(one, PICTURE, "a.jpg", other, finding=shown)
    elif what == "mark" and photos:
        drawn = make.picture("red") if other else None
        filling.mark_photo(photos[one % len(photos)].id, other, drawn)
    elif what == "move" and photos:
        filling.move_photo(photos[one % len(photos)].id, other)
    elif what == "remove photo" and photos:
        filling.remove_photo(photos[one % len(photos)].id)
    elif what == "finding":
        filling.add_finding(one, other)
    elif what == "save finding" and findings:
        old = findings[one % len(findings)]
        filling.save_finding(replace(old, recommendation=other))
    elif what == "remove finding" and findings:
        filling.remove_finding(findings[one % len(findings)].id)
    elif what == "coaching" and one % 3 == 0 and advice:
        filling.remove_coaching(advice[0].id)
    elif what == "coaching":
        filling.add_coaching(other or "安全門", "隨時淨空")
    elif what == "head":
        kept = filling.inspection
        checklists = kept.checklists[:1] if one % 2 else both_of(filling)
        filling.save_head(replace(kept, place=other, checklists=checklists))


def both_of(filling: Filling) -> tuple[ChecklistUse, ...]:
    return tuple(
        ChecklistUse(code=one.code, version=one.version, sha256=one.sha256)
        for one in (built_in("EN"), built_in("SI"))
    )


@settings(
    max_examples=40,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
    ],
)
@given(steps)
def test_undoing_everything_leads_back_and_redoing_forth_again(
    store: Store, taken: list[tuple[str, Any, Any]]
) -> None:
    visit = make.draft(store, ("EN", "SI")).id
    filling = opened(store, visit)
    states = [content(store, visit)]
    for what, one, other in taken:
        before = filling.can_undo
        try:
            take(filling, what, one, other)
        except KeyError as error:
            assert "SI" in str(error)  # noqa: PT017 - whose checklist was taken out
        if filling.can_undo != before:
            states.append(content(store, visit))
    for state in reversed(states[:-1]):
        filling.undo()
        assert content(store, visit) == state
    assert filling.undo() is None
    for state in states[1:]:
        filling.redo()
        assert content(store, visit) == state
    assert filling.redo() is None
    again = opened(store, visit)
    assert again._filled.draft == filling._filled.draft
    assert again.checklists == filling.checklists
    found = {hit.id for hit in store.search.find("地面積水") if hit.inspection == visit}
    assert found >= {one.id for one in filling.findings() if one.text == "地面積水"}
    store.inspections.discard(visit)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.logs_warnings  # of each start that follows a kill
def test_a_kill_leaves_a_state_that_was_acknowledged_or_the_one_after(
    profile: Path, request: pytest.FixtureRequest
) -> None:
    with Store.open(profile, PASSPHRASE) as store:
        visit = make.draft(store, ("EN", "SI"))
    for kill in range(100 if request.config.getoption("--long") else 10):
        told = killed_while_filling(profile, visit, kill)
        with Store.open(profile, PASSPHRASE) as store:
            state = hashlib.sha256(content(store, visit.id)).hexdigest()
            assert state in told[-2:]
            filling = opened(store, visit.id)
            while filling.undo():
                pass
            assert filling.answers() == {}
            assert filling.findings() == ()


def killed_while_filling(profile: Path, visit: Inspection, kill: int) -> list[str]:
    """The states that a child told of before it was killed.

    The first is the one it found; each other it tells before it is committed.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(reading)
            fill_for_ever(profile, visit.id, kill, writing)
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        first = pipe.readline().strip()
        time.sleep(random.uniform(0, 0.2))  # noqa: S311 - any moment will do
        os.kill(child, signal.SIGKILL)
        rest = pipe.read()
    os.waitpid(child, 0)
    return [first, *rest[: rest.rfind("\n") + 1].split()]


def fill_for_ever(profile: Path, visit: str, kill: int, pipe: int) -> None:
    store = Store.open(profile, PASSPHRASE)
    filling = opened(store, visit)

    def tell() -> None:
        state = hashlib.sha256(content(store, visit)).hexdigest()
        os.write(pipe, f"{state}\n".encode())

    tell()
    for what, one, other in changes(kill):
        with store.writing():
            if what == "undo":
                filling.undo()
            else:
                take(filling, what, one, other)
            tell()


def changes(seed: int) -> Iterator[tuple[str, Any, Any]]:
    chance = random.Random(seed)  # noqa: S311 - a course of work that can be repeated
    while True:
        yield chance.choice(
            [
                ("value", "EN01", chance.randrange(10)),
                ("value", "EN02", chance.randrange(10)),
                ("note", "EN01", f"積水{chance.randrange(1000)}"),
                ("undo", None, None),
            ]
        )
