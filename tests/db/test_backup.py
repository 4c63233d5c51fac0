from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import durable, keys
from db.backup import (
    DAYS,
    MONTHS,
    WEEKS,
    Backup,
    Reason,
    backups_in,
    check,
    kept,
    staying,
)
from db.evidence import Evidence
from forms.errors import CancelledError, UserError
from tests.db import make

if TYPE_CHECKING:
    from db.store import Store

moments = st.sets(
    st.datetimes(
        min_value=datetime(2024, 1, 1),  # noqa: DTZ001 - the strategy adds the zone
        max_value=datetime(2027, 1, 1),  # noqa: DTZ001
        timezones=st.just(UTC),
    ),
    max_size=120,
)


@given(moments)
def test_the_newest_backup_always_stays(made: set[datetime]) -> None:
    assert kept(made) <= made
    if made:
        assert max(made) in kept(made)


@given(moments)
def test_the_newest_of_each_of_the_last_days_weeks_and_months_stays(
    made: set[datetime],
) -> None:
    stay = kept(made)
    for most, form in ((DAYS, "%Y-%m-%d"), (WEEKS, "%G-%V"), (MONTHS, "%Y-%m")):
        newest: dict[str, datetime] = {}
        for moment in sorted(made):
            newest[moment.strftime(form)] = moment
        for period in sorted(newest, reverse=True)[:most]:
            assert newest[period] in stay


@given(moments)
def test_no_more_stay_than_the_rule_allows(made: set[datetime]) -> None:
    stay = kept(made)
    assert len(stay) <= DAYS + WEEKS + MONTHS
    assert max(Counter(moment.date() for moment in stay).values(), default=0) <= 1


@given(moments)
def test_thinning_out_twice_changes_nothing_more(made: set[datetime]) -> None:
    assert kept(kept(made)) == kept(made)


@given(st.lists(st.tuples(st.sampled_from(Reason), moments), max_size=3))
def test_no_kind_of_backup_drives_out_another(
    made: list[tuple[Reason, set[datetime]]],
) -> None:
    backups = {
        Backup(path=Path(f"{moment}-{reason}"), made=moment, reason=reason)
        for reason, moments in made
        for moment in moments
    }
    stay = staying(backups)
    assert stay <= backups
    for reason in Reason:
        own = {backup.made for backup in backups if backup.reason is reason}
        assert {one.made for one in stay if one.reason is reason} == kept(own)


def test_a_year_of_daily_backups_thins_out_as_promised() -> None:
    last = datetime(2026, 11, 20, 18, tzinfo=UTC)
    alive: set[datetime] = set()
    for day in reversed(range(365)):
        alive = kept(alive | {last - timedelta(days=day)})
    ages = sorted((last - moment).days for moment in alive)
    assert ages[:DAYS] == list(range(DAYS))
    assert ages[-1] > 200
    assert len(ages) <= DAYS + WEEKS + MONTHS


def test_a_backup_is_complete_and_opens_on_its_own(store: Store) -> None:
    visit = make.visit(store)
    store.answers.save(visit.id, make.answer())
    made = store.back_up(Reason.ASKED)
    assert made.path.parent == store.folder / "backups"
    assert keys.read(made.keys).unlock(make.PASSPHRASE).slot.person == store.person
    assert backups_in(made.path.parent) == [made]
    assert {path.name for path in made.path.parent.iterdir()} == {
        made.path.name,
        made.keys.name,
    }


