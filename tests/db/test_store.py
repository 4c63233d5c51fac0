from __future__ import annotations

import os
import sqlite3
import stat
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest

from db import evidence, new_profile, recovery_code, schema
from db.backup import Reason
from db.people import Member, Post, SigningKey
from db.profile_folder import KEYS
from db.store import Store
from forms.errors import UserError
from tests.db import make

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def crash(store: Store) -> None:
    """End as a killed program does: nothing is closed, the lock is free."""
    store._connection.database.conn.close()
    store.evidence.connection.database.conn.close()
    store._opened.close()


def test_a_profile_has_the_files_of_the_design(folder: Path) -> None:
    store, _ = make.new_profile(folder)
    store.close()
    names = {path.name for path in folder.iterdir()}
    assert names == {
        "zoucha.db",
        "evidence.db",
        "keys.json",
        "backups",
        "inbox",
        "outbox",
        "log",
        "zoucha.lock",
    }
    if sys.platform != "win32":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_profile_opens_with_passphrase_and_recovery_code(folder: Path) -> None:
    store, code = make.new_profile(folder)
    person = store.person
    visit = make.visit(store)
    store.answers.save(visit.id, make.answer())
    store.close()
    with make.opened(folder) as again:
        assert again.person == person
        assert again.answers.of(visit.id) == [make.answer()]
        assert again.warnings == []
    with make.opened(folder, code.lower()) as recovered:
        assert recovered.person is None
        assert recovered.answers.of(visit.id) == [make.answer()]
        *_, last = recovered.journal.entries()
        assert (last.actor, last.kind) == ("recovery", "store.recovered")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such permissions")
def test_nobody_else_reads_a_profile_in_a_folder_that_was_there(folder: Path) -> None:
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    store, _ = make.new_profile(folder)
    with store:
        make.visit(store)
        store.evidence.put(b"x", "image/jpeg")
        made = store.back_up(Reason.ASKED, folder / "stick")
        files = [*folder.glob("*.db*"), folder / KEYS, made.path, made.keys]
        files += (folder / "stick").iterdir()
        assert len(files) > 8
        assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_a_short_passphrase_makes_no_profile(folder: Path) -> None:
    with pytest.raises(UserError, match="too short"):
        new_profile.create(
            folder,
            agency="a",
            name="n",
            role=Post.STAFF,
            passphrase="too short",  # noqa: S106 - that is the point
        )
    assert not folder.exists()


@pytest.mark.parametrize("name", ["zoucha.db", "evidence.db", "keys.json"])
def test_a_profile_is_never_made_over_another(folder: Path, name: str) -> None:
    folder.mkdir()
    (folder / name).write_bytes(b"precious")
    with pytest.raises(UserError, match="not overwritten"):
        make.new_profile(folder)
    assert (folder / name).read_bytes() == b"precious"


