"""What goes into the tables comes out again, and what is sealed stays."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.people import Member, Post, SigningKey
from db.reports import Signed
from db.settings import device_code
from forms.directory.library import built_in_directories, built_in_directory
from forms.directory.model import Directory, Person, Place, Unit
from forms.errors import UserError
from forms.inspection import (
    Answer,
    Inspection,
    InspectionState,
    Participant,
    Role,
    Sample,
    Severity,
    Wait,
)
from forms.plan.library import built_in_plans
from forms.plan.model import reference
from tests.db import make

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.store import Store

TAIPEI = timezone(timedelta(hours=8))
ORIGINAL = b"\xff\xd8 a picture of a wet floor"
SHA256 = hashlib.sha256(ORIGINAL).hexdigest()

moments = st.datetimes(
    min_value=datetime(2020, 1, 1),  # noqa: DTZ001 - the strategy adds the zone
    max_value=datetime(2040, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, TAIPEI]),
)
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
answers = st.builds(
    Answer,
    item=st.sampled_from(["EN01", "EN02"]),
    value=st.none() | texts,
    sample=st.none() | st.builds(Sample, n=st.integers(5, 9), m=st.integers(0, 5)),
    wait=st.none() | st.builds(Wait, started=moments, seconds=st.just("95")),
    attached=st.dictionaries(texts, texts, max_size=2),
    rows=st.lists(st.dictionaries(texts, texts, max_size=2), max_size=2).map(tuple),
    note=texts,
    at=st.none() | moments,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers)
def test_any_answer_comes_out_as_it_went_in(store: Store, answer: Answer) -> None:
    visit = (store.inspections.all() or [make.visit(store)])[0]
    store.answers.save(visit.id, answer)
    assert store.answers.get(visit.id, answer.item) == answer
    assert answer in store.answers.of(visit.id)


def test_saving_twice_keeps_the_later_answer(store: Store) -> None:
    visit = make.visit(store)
    store.answers.save(visit.id, make.answer(value="bad"))
    store.answers.save(visit.id, make.answer(value="good"))
    assert store.answers.of(visit.id) == [make.answer(value="good")]


def test_an_answer_can_be_taken_back(store: Store) -> None:
    visit = make.visit(store)
    store.answers.save(visit.id, make.answer())
    store.answers.remove(visit.id, "EN01")
    assert store.answers.get(visit.id, "EN01") is None
    kinds = [entry.kind for entry in store.journal.entries()]
    assert kinds[-2:] == ["answer.saved", "answer.removed"]


def test_a_visit_comes_out_as_it_went_in(store: Store) -> None:
    (plan, *_) = built_in_plans()
    visit = make.visit(
        store,
        started=datetime(2026, 11, 20, 13, 20, 0, 123456, tzinfo=TAIPEI),
        people=(
            Participant(role=Role.INSPECTOR, name="王小明", title="專員"),
            Participant(role=Role.ACCOMPANYING, name="游錫堃"),
        ),
        plan=reference(plan, carried_over_to=115),
        facts={"has-toilet": True, "has-lift": False},
        unit_id="north",
        file_number="0115/1/2",
        retention="5年",
    )
    assert store.inspections.get(visit.id) == visit
    changed = replace(
        visit, ended=visit.started + timedelta(hours=2), place="候船室", plan=None
    )
    store.inspections.save(changed)
    assert store.inspections.get(visit.id) == changed
    assert store.inspections.all() == [changed]
    assert store.inspections.all(InspectionState.SEALED) == []


def test_saving_a_visit_that_never_began_is_a_bug(store: Store) -> None:
    visit = make.visit(store)
    with pytest.raises(LookupError):
        store.inspections.save(replace(visit, id="another"))


def test_visits_are_listed_with_the_latest_first_whatever_their_zone(
    store: Store,
) -> None:
    early = make.visit(store, started=datetime(2026, 11, 20, 9, tzinfo=TAIPEI))
    late = make.visit(store, started=datetime(2026, 11, 20, 2, tzinfo=UTC))
    assert [one.id for one in store.inspections.all()] == [late.id, early.id]


def test_a_draft_can_be_discarded_and_is_remembered(store: Store) -> None:
    visit = make.visit(store)
    store.answers.save(visit.id, make.answer())
    finding = make.finding(store)
    store.findings.save(visit.id, finding)
    store.photos.add(visit.id, make.photo(store, SHA256, finding=finding.id), ORIGINAL)
    store.inspections.discard(visit.id)
    assert store.inspections.all() == []
    assert store.answers.of(visit.id) == []
    assert store.findings.of(visit.id) == []
    assert store.photos.of(visit.id) == []
    *_, last = store.journal.entries()
    assert (last.kind, last.body) == ("inspection.discarded", {"id": visit.id})


def test_answers_need_a_visit(store: Store) -> None:
    with pytest.raises(sqlcipher.IntegrityError, match="FOREIGN KEY"):
        store.answers.save("no visit", make.answer())


def test_findings_come_out_as_they_went_in(store: Store) -> None:
    visit = make.visit(store)
    assert store.findings.next_number(visit.id) == 1
    finding = make.finding(
        store,
        item="EN01",
        severity=Severity.MAJOR,
        responsible_unit="秘書室",
        recommendation="擦乾",
        due=date(2026, 12, 1),
        corrected_on_site=True,
    )
    store.findings.save(visit.id, finding)
    assert store.findings.of(visit.id) == [finding]
    assert store.findings.next_number(visit.id) == 2
    changed = replace(finding, text="地面濕滑", due=None)
    store.findings.save(visit.id, changed)
    assert store.findings.of(visit.id) == [changed]
    store.findings.remove(finding.id)
    assert store.findings.of(visit.id) == []


def test_photos_keep_the_original_and_their_order(store: Store) -> None:
    visit = make.visit(store)
    photos = [
        make.photo(store, SHA256, item="EN02", caption="入口"),
        make.photo(store, SHA256, item="EN01"),
    ]
    for photo in photos:
        store.photos.add(visit.id, photo, ORIGINAL)
    assert store.photos.of(visit.id) == photos
    assert store.evidence.get(SHA256) == ORIGINAL
    first, second = store.photos.kept(visit.id)
    changed = replace(first.photo, caption="出口")
    store.photos.put(visit.id, replace(first, photo=changed))
    store.photos.remove(photos[1].id)
    assert store.photos.of(visit.id) == [changed]
    store.photos.put(visit.id, second)
    assert store.photos.of(visit.id) == [changed, photos[1]]


def test_photos_of_a_finding_stay_with_the_visit_when_it_goes(store: Store) -> None:
    visit = make.visit(store)
    finding = make.finding(store)
    store.findings.save(visit.id, finding)
    photo = make.photo(store, SHA256, finding=finding.id)
    store.photos.add(visit.id, photo, ORIGINAL)
    store.findings.remove(finding.id)
    assert store.photos.of(visit.id) == [replace(photo, finding=None)]


def test_a_photo_that_names_other_bytes_is_a_bug(store: Store) -> None:
    visit = make.visit(store)
    with pytest.raises(ValueError, match="does not name"):
        store.photos.add(visit.id, make.photo(store, "0" * 64), ORIGINAL)
    assert store.photos.of(visit.id) == []


def test_a_version_of_a_checklist_never_changes(store: Store) -> None:
    store.checklists.add(make.checklist())
    store.checklists.add(make.checklist())
    with pytest.raises(UserError, match="next version number"):
        store.checklists.add(make.checklist(law_version="2026-07-01"))
    second = make.checklist(version=2, law_version="2026-07-01")
    store.checklists.add(second)
    assert store.checklists.get("EN") == second
    assert store.checklists.get("EN", 1) == make.checklist()
    assert store.checklists.get("EN", 3) is None
    assert store.checklists.newest() == [second]
    with pytest.raises(sqlcipher.IntegrityError, match="never changed"):
        store.connection.database.execute("UPDATE checklists SET at = ''")


def test_items_are_linked_to_the_places_of_the_plan(store: Store) -> None:
    store.checklists.add(make.checklist())
    links = store.connection.query(
        "SELECT item FROM item_links WHERE plan = 'mpb-109' AND plan_item = '1-3-1'"
    )
    assert [link["item"] for link in links] == ["EN01", "EN02", "EN03"]


def test_a_version_of_a_plan_never_changes(store: Store) -> None:
    (plan, *_) = built_in_plans()
    store.plans.add(plan)
    store.plans.add(plan)
    assert store.plans.get(plan.code) == plan
    assert store.plans.get(plan.code, "nothing") is None
    with pytest.raises(UserError, match="version of its own"):
        store.plans.add(replace(plan, title="other"))
    assert store.plans.all() == [plan]


@pytest.mark.parametrize("agency", built_in_directories())
def test_a_directory_comes_out_as_it_went_in(store: Store, agency: str) -> None:
    directory = built_in_directory(agency)
    assert store.directory.get() is None
    store.directory.save(directory)
    store.directory.save(directory)
    assert store.directory.get() == directory
    unit = directory.units[-1]
    assert store.directory.unit(unit.id) == unit
    assert store.directory.unit("nowhere") is None


def test_places_and_people_are_found_by_their_ids(store: Store) -> None:
    unit = Unit(id="north", name="北部航務中心")
    place = Place(id="counter", name="服務檯", unit="north")
    person = Person(id="lin", name="林主任", titles=("主任",))
    store.directory.save(
        Directory(agency="north", units=(unit,), places=(place,), people=(person,))
    )
    assert store.directory.place("counter") == place
    assert store.directory.place("lin") is None
    assert store.directory.person("lin") == person


def test_people_and_their_keys(store: Store) -> None:
    member = Member(id=store.ids.new(), name="陳督導", role=Post.SUPERVISOR)
    store.people.save(member)
    assert store.people.get(member.id) == member
    assert [one.name for one in store.people.all()] == ["王小明", "陳督導"]
    key = SigningKey(fingerprint="a" * 64, pkcs12=b"old wrapping")
    store.people.keep_key(member.id, key, member.name)
    assert store.people.signing_keys(member.id) == [key]
    assert store.people.pinned() == {"a" * 64: "陳督導"}
    newer = replace(key, pkcs12=b"new wrapping")
    kept = store.people.keep_key(member.id, newer, member.name)
    assert store.people.signing_keys(member.id) == [newer, key]
    store.people.drop_other_wrappings(kept)
    assert store.people.signing_keys(member.id) == [newer]
    other = SigningKey(fingerprint="b" * 64, pkcs12=b"another key")
    store.people.keep_key(member.id, other, member.name)
    store.people.drop_other_wrappings(kept)
    assert store.people.signing_keys(member.id) == [other, newer]


def test_device_codes_are_short_and_hard_to_misread() -> None:
    codes = {device_code(str(number)) for number in range(2000)}
    assert len(codes) > 1500
    assert all(len(code) == 3 for code in codes)
    assert not set("IO01") & set("".join(codes))


def seal(store: Store, visit: Inspection, pdf: bytes = b"%PDF sealed") -> str:
    number = store.reports.number_for(visit, "K7M")
    inspector = Signed(role="inspector", name="王小明", certificate="c" * 64)
    refusal = Signed(role="accompanying", name="林主任", refusal="不同意第 2 項")
    store.reports.seal(make.sealed(store, visit, number), pdf, [inspector, refusal])
    return number


def test_numbers_are_given_once_and_run_through_the_year(store: Store) -> None:
    one, two = make.visit(store), make.visit(store)
    assert seal(store, one) == "115-K7M-0001"
    assert seal(store, two, b"%PDF two") == "115-K7M-0002"
    assert store.reports.number_for(one, "K7M") == "115-K7M-0001"
    later = make.visit(store, started=datetime(2027, 1, 4, tzinfo=UTC))
    assert store.reports.number_for(later, "K7M") == "116-K7M-0001"


def test_a_number_that_was_asked_for_is_not_taken(store: Store) -> None:
    visit, other = make.visit(store), make.visit(store)
    assert store.reports.number_for(visit, "K7M") == "115-K7M-0001"
    store.inspections.discard(visit.id)
    assert seal(store, other) == "115-K7M-0001"


def test_a_number_that_another_report_took_meanwhile_is_refused(store: Store) -> None:
    visit, other = make.visit(store), make.visit(store)
    seen = store.reports.number_for(visit, "K7M")
    seal(store, other)
    with pytest.raises(UserError, match="another report"):
        store.reports.seal(make.sealed(store, visit, seen), b"%PDF late", [])
    assert not store.evidence.has(hashlib.sha256(b"%PDF late").hexdigest())
    assert seal(store, visit, b"%PDF late") == "115-K7M-0002"


def test_a_number_stays_with_a_visit_whose_sealing_was_cut_off(store: Store) -> None:
    visit, other = make.visit(store), make.visit(store)
    number = store.reports.number_for(visit, "K7M")
    with pytest.raises(RuntimeError):
        _seal_and_fail(store, visit, number)
    moved = replace(visit, started=datetime(2027, 1, 4, tzinfo=UTC))
    assert store.reports.number_for(moved, "K7M") == number
    assert store.reports.number_for(other, "K7M") == "115-K7M-0002"


def test_numbers_go_on_where_the_evidence_was_lost(store: Store) -> None:
    seal(store, make.visit(store))
    database = store.evidence.connection.database
    database.execute("DROP TRIGGER numbers_stay")
    database.execute("DELETE FROM numbers")
    assert store.reports.number_for(make.visit(store), "K7M") == "115-K7M-0002"


def test_a_sealed_report_and_its_signatures(store: Store) -> None:
    visit = make.visit(store)
    store.answers.save(visit.id, make.answer())
    number = seal(store, visit)
    kept = store.inspections.get(visit.id)
    assert kept is not None
    assert (kept.state, kept.number) == (InspectionState.SEALED, number)
    sealed = store.reports.sealed(number)
    assert sealed is not None
    assert sealed.answers == (make.answer(),)
    assert store.reports.pdf(number) == b"%PDF sealed"
    first = hashlib.sha256(b"%PDF sealed").hexdigest()
    assert store.reports.first_revisions() == {number: first}

    supervisor = Signed(role="unit-head", name="陳督導", certificate="d" * 64)
    countersigned = b"%PDF sealed, countersigned"
    store.reports.add_signature(number, countersigned, supervisor)
    store.reports.add_signature(number, countersigned, supervisor)
    assert store.reports.pdf(number) == countersigned
    assert [file.revision for file in store.reports.files(number)] == [1, 2]
    assert [one.role for one in store.reports.signatures(number)] == [
        "inspector",
        "accompanying",
        "unit-head",
    ]
    assert store.reports.first_revisions() == {number: first}


@pytest.mark.parametrize(
    ("pdf", "role"),
    [
        (b"%PDF sealed, by another head", "unit-head"),
        (b"%PDF sealed, by the head, and by another head", "unit-head"),
        (b"%PDF sealed, by the secretary", "chief-secretary"),
    ],
)
def test_a_report_that_was_signed_in_another_file_is_not_signed_again(
    store: Store, pdf: bytes, role: str
) -> None:
    number = seal(store, make.visit(store))
    head = Signed(role="unit-head", name="陳督導", certificate="d" * 64)
    store.reports.add_signature(number, b"%PDF sealed, by the head", head)
    other = Signed(role=role, name="林督導", certificate="e" * 64)
    before = store.reports.signatures(number)
    with pytest.raises(UserError, match="陳督導"):
        store.reports.add_signature(number, pdf, other)
    assert store.reports.signatures(number) == before
    assert not store.evidence.has(hashlib.sha256(pdf).hexdigest())
    with pytest.raises(sqlcipher.IntegrityError, match="once"):
        store.connection.database.execute(
            "INSERT INTO signatures SELECT 'x', number, role, 'y', certificate, "
            "refusal, at FROM signatures WHERE role = 'unit-head'"
        )


@pytest.mark.logs_warnings  # of the clock
def test_signatures_stand_in_the_order_they_were_given(
    store: Store, clock: make.Clock
) -> None:
    number = seal(store, make.visit(store))
    clock.move(days=-3)
    with store.another() as other:
        head = Signed(role="unit-head", name="陳督導", certificate="d" * 64)
        other.reports.add_signature(number, b"%PDF sealed, by the head", head)
    roles = [one.role for one in store.reports.signatures(number)]
    assert roles == ["inspector", "accompanying", "unit-head"]


def test_a_visit_is_sealed_once(store: Store) -> None:
    visit = make.visit(store)
    number = seal(store, visit)
    with pytest.raises(LookupError):
        store.reports.seal(make.sealed(store, visit, number), b"%PDF other", [])
    assert store.reports.pdf(number) == b"%PDF sealed"


def test_what_is_sealed_cannot_be_changed_through_the_store(store: Store) -> None:
    visit = make.visit(store)
    store.answers.save(visit.id, make.answer())
    finding = make.finding(store)
    store.findings.save(visit.id, finding)
    photo = make.photo(store, SHA256)
    store.photos.add(visit.id, photo, ORIGINAL)
    (kept,) = store.photos.kept(visit.id)
    coaching = make.coaching(store)
    store.coaching.save(visit.id, coaching)
    seal(store, visit)
    sealed = store.inspections.get(visit.id)
    assert sealed is not None
    changes: tuple[Callable[[], object], ...] = (
        lambda: store.inspections.save(visit),
        lambda: store.inspections.discard(visit.id),
        lambda: store.answers.save(visit.id, make.answer(value="bad")),
        lambda: store.answers.save(visit.id, make.answer(item="EN02")),
        lambda: store.answers.remove(visit.id, "EN01"),
        lambda: store.findings.save(visit.id, replace(finding, text="nothing")),
        lambda: store.findings.save(visit.id, make.finding(store, number=2)),
        lambda: store.findings.remove(finding.id),
        lambda: store.photos.put(visit.id, kept),
        lambda: store.photos.add(visit.id, make.photo(store, SHA256), ORIGINAL),
        lambda: store.photos.remove(photo.id),
        lambda: store.coaching.save(visit.id, replace(coaching, text="other")),
        lambda: store.coaching.save(visit.id, make.coaching(store)),
        lambda: store.coaching.remove(coaching.id),
    )
    for change in changes:
        with pytest.raises(sqlcipher.IntegrityError, match="sealed"):
            change()
    with pytest.raises(UserError, match="corrected version"):
        store.inspections.save(sealed)
    assert store.answers.of(visit.id) == [make.answer()]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE answers SET inspection = :sealed WHERE inspection = :draft",
        "INSERT OR REPLACE INTO answers SELECT * FROM answers "
        "WHERE inspection = :sealed",
        "UPDATE inspection_checklists SET version = 2 WHERE inspection = :sealed",
        "DELETE FROM inspection_checklists WHERE inspection = :sealed",
        "UPDATE inspections SET state = 'draft' WHERE id = :sealed",
        "DELETE FROM inspections WHERE id = :sealed",
        "UPDATE reports SET sealed = '{}'",
        "DELETE FROM reports",
        "UPDATE report_revisions SET at = ''",
        "DELETE FROM report_revisions",
        "UPDATE signatures SET name = 'x'",
        "DELETE FROM signatures",
    ],
)
def test_what_is_sealed_cannot_be_changed_in_sql(store: Store, sql: str) -> None:
    sealed, draft = make.visit(store), make.visit(store)
    for visit in (sealed, draft):
        store.answers.save(visit.id, make.answer(item="EN01"))
    store.answers.save(draft.id, make.answer(item="EN02"))
    seal(store, sealed)
    with pytest.raises(sqlcipher.IntegrityError):
        store.connection.database.execute(sql, {"sealed": sealed.id, "draft": draft.id})


def test_a_sealed_visit_says_so_when_its_files_are_written_but_its_rows_are_not(
    store: Store,
) -> None:
    visit = make.visit(store)
    number = store.reports.number_for(visit, "K7M")
    with pytest.raises(RuntimeError):
        _seal_and_fail(store, visit, number)
    kept = store.inspections.get(visit.id)
    assert kept is not None
    assert kept.state is InspectionState.DRAFT
    assert store.evidence.has(hashlib.sha256(b"%PDF sealed").hexdigest())
    assert seal(store, visit) == number


def _seal_and_fail(store: Store, visit: Inspection, number: str) -> None:
    with store.writing():
        store.reports.seal(make.sealed(store, visit, number), b"%PDF sealed", [])
        raise RuntimeError