def test_a_damaged_backup_does_not_pass(store: Store) -> None:
    made = store.back_up(Reason.ASKED)
    content = bytearray(made.path.read_bytes())
    content[len(content) // 2] ^= 1
    made.path.write_bytes(content)
    with pytest.raises(UserError, match="does not read back"):
        check(made.path, store._data_key)


def test_a_truncated_backup_does_not_pass(store: Store) -> None:
    made = store.back_up(Reason.ASKED)
    made.path.write_bytes(made.path.read_bytes()[:-4096])
    with pytest.raises(UserError, match="does not read back"):
        check(made.path, store._data_key)


def test_old_backups_go_with_their_keys_and_the_way_back_stays(
    store: Store, clock: make.Clock
) -> None:
    first = store.back_up(Reason.BEFORE_MIGRATION)
    second = store.back_up(Reason.ASKED)
    third = store.back_up(Reason.SEALED)
    fourth = store.back_up(Reason.SEALED)
    assert backups_in(store.backups) == [fourth, second, first]
    assert not third.path.exists()
    assert not third.keys.exists()
    clock.move(days=1)
    fifth = store.back_up(Reason.SEALED)
    assert backups_in(store.backups) == [fifth, fourth, second, first]


def test_a_backup_stays_when_the_clock_was_turned_back(
    store: Store, clock: make.Clock
) -> None:
    first = store.back_up(Reason.ASKED)
    clock.move(seconds=-1)
    second = store.back_up(Reason.ASKED)
    assert backups_in(store.backups) == [first, second]


def test_other_files_in_the_folder_are_left_alone(store: Store) -> None:
    store.backups.mkdir(exist_ok=True)
    others = [
        store.backups / "zoucha-20200101T000000.000000Z-mine.db",
        store.backups / "notes.txt",
    ]
    for other in others:
        other.touch()
    store.back_up(Reason.ASKED)
    assert all(other.exists() for other in others)


def test_a_backup_that_fails_leaves_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise UserError("The disk is full.")

    monkeypatch.setattr("db.backup.durable.write", full)
    with pytest.raises(UserError, match="full"):
        store.back_up(Reason.ASKED)
    assert list(store.backups.iterdir()) == []


def test_a_second_medium_gets_the_evidence_that_it_lacks(
    store: Store, tmp_path: Path
) -> None:
    medium = tmp_path / "stick" / "zoucha"
    one = store.evidence.put(b"one", "image/jpeg")
    store.back_up(Reason.ASKED, medium)
    two = store.evidence.put(b"two", "image/jpeg")
    store.back_up(Reason.ASKED, medium)
    copy = Evidence.open(medium, store._data_key, make.Clock())
    assert {copy.get(one), copy.get(two)} == {b"one", b"two"}
    copy.close()
    assert len(backups_in(medium)) == 1


def test_a_backup_brings_back_what_only_the_second_medium_has(
    store: Store, tmp_path: Path
) -> None:
    one = store.evidence.put(b"one", "image/jpeg")
    store.back_up(Reason.ASKED, tmp_path / "stick")
    for sql in ("DROP TRIGGER files_stay", "DELETE FROM files"):
        store.evidence.connection.database.execute(sql)
    store.back_up(Reason.ASKED, tmp_path / "stick")
    assert store.evidence.get(one) == b"one"


def test_a_long_backup_can_be_stopped(store: Store, tmp_path: Path) -> None:
    for number in range(5):
        store.evidence.put(bytes([number]), "image/jpeg")

    def step(done: int, whole: int) -> None:
        if (done, whole) == (3, 5):
            raise CancelledError

    with pytest.raises(CancelledError):
        store.back_up(Reason.ASKED, tmp_path / "stick", step)
    store.back_up(Reason.ASKED, tmp_path / "stick")
    copy = Evidence.open(tmp_path / "stick", store._data_key, make.Clock())
    assert list(copy.all()) == list(store.evidence.all())
    copy.close()


@pytest.mark.parametrize("last", range(3))
def test_a_backup_that_was_stopped_leaves_nothing(
    store: Store, tmp_path: Path, last: int
) -> None:
    def step(done: int, whole: int) -> None:
        assert whole == 2
        if done == last:
            raise CancelledError

    with pytest.raises(CancelledError):
        store.back_up(Reason.ASKED, tmp_path / "stick", step)
    assert [*store.backups.iterdir()] == []


@pytest.mark.parametrize("part", ["sync", "move"])
def test_a_disk_that_gives_out_is_told_in_a_sentence(
    store: Store, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(durable, part, full)
        with pytest.raises(UserError, match="No space left"):
            store.back_up(Reason.SEALED)
    assert backups_in(store.backups) == []
    assert not [*store.backups.glob("*.part")]
    store.back_up(Reason.SEALED)
    assert len(backups_in(store.backups)) == 1


def test_a_second_medium_that_is_not_there_says_so(
    store: Store, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UserError, match="cannot be made"):
        store.back_up(Reason.ASKED, tmp_path / "file" / "folder")


def test_backups_tell_when_and_why_they_were_made(store: Store) -> None:
    made = store.back_up(Reason.SEALED)
    (found,) = backups_in(store.backups)
    assert isinstance(found, Backup)
    assert found.reason is Reason.SEALED
    assert found.made == made.made
    assert found.made.tzinfo is not None