def test_a_profile_that_could_not_be_made_leaves_no_remains(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise UserError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr("db.new_profile.durable.move", full)
        with pytest.raises(UserError, match="full"):
            make.new_profile(folder)
    store, _ = make.new_profile(folder)
    store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")
def test_a_profile_is_there_with_all_that_belongs_in_it_or_not_at_all(
    folder: Path,
) -> None:
    def furnish(store: Store) -> None:
        store.checklists.add(make.checklist())

    for place in (
        "db.new_profile.keys.write",
        "db.new_profile.Evidence.create",
        "db.new_profile.upgrade",
        "db.people.People.save",
        "db.checklists.Checklists.add",
        "db.new_profile.durable.move",
    ):
        die_in(place, partial(create, folder, furnish))
        with pytest.raises(UserError, match="zoucha init"):
            make.opened(folder)
    create(folder, furnish).close()
    assert not list(folder.glob("*.new*"))
    with make.opened(folder) as store:
        assert store.checklists.get("EN", 1) == make.checklist()


def die_in(place: str, work: Callable[[], object]) -> None:
    """Have a program do the work that ends at once when it comes to that place."""
    child = os.fork()
    if not child:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(place, lambda *_, **__: os._exit(9))
            try:
                work()
            finally:
                os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 9


def create(folder: Path, furnish: Callable[[Store], None]) -> Store:
    store, _ = new_profile.create(
        folder,
        agency="a",
        name="n",
        role=Post.STAFF,
        passphrase=make.PASSPHRASE,
        furnish=furnish,
        now=make.Clock(),
        cost=make.CHEAP,
    )
    return store


def test_what_is_left_of_a_profile_is_no_unfinished_one(folder: Path) -> None:
    store, _ = make.profile(folder)
    sha256 = store.evidence.put(b"precious", "image/jpeg")
    store.close()
    (folder / "zoucha.db").rename(folder / "moved.db")
    with pytest.raises(UserError, match="not overwritten"):
        make.new_profile(folder)
    (folder / "moved.db").rename(folder / "zoucha.db")
    with make.opened(folder) as again:
        assert again.evidence.get(sha256) == b"precious"


def test_a_folder_in_the_place_of_the_lock_says_so(folder: Path) -> None:
    store, _ = make.profile(folder)
    store.close()
    (folder / "zoucha.lock").unlink()
    (folder / "zoucha.lock").mkdir()
    with pytest.raises(UserError, match=r"zoucha\.lock cannot be written"):
        make.opened(folder)


def test_one_program_at_a_time(store: Store, folder: Path) -> None:
    with pytest.raises(UserError, match="open in another Zoucha"):
        make.opened(folder)
    store.answers.of("nothing")  # and the first goes on


def test_a_folder_without_a_profile_says_how_to_make_one(folder: Path) -> None:
    with pytest.raises(UserError, match="zoucha init"):
        make.opened(folder)
    assert not folder.exists()


def test_a_wrong_passphrase_leaves_the_profile_closed(folder: Path) -> None:
    store, _ = make.profile(folder)
    store.close()
    with pytest.raises(UserError, match="does not open"):
        make.opened(folder, "a wrong passphrase")
    make.opened(folder).close()


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)


def make_plain(path: Path) -> None:
    path.unlink()
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE notes (text)")
    plain.close()


@pytest.mark.parametrize("name", ["zoucha.db", "evidence.db"])
def test_every_bad_file_is_named_with_what_to_do(folder: Path, name: str) -> None:
    store, _ = make.profile(folder)
    store.close()
    path = folder / name
    good = path.read_bytes()
    for spoil, said in (
        (lambda: path.unlink(), "is missing"),
        (lambda: path.write_bytes(b""), "0 bytes"),
        (lambda: path.write_bytes(os.urandom(8192)), "no database of this profile"),
        (lambda: path.write_bytes(good[:3000]), "is damaged"),
        (lambda: damage(path), "is damaged"),
        (lambda: make_plain(path), "no database of this profile"),
    ):
        spoil()
        with pytest.raises(UserError, match=said) as caught:
            make.opened(folder)
        assert str(path) in str(caught.value)
        assert "restore" in str(caught.value)
        path.write_bytes(good)
    make.opened(folder).close()


def test_files_of_another_profile_are_told_apart(folder: Path, tmp_path: Path) -> None:
    for where in (folder, tmp_path / "other"):
        store, _ = make.new_profile(where)
        store.close()
    other = (tmp_path / "other" / schema.NAME).read_bytes()
    (folder / schema.NAME).write_bytes(other)
    with pytest.raises(UserError, match="no database of this profile"):
        make.opened(folder)


def test_a_newer_database_is_refused_and_left_alone(folder: Path) -> None:
    store, _ = make.profile(folder)
    store.connection.database.table("_sqlite_migrations").insert(
        {"migration_set": "zoucha", "name": "m999_later", "applied_at": "2030"}
    )
    store.close()
    with pytest.raises(UserError, match="newer Zoucha"):
        make.opened(folder)


def test_a_dropped_guard_is_noticed_at_the_start(folder: Path) -> None:
    store, _ = make.profile(folder)
    store.connection.database.execute("DROP TRIGGER journal_stays")
    store.close()
    with pytest.raises(UserError, match="journal_stays"):
        make.opened(folder)


