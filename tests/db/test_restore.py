from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from db.backup import Reason
from db.doctor import examine
from db.people import Member, Post
from db.restore import restore
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
    assert (restored.aside, restored.files) == (None, 1)
    assert items(folder, visit) == ["EN01"]


def test_lost_or_damaged_evidence_comes_back_from_the_second_medium(
    folder: Path, tmp_path: Path
) -> None:
    visit = answered(folder, tmp_path)
    content = bytearray((folder / "evidence.db").read_bytes())
    content[-100] ^= 1
    (folder / "evidence.db").write_bytes(content)
    aside = bring_back(tmp_path / "stick", folder)
    assert (aside / "evidence.db").read_bytes() == content
    assert items(folder, visit) == ["EN01"]


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
