from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.doctor import examine
from db.reports import Signed
from forms.errors import CancelledError
from tests.db import make, phone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from db.store import Store


def full(store: Store) -> None:
    """A store with a bit of everything."""
    visit = make.visit(store)
    phone.drawn(store)
    store.answers.save(visit.id, make.answer())
    sha256 = store.evidence.put(b"x", "image/jpeg")
    store.photos.add(visit.id, make.photo(store, sha256), b"x")
    number = store.reports.number_for(visit, "K7M")
    signed = Signed(role="inspector", name="王小明", certificate="c" * 64)
    store.reports.seal(make.sealed(store, visit, number), b"%PDF", [signed])


def tamper(store: Store, table: str, sql: str) -> None:
    """Change what is guarded, and put the guards back as they were."""
    database = store.connection.database
    guards = store.connection.query(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?",
        [table],
    )
    for guard in guards:
        database.execute(f"DROP TRIGGER {guard['name']}")
    database.execute(sql)
    for guard in guards:
        database.execute(guard["sql"])


def lose_evidence(store: Store) -> None:
    database = store.evidence.connection.database
    (guard,) = store.evidence.connection.query(
        "SELECT sql FROM sqlite_master WHERE name = 'files_stay'"
    )
    database.execute("DROP TRIGGER files_stay")
    database.execute("DELETE FROM files WHERE media_type = 'image/jpeg'")
    database.execute(guard["sql"])


def lose_a_visit(store: Store) -> None:
    store.connection.database.execute("PRAGMA foreign_keys = OFF")
    tamper(store, "inspections", "DELETE FROM inspections")
    store.connection.database.execute("PRAGMA foreign_keys = ON")


def test_a_sound_profile_gives_no_complaint(store: Store) -> None:
    full(store)
    assert examine(store) == []


@pytest.mark.parametrize(
    ("harm", "code", "said"),
    [
        (
            lambda store: tamper(
                store, "journal", "UPDATE journal SET actor = 'x' WHERE seq = 3"
            ),
            "journal",
            "entry 3",
        ),
        (
            lambda store: tamper(
                store, "reports", """UPDATE reports SET sealed = '{"score": "100"}'"""
            ),
            "report",
            "115-K7M-0001",
        ),
        (
            lambda store: tamper(
                store, "checklists", "UPDATE checklists SET definition = '{}'"
            ),
            "definition",
            "EN@1",
        ),
        (
            lambda store: tamper(
                store, "scales", "UPDATE scales SET definition = '{}'"
            ),
            "definition",
            "phone-courtesy@1",
        ),
        (
            lambda store: store.connection.database.execute(
                "DROP TRIGGER answers_sealed_no_update"
            ),
            "schema",
            "answers_sealed_no_update",
        ),
        (lose_evidence, "evidence", "second medium"),
        (lose_a_visit, "references", "refers to"),
        (lambda store: (store.folder / "keys.json").unlink(), "keys", "put back"),
    ],
)
def test_every_harm_is_found_and_named(
    store: Store, harm: Callable[[Store], object], code: str, said: str
) -> None:
    full(store)
    harm(store)
    complaints = examine(store)
    assert {complaint.code for complaint in complaints} == {code}
    assert said in str(complaints[0].sentence)


def test_an_examination_can_be_stopped(store: Store) -> None:
    full(store)
    told: list[tuple[int, int]] = []
    assert examine(store, lambda *step: told.append(step)) == []
    for stop in range(len(told)):
        left = iter(range(stop))

        def step(done: int, whole: int, left: Iterator[int] = left) -> None:
            if next(left, None) is None:
                raise CancelledError

        with pytest.raises(CancelledError):
            examine(store, step)


def test_damaged_evidence_does_not_send_anybody_to_a_backup(store: Store) -> None:
    full(store)
    store.evidence.connection.checkpoint()
    path = store.folder / "evidence.db"
    content = bytearray(path.read_bytes())
    content[-100] ^= 1
    path.write_bytes(content)
    (complaint,) = examine(store)
    assert complaint.code == "integrity"
    assert f"zoucha restore {store.folder} --data" in str(complaint.sentence)
    assert "backup" not in str(complaint.sentence)


def test_a_lost_key_file_is_put_back(store: Store) -> None:
    (store.folder / "keys.json").unlink()
    assert [complaint.code for complaint in examine(store)] == ["keys"]
    assert examine(store) == []


def test_a_damaged_page_is_found(store: Store) -> None:
    full(store)
    store.connection.checkpoint()
    path = store.folder / "zoucha.db"
    with path.open("rb+") as file:
        file.seek(-100, 2)
        byte = file.read(1)
        file.seek(-100, 2)
        file.write(bytes([byte[0] ^ 1]))
    complaints = examine(store)
    assert {complaint.code for complaint in complaints} == {"integrity"}
    assert "zoucha restore" in str(complaints[0].sentence)