@pytest.mark.logs_warnings
def test_after_a_crash_the_files_are_checked_and_nothing_is_lost(
    folder: Path,
) -> None:
    store, _ = make.profile(folder)
    visit = make.visit(store)
    store.answers.save(visit.id, make.answer())
    crash(store)
    with make.opened(folder) as again:
        assert again.answers.of(visit.id) == [make.answer()]
        (warning,) = again.warnings
        assert "not closed properly" in str(warning)
    with make.opened(folder) as third:
        assert third.warnings == []


@pytest.mark.logs_warnings
def test_damage_is_found_after_a_crash(folder: Path) -> None:
    store, _ = make.profile(folder)
    store.connection.checkpoint()
    crash(store)
    path = folder / "zoucha.db"
    content = bytearray(path.read_bytes())
    content[-100] ^= 1
    path.write_bytes(content)
    with pytest.raises(UserError, match="damaged"):
        make.opened(folder)


def test_settings_are_kept(store: Store) -> None:
    changed = replace(store.settings.get(), language="en", agency="海巡署")
    store.settings.save(changed)
    assert store.settings.get() == changed


def test_the_window_hears_of_every_change(store: Store) -> None:
    told: list[frozenset[str]] = []
    store.listen(told.append)
    visit = make.visit(store)
    told.clear()
    store.answers.save(visit.id, make.answer())
    with store.writing():
        store.answers.save(visit.id, make.answer())
        store.findings.save(visit.id, make.finding(store))
    assert told == [
        frozenset({"answers", "journal"}),
        frozenset({"answers", "findings", "journal"}),
    ]


def test_a_lost_key_file_is_put_back_while_the_profile_is_open(folder: Path) -> None:
    store, _ = make.profile(folder)
    before = (folder / KEYS).read_bytes()
    (folder / KEYS).unlink()
    store.close()
    assert (folder / KEYS).read_bytes() == before


def test_a_second_person_can_open_and_be_shut_out_again(folder: Path) -> None:
    store, _ = make.profile(folder)
    member = Member(id=store.ids.new(), name="陳督導", role=Post.SUPERVISOR)
    store.access.add_person(member, "another passphrase")
    assert store.person is not None
    assert store.access.people_with_slot() == [store.person, member.id]
    store.close()
    with make.opened(folder, "another passphrase") as again:
        assert again.person == member.id
    with make.opened(folder) as first:
        first.access.remove_person(member.id)
    with pytest.raises(UserError, match="does not open"):
        make.opened(folder, "another passphrase")


def test_changing_the_passphrase_rewraps_the_signing_key(folder: Path) -> None:
    store, _ = make.profile(folder)
    person = store.person
    assert person is not None
    old = SigningKey(fingerprint="a" * 64, pkcs12=b"under the old passphrase")
    new = replace(old, pkcs12=b"under the new passphrase")
    store.people.keep_key(person, old, "王小明")
    store.access.change_passphrase(person, "the new passphrase", [new])
    store.close()
    with pytest.raises(UserError, match="does not open"):
        make.opened(folder)
    with make.opened(folder, "the new passphrase") as again:
        assert again.people.signing_keys(person) == [new]


@pytest.mark.logs_warnings  # of the clock
@pytest.mark.parametrize("turned", [{"days": -400}, {"hours": -2}])
def test_the_newest_wrapping_stays_when_the_clock_was_turned_back(
    folder: Path, clock: make.Clock, turned: dict[str, int]
) -> None:
    store, _ = make.profile(folder)
    person = store.person
    assert person is not None
    keys = [SigningKey(fingerprint=letter * 64, pkcs12=b"old") for letter in "ab"]
    for key in keys:
        store.people.keep_key(person, key, "王小明")
    store.close()
    clock.move(**turned)
    new = [replace(key, pkcs12=b"new") for key in keys]
    with make.opened(folder, clock=clock) as again:
        again.access.change_passphrase(person, "the new passphrase", new)
    with make.opened(folder, "the new passphrase", clock=clock) as again:
        assert again.people.signing_keys(person) == new[::-1]


@pytest.mark.logs_warnings  # of the clock
def test_ids_go_on_in_every_store_though_the_clock_was_turned_back(
    folder: Path, clock: make.Clock
) -> None:
    store, _ = make.profile(folder, clock)
    visit = make.visit(store)
    finding = make.finding(store)
    store.findings.save(visit.id, finding)
    store.close()
    clock.move(days=-400)
    with make.opened(folder, clock=clock) as again:
        assert again.ids.new() > finding.id
        with again.another() as worker:
            assert worker.ids.new() > finding.id


