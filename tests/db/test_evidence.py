from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from db.data_key import DataKey
from db.evidence import Evidence
from forms.errors import UserError
from tests.db.make import Clock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEY = DataKey(bytes(32))


@pytest.fixture
def evidence(tmp_path: Path) -> Iterator[Evidence]:
    made = Evidence.create(tmp_path, KEY, Clock())
    yield made
    made.close()


def test_a_file_comes_out_byte_by_byte(evidence: Evidence) -> None:
    content = bytes(range(256)) * 5000
    sha256 = evidence.put(content, "image/jpeg")
    assert sha256 == hashlib.sha256(content).hexdigest()
    assert evidence.get(sha256) == content
    assert evidence.has(sha256)


def test_the_same_file_is_kept_once(evidence: Evidence) -> None:
    assert evidence.put(b"same", "a/b") == evidence.put(b"same", "a/b")
    assert list(evidence.all()) == [hashlib.sha256(b"same").hexdigest()]


def test_a_missing_file_says_so(evidence: Evidence) -> None:
    with pytest.raises(UserError, match="second medium"):
        evidence.get("0" * 64)


def test_an_exchanged_file_is_noticed(evidence: Evidence) -> None:
    sha256 = evidence.put(b"genuine", "a/b")
    database = evidence.connection.database
    database.execute("DROP TRIGGER files_never_change")
    database.execute("UPDATE files SET content = CAST('altered' AS BLOB)")
    with pytest.raises(UserError, match="not what it was"):
        evidence.get(sha256)


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM files",
        "UPDATE files SET media_type = 'x'",
        "INSERT OR REPLACE INTO files SELECT sha256, 'x', size, at, content FROM files",
        "DELETE FROM numbers",
        "UPDATE numbers SET running = 9",
    ],
)
def test_evidence_only_grows(evidence: Evidence, sql: str) -> None:
    evidence.put(b"x", "a/b")
    evidence.keep_number("visit", 115, 1)
    with pytest.raises(sqlcipher.IntegrityError, match="never"):
        evidence.connection.database.execute(sql)


def test_a_number_already_given_elsewhere_is_passed_over(evidence: Evidence) -> None:
    assert evidence.number("one", 115, above=7) == (115, 8)
    assert evidence.keep_number("one", 115, 8)
    assert evidence.number("two", 115, above=0) == (115, 9)
    assert evidence.number("one", 115, above=50) == (115, 8)


def test_a_number_is_given_to_one_report_and_a_report_gets_one(
    evidence: Evidence,
) -> None:
    assert evidence.keep_number("one", 115, 1)
    assert evidence.keep_number("one", 115, 1)
    assert not evidence.keep_number("two", 115, 1)
    assert not evidence.keep_number("one", 115, 2)
    assert evidence.number("two", 115, above=0) == (115, 2)


def test_only_what_is_missing_is_copied(evidence: Evidence, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    other = Evidence.create(folder, KEY, Clock(), shared=True)
    evidence.put(b"one", "a/b")
    evidence.keep_number("visit", 115, 1)
    assert evidence.copy_missing(other) == 1
    evidence.put(b"two", "a/b")
    assert evidence.copy_missing(other) == 1
    assert evidence.copy_missing(other) == 0
    assert list(other.all()) == list(evidence.all())
    assert other.number("next", 115, above=0) == (115, 2)
    other.close()


def test_altered_evidence_is_not_opened(evidence: Evidence, tmp_path: Path) -> None:
    evidence.connection.database.execute("DROP TRIGGER files_stay")
    evidence.connection.checkpoint()
    with pytest.raises(UserError, match="files_stay"):
        Evidence.open(tmp_path, KEY, Clock())
