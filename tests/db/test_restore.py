from __future__ import annotations

import os
import shutil
from contextlib import closing
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING

import pytest

from db import durable
from db.backup import Reason
from db.data_key import DataKey
from db.doctor import examine
from db.evidence import Evidence
from db.people import Member, Post
from db.restore import restore
from db.salvage import salvage
from forms.errors import UserError
from tests.db import make

if TYPE_CHECKING:
    from pathlib import Path


def answered(folder: Path, tmp_path: Path) -> str:
    """A profile with a backup that knows one answer, and then a second answer."""
    store, _ = make.profile(folder)
    visit = make.visit(store)
    store.answers.save(visit.id, make.answer())
    store.photos.add(
        visit.id, make.photo(store, store.evidence.put(b"x", "image/jpeg")), b"x"
    )
    store.back_up(Reason.ASKED, tmp_path / "stick")
    store.answers.save(visit.id, make.answer(item="EN02"))
    store.close()
    return visit.id


def damage(path: Path, page: int) -> bytes:
    content = bytearray(path.read_bytes())
    content[page * 4096 + 100] ^= 1
    path.write_bytes(content)
    return bytes(content)


def bring_back(source: Path, folder: Path, secret: str = make.PASSPHRASE) -> Path:
    restored = restore(source, folder, secret, now=make.Clock())
    assert restored.aside is not None
    return restored.aside


def items(folder: Path, visit: str) -> list[str]:
    with make.opened(folder) as store:
        assert examine(store) == []
        return [answer.item for answer in store.answers.of(visit)]


def test_the_newest_backup_comes_back_and_what_was_there_stays_aside(
    folder: Path, tmp_path: Path
) -> None:
    visit = answered(folder, tmp_path)
    present = (folder / "zoucha.db").read_bytes()
    aside = bring_back(folder / "backups", folder)
    assert items(folder, visit) == ["EN01"]
    assert (aside / "zoucha.db").read_bytes() == present


def test_the_journal_says_that_it_was_turned_back(folder: Path, tmp_path: Path) -> None:
    answered(folder, tmp_path)
    bring_back(folder / "backups", folder)
    with make.opened(folder) as store:
        *_, last = store.journal.entries()
        assert last.kind == "store.restored"
        assert store.journal.first_broken() is None


def test_a_damaged_database_and_its_log_give_way(folder: Path, tmp_path: Path) -> None:
    visit = answered(folder, tmp_path)
    (folder / "zoucha.db").write_bytes(b"")
    (folder / "zoucha.db-wal").write_bytes(b"a log that belongs to nothing")
    aside = bring_back(folder / "backups", folder)
    assert items(folder, visit) == ["EN01"]
    assert (aside / "zoucha.db-wal").exists()


def test_a_lost_computer_comes_back_from_the_second_medium(
    folder: Path, tmp_path: Path
) -> None:
    visit = answered(folder, tmp_path)
    shutil.rmtree(folder)
    restored = restore(tmp_path / "stick", folder, make.PASSPHRASE, now=make.Clock())
    assert (restored.aside, restored.files, restored.missing) == (None, 1, 0)
    assert items(folder, visit) == ["EN01"]


def test_lost_or_damaged_evidence_comes_back_from_the_second_medium(
    folder: Path, tmp_path: Path
) -> None:
    visit = answered(folder, tmp_path)
    content = damage(folder / "evidence.db", -1)
    aside = bring_back(tmp_path / "stick", folder)
    assert (aside / "evidence.db").read_bytes() == content
    assert items(folder, visit) == ["EN01"]


def test_what_is_whole_of_damaged_evidence_is_kept(
    folder: Path, tmp_path: Path
) -> None:
    answered(folder, tmp_path)
    with make.opened(folder) as store:
        visit = make.visit(store)
        pictures = [os.urandom(50_000) for _ in range(20)]
        for picture in pictures:
            sha256 = store.evidence.put(picture, "image/jpeg")
            store.photos.add(visit.id, make.photo(store, sha256), picture)
        sealed = make.sealed(store, visit, "115-K7M-0001")
        store.reports.seal(sealed, b"%PDF sealed", [])
        made = store.back_up(Reason.ASKED)
    damaged = damage(folder / "evidence.db", 40)
    restored = restore(made.path, folder, make.PASSPHRASE, now=make.Clock())
    assert restored.aside is not None
    assert (restored.aside / "evidence.db").read_bytes() == damaged
    assert (restored.files, restored.missing) == (0, 1)
    with make.opened(folder) as store:
        assert [complaint.code for complaint in examine(store)] == ["evidence"]
        kept = {store.evidence.get(sha256) for sha256 in store.evidence.all()}
        assert len(kept & set(pictures)) == len(pictures) - 1
        assert store.reports.pdf("115-K7M-0001") == b"%PDF sealed"
        assert store.reports.number_for(make.visit(store), "K7M") == "115-K7M-0002"


