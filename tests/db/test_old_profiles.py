"""Profiles of every released shape open, whole, in this version.

Each folder of ``old`` holds a profile as the program made it that ended with the step
of that name: two visits with answers, a finding and a photo each, one of them sealed.
"""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest

from db import keys, schema
from db.connection import Connection
from db.doctor import examine
from db.restore import restore
from db.search import Kind
from db.store import Store
from forms.inspection import Answer, InspectionState
from tests.db import make

OLD: Final = Path(__file__).parent / "old"
PASSPHRASE: Final = "燈塔 碼頭 候船室 服務檯 guests"  # noqa: S105 - of these profiles
SHAPES: Final = sorted(folder.name for folder in OLD.iterdir())


@pytest.mark.parametrize("shape", SHAPES)
def test_an_old_profile_opens_with_everything_in_it(shape: str, folder: Path) -> None:
    shutil.copytree(OLD / shape, folder)
    with Store.open(folder, PASSPHRASE, cost=make.CHEAP) as store:
        assert examine(store) == []
        (backup,) = store.backups.glob("*.db")
        assert "migration" in backup.name
        draft, sealed = sorted(store.inspections.all(), key=lambda one: one.state)
        assert (draft.state, sealed.state) == (
            InspectionState.DRAFT,
            InspectionState.SEALED,
        )
        for visit in (draft, sealed):
            assert [one.note for one in store.answers.of(visit.id)] == [
                "地面積水",
                "燈管閃爍",
            ]
            (photo,) = store.photos.of(visit.id)
            assert (photo.caption, photo.marked) == ("入口", None)
            assert store.evidence.get(photo.sha256)
            (finding,) = store.findings.of(visit.id)
            assert photo.finding == finding.id
        assert sealed.number is not None
        kept = store.reports.sealed(sealed.number)
        assert kept is not None
        rows = store.connection.query("SELECT sealed, sealed_sha256 FROM reports")
        assert [(kept.content.decode(), kept.sha256)] == [tuple(rows[0].values())]
        assert kept.coaching == ()
        found = store.search.find("地面積水")
        assert {hit.inspection for hit in found if hit.kind is Kind.ANSWER} == {
            draft.id,
            sealed.id,
        }
        assert [one.answered for one in store.inspections.summaries()] == [2, 2]
        assert store.findings.count_open() == 1
        store.answers.save(draft.id, Answer(item="EN03", value="good"))


def test_an_old_profile_with_two_signatures_in_one_role_opens(folder: Path) -> None:
    shutil.copytree(OLD / "m001_first", folder)
    data_key = keys.read(folder / "keys.json").unlock(PASSPHRASE).data_key
    key = data_key.of_file(schema.NAME)
    with closing(
        Connection.open(folder / schema.NAME, key, schema.APPLICATION_ID)
    ) as old:
        old.database.execute(
            "INSERT INTO signatures SELECT 'another', number, role, name, certificate, "
            "refusal, at FROM signatures"
        )
    with Store.open(folder, PASSPHRASE, cost=make.CHEAP) as store:
        assert examine(store) == []
        (number,) = store.reports.first_revisions()
        assert len(store.reports.signatures(number)) == 2


def test_a_backup_of_an_older_shape_is_brought_to_todays(folder: Path) -> None:
    shutil.copytree(OLD / "m001_first", folder)
    with Store.open(folder, PASSPHRASE, cost=make.CHEAP) as store:
        visits = store.inspections.all()
    (backup,) = folder.glob("backups/*.db")
    assert restore(backup, folder, PASSPHRASE).missing == 0
    with Store.open(folder, PASSPHRASE, cost=make.CHEAP) as store:
        assert examine(store) == []
        assert store.inspections.all() == visits


def test_every_step_that_was_released_has_its_profile() -> None:
    # The last step is on its way to being released.
    names = [path.name for path in OLD.iterdir()]
    assert sorted(names) == sorted(_steps()[:-1])


def _steps() -> list[str]:
    from sqlite_utils import Database

    database = Database(memory=True, execute_plugins=False, strict=True)
    return [step.name for step in schema.steps.pending(database)]