def test_a_crash_while_the_passphrase_changes_leaves_a_way_in(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, _ = make.profile(folder)
    person = store.person
    assert person is not None
    old = SigningKey(fingerprint="a" * 64, pkcs12=b"under the old passphrase")
    new = replace(old, pkcs12=b"under the new passphrase")
    store.people.keep_key(person, old, "王小明")

    def pull_the_plug(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("db.keys.write", pull_the_plug)
        with pytest.raises(KeyboardInterrupt):
            store.access.change_passphrase(person, "the new passphrase", [new])
    store.close()
    with make.opened(folder) as again:
        assert old in again.people.signing_keys(person)


def test_a_new_recovery_code_replaces_the_first(folder: Path) -> None:
    store, first = make.profile(folder)
    second = store.access.new_recovery_code()
    store.close()
    make.opened(folder, second).close()
    with pytest.raises(UserError, match="newer"):
        make.opened(folder, first)


def test_a_recovery_code_of_another_profile_says_so(folder: Path) -> None:
    store, _ = make.profile(folder)
    store.close()
    with pytest.raises(UserError, match="another profile"):
        make.opened(folder, recovery_code.new())


def test_an_older_database_is_backed_up_before_it_is_changed(folder: Path) -> None:
    """The schema has one step yet; the file is made to lack a second one."""
    store, _ = make.profile(folder)
    store.close()

    def m002_more(database: object) -> None:
        database.execute("CREATE TABLE more (a TEXT) STRICT")  # type: ignore[attr-defined]

    schema.steps()(m002_more)
    try:
        with make.opened(folder) as again:
            assert "more" in again.connection.database.table_names()
            (backup,) = (folder / "backups").glob("*.db")
            assert Reason.BEFORE_MIGRATION in backup.name
    finally:
        schema.steps._migrations.pop()
    with pytest.raises(UserError, match="newer Zoucha"):
        make.opened(folder)


def test_both_databases_say_whose_they_are() -> None:
    assert schema.APPLICATION_ID.to_bytes(4) == b"ZOUC"
    assert evidence.APPLICATION_ID.to_bytes(4) == b"ZOEV"


def test_a_folder_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UserError, match="cannot be made"):
        make.new_profile(tmp_path / "file" / "profile")


def test_a_new_passphrase_is_for_somebody_known(store: Store) -> None:
    with pytest.raises(LookupError):
        store.access.change_passphrase("nobody", "the new passphrase")


@pytest.mark.logs_warnings
def test_a_full_disk_does_not_keep_a_profile_from_closing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, _ = make.profile(folder)
    visit = make.visit(store)

    def full(*_: object) -> None:
        raise UserError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr("db.connection.Connection.checkpoint", full)
        store.close()
    with make.opened(folder) as again:
        assert again.inspections.get(visit.id) == visit


@pytest.mark.logs_warnings  # should this computer's clock be before the test's
def test_a_profile_keeps_the_time_of_the_computer(folder: Path) -> None:
    store, _ = make.profile(folder)
    store.close()
    with Store.open(folder, make.PASSPHRASE) as again:
        again.settings.save(again.settings.get())
        *_, last = again.journal.entries()
        assert abs(last.at - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_worker_writes_on_connections_of_its_own(store: Store) -> None:
    visit = make.visit(store)
    told: list[frozenset[str]] = []

    def work() -> None:
        with store.another() as other:
            other.listen(told.append)
            other.answers.save(visit.id, make.answer())
            other.evidence.put(b"picture", "image/jpeg")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert store.answers.of(visit.id) == [make.answer()]
    assert len(list(store.evidence.all())) == 1
    assert "answers" in told[0]
    store.answers.save(visit.id, make.answer(item="EN02"))
    assert store.journal.first_broken() is None


def test_a_worker_that_ends_leaves_the_profile_open(store: Store, folder: Path) -> None:
    store.another().close()
    with pytest.raises(UserError, match="open in another"):
        make.opened(folder)
    store.close()
    store.close()
    with make.opened(folder) as again:
        assert again.warnings == []