@pytest.mark.parametrize("page", [0, 3, 8, 9, 17, 30, 41, 60])
def test_a_damaged_page_costs_only_the_files_that_lie_on_it(
    tmp_path: Path, page: int
) -> None:
    data_key = DataKey(bytes(32))
    damaged, mended = tmp_path / "damaged", tmp_path / "mended"
    damaged.mkdir()
    mended.mkdir()
    with closing(Evidence.create(damaged, data_key, make.Clock())) as evidence:
        with evidence.connection.writing():
            for number in range(40):
                evidence.put(bytes([number]) * (1 + number * 300), "image/jpeg")
                evidence.keep_number(f"visit {number}", 115, 1 + number)
        whole = set(evidence.all())
    damage(damaged / "evidence.db", page)
    with closing(Evidence.create(mended, data_key, make.Clock())) as evidence:
        copied = salvage(damaged, data_key, evidence)
        assert salvage(damaged, data_key, evidence) == 0
        found = set(evidence.all())
        assert (len(found), found - whole) == (copied, set())
        assert all(evidence.get(sha256) for sha256 in found)
        # The first page says where everything is, the fourth where each file is;
        # of the others each has a few small files or a part of a large one.
        assert copied == 0 if page in {0, 3} else 35 <= copied < 40
        assert evidence.number("next", 115, above=0) == (115, 41 if page else 1)


def test_damaged_evidence_is_made_good_and_the_rest_stays_what_it_is(
    folder: Path, tmp_path: Path
) -> None:
    visit = answered(folder, tmp_path)
    damaged = damage(folder / "evidence.db", -1)
    aside = bring_back(folder, folder)
    assert (aside / "evidence.db").read_bytes() == damaged
    with make.opened(folder) as store:
        answers = [answer.item for answer in store.answers.of(visit)]
        assert answers == ["EN01", "EN02"]
        store.back_up(Reason.ASKED, tmp_path / "stick")
        assert examine(store) == []


def test_a_file_that_was_exchanged_is_left_out(folder: Path, tmp_path: Path) -> None:
    answered(folder, tmp_path)
    with make.opened(folder) as store:
        database = store.evidence.connection.database
        guards = store.evidence.connection.query(
            "SELECT name, sql FROM sqlite_master WHERE name = 'files_never_change'"
        )
        database.execute("DROP TRIGGER files_never_change")
        database.execute("UPDATE files SET content = CAST('y' AS BLOB)")
        database.execute(guards[0]["sql"])
    restored = restore(folder, folder, make.PASSPHRASE, now=make.Clock())
    assert restored.missing == 1
    with make.opened(folder) as store:
        assert list(store.evidence.all()) == []


@pytest.mark.parametrize("moved", range(4))
def test_a_restore_that_was_killed_while_moving_files_finds_them_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moved: int
) -> None:
    visit = answered(folder, tmp_path)
    with make.opened(folder) as store:
        later = store.evidence.put(b"later", "image/jpeg")
        store.evidence.keep_number(visit, 115, 7)
    damage(folder / "evidence.db", 6)  # an index, from which nothing is read
    moves, move = count(), durable.move

    def die(source: Path, target: Path) -> None:
        if next(moves) == moved:
            raise KeyboardInterrupt
        move(source, target)

    with monkeypatch.context() as patch:
        patch.setattr("db.restore.durable.move", die)
        with pytest.raises(KeyboardInterrupt):
            restore(folder / "backups", folder, make.PASSPHRASE, now=make.Clock())
    restored = restore(
        folder / "backups",
        folder,
        make.PASSPHRASE,
        now=make.Clock(make.START + timedelta(seconds=1)),
    )
    assert restored.missing == 0
    assert items(folder, visit) == ["EN01"]
    with make.opened(folder) as store:
        assert store.evidence.get(later) == b"later"
        assert store.reports.number_for(make.visit(store), "K7M") == "115-K7M-0008"


def test_what_a_killed_restore_left_is_not_played_into_the_next(
    folder: Path, tmp_path: Path
) -> None:
    visit = answered(folder, tmp_path)
    remains = folder / "restoring"
    remains.mkdir()
    for name in ("zoucha.db", "zoucha.db-journal", "zoucha.db-wal"):
        (remains / name).write_bytes(b"of another backup")
    bring_back(folder / "backups", folder)
    assert items(folder, visit) == ["EN01"]
    assert not remains.exists()


def test_evidence_that_is_newer_than_the_backup_stays(
    folder: Path, tmp_path: Path
) -> None:
    answered(folder, tmp_path)
    with make.opened(folder) as store:
        later = store.evidence.put(b"later", "image/jpeg")
    bring_back(folder / "backups", folder)
    with make.opened(folder) as store:
        assert store.evidence.get(later) == b"later"


