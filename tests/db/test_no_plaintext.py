"""Whoever has the computer but no passphrase reads nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.backup import Reason
from tests.db import make

if TYPE_CHECKING:
    from pathlib import Path

MARKER = "地面積水TELLTALE"
AGENCY = "交通部航港局"


def holding(folder: Path, text: str) -> list[str]:
    """The files in which the text stands, in whichever encoding."""
    forms = [text.encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be", "big5")]
    return [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and any(form in path.read_bytes() for form in forms)
    ]


def test_no_file_of_a_profile_tells_anything_said_in_it(
    folder: Path, tmp_path: Path
) -> None:
    store, _ = make.profile(folder)
    visit = make.visit(store, place=MARKER)
    store.answers.save(visit.id, make.answer(note=MARKER, value=MARKER))
    store.findings.save(visit.id, make.finding(store, text=MARKER))
    content = MARKER.encode() * 1000
    sha256 = store.evidence.put(content, "image/jpeg")
    store.photos.add(visit.id, make.photo(store, sha256, caption=MARKER), content)
    store.back_up(Reason.ASKED, tmp_path / "stick")
    store.answers.save(visit.id, make.answer(note=MARKER * 2))
    names = {path.name for path in folder.iterdir()}
    assert {"zoucha.db-wal", "evidence.db-wal"} <= names
    for word in (MARKER, "王小明", AGENCY, make.PASSPHRASE, sha256):
        assert holding(tmp_path, word) == []
    store.close()
    for word in (MARKER, "王小明", AGENCY, make.PASSPHRASE, sha256):
        assert holding(tmp_path, word) == []


def test_the_search_for_plain_text_finds_it(tmp_path: Path) -> None:
    (tmp_path / "notes").write_text(MARKER, encoding="utf-16-le")
    assert holding(tmp_path, MARKER) == ["notes"]