def test_numbers_are_not_given_again_after_going_back(
    folder: Path, tmp_path: Path
) -> None:
    answered(folder, tmp_path)
    with make.opened(folder) as store:
        visit = make.visit(store)
        assert store.reports.number_for(visit, "K7M") == "115-K7M-0001"
        sealed = make.sealed(store, visit, "115-K7M-0001")
        store.reports.seal(sealed, b"%PDF sealed", [])
    bring_back(folder / "backups", folder)
    with make.opened(folder) as store:
        visit = make.visit(store)
        assert store.reports.number_for(visit, "K7M") == "115-K7M-0002"


def test_todays_passphrases_stay_when_the_data_goes_back(
    folder: Path, tmp_path: Path
) -> None:
    visit = answered(folder, tmp_path)
    with make.opened(folder) as store:
        assert store.person is not None
        store.access.change_passphrase(store.person, "todays passphrase")
    bring_back(folder / "backups", folder, "todays passphrase")
    with make.opened(folder, "todays passphrase") as store:
        assert [answer.item for answer in store.answers.of(visit)] == ["EN01"]


def test_the_passphrase_of_then_opens_where_todays_keys_are_lost(
    folder: Path, tmp_path: Path
) -> None:
    visit = answered(folder, tmp_path)
    (folder / "keys.json").write_bytes(b"rubbish")
    aside = bring_back(folder / "backups", folder)
    assert (aside / "keys.json").read_bytes() == b"rubbish"
    assert items(folder, visit) == ["EN01"]


def test_a_wrong_passphrase_changes_nothing(folder: Path, tmp_path: Path) -> None:
    visit = answered(folder, tmp_path)
    with pytest.raises(UserError, match="does not open"):
        restore(folder / "backups", folder, "a wrong passphrase")
    assert items(folder, visit) == ["EN01", "EN02"]


def test_a_damaged_backup_changes_nothing(folder: Path, tmp_path: Path) -> None:
    visit = answered(folder, tmp_path)
    (backup,) = (folder / "backups").glob("*.db")
    content = bytearray(backup.read_bytes())
    content[-100] ^= 1
    backup.write_bytes(content)
    with pytest.raises(UserError, match="does not read back"):
        restore(backup, folder, make.PASSPHRASE)
    assert items(folder, visit) == ["EN01", "EN02"]


def test_an_open_profile_is_not_replaced(folder: Path, tmp_path: Path) -> None:
    answered(folder, tmp_path)
    with make.opened(folder), pytest.raises(UserError, match="open in another"):
        restore(folder / "backups", folder, make.PASSPHRASE)


def test_a_folder_without_backups_says_so(folder: Path, tmp_path: Path) -> None:
    answered(folder, tmp_path)
    with pytest.raises(UserError, match="There is no backup in"):
        restore(tmp_path, folder, make.PASSPHRASE)
    with pytest.raises(UserError, match="There is no backup"):
        restore(tmp_path / "nothing.db", folder, make.PASSPHRASE)


def test_a_backup_comes_back_whoever_made_it(folder: Path, tmp_path: Path) -> None:
    visit = answered(folder, tmp_path)
    with make.opened(folder) as store:
        member = Member(id=store.ids.new(), name="陳督導", role=Post.SUPERVISOR)
        store.access.add_person(member, "another passphrase")
        made = store.back_up(Reason.ASKED)
    bring_back(made.path, folder, "another passphrase")
    assert items(folder, visit) == ["EN01", "EN02"]


def test_a_backup_of_another_profile_brings_its_own_keys(
    folder: Path, tmp_path: Path
) -> None:
    visit = answered(tmp_path / "other", tmp_path)
    store, _ = make.new_profile(folder)
    store.close()
    aside = bring_back(tmp_path / "stick", folder)
    assert (aside / "keys.json").exists()
    assert (aside / "evidence.db").exists()
    assert items(folder, visit) == ["EN01"]


def test_a_full_disk_changes_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = answered(folder, tmp_path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("shutil.copyfile", full)
        with pytest.raises(UserError, match="make room"):
            restore(folder / "backups", folder, make.PASSPHRASE)
    assert items(folder, visit) == ["EN01", "EN02"]


def test_evidence_that_is_nowhere_is_complained_of_and_the_rest_comes_back(
    folder: Path, tmp_path: Path
) -> None:
    visit = answered(folder, tmp_path)
    (folder / "evidence.db").unlink()
    bring_back(folder / "backups", folder)
    with make.opened(folder) as store:
        assert [answer.item for answer in store.answers.of(visit)] == ["EN01"]
        assert [complaint.code for complaint in examine(store)] == ["evidence"]
