from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.desktop.conftest import Command


def test_a_new_profile_gives_its_recovery_code_once(
    zoucha: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "p"
    # --data may stand before the command too.
    made = zoucha(
        *("--data", folder, "init", "--agency", "某機關", "--name", "陳喆"),
        *("--role", "staff", "--json"),
    )
    assert made.code == 0, made.err
    code = made.data["recovery_code"]
    monkeypatch.setenv("ZOUCHA_PASSPHRASE", code.lower().replace("-", " "))
    assert zoucha("doctor", "--data", folder).code == 0
    again = zoucha(
        *("init", "--data", folder, "--agency", "某機關", "--name", "陳喆"),
        *("--role", "staff"),
    )
    assert again.code == 1
    assert str(folder) in again.err


def test_a_wrong_passphrase_is_one_sentence(
    zoucha: Command, profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZOUCHA_PASSPHRASE", "not the passphrase")
    said = zoucha("doctor", "--data", profile)
    assert said.code == 1
    assert said.err.count("\n") == 1
    assert "密碼" in said.err


def test_without_a_profile_commands_say_how_to_make_one(
    zoucha: Command, tmp_path: Path
) -> None:
    for words in (
        ("doctor",),
        ("backup",),
        ("restore", tmp_path / "x.db"),
        ("countersign", tmp_path / "x.pdf", "--as", "unit-head"),
        (
            *("inspect", "--checklist", "EN", "--unit", "北部航務中心"),
            *("--answers", tmp_path / "a.json", "--out", tmp_path / "o.pdf"),
        ),
    ):
        said = zoucha(*words, "--data", tmp_path / "none")
        assert said.code == 1, words
        assert said.err, words
    assert "zoucha init" in zoucha("doctor", "--data", tmp_path / "none").err


def test_without_a_passphrase_and_a_keyboard_it_says_what_to_set(
    zoucha: Command, profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ZOUCHA_PASSPHRASE")
    said = zoucha("doctor", "--data", profile)
    assert said.code == 1
    assert "ZOUCHA_PASSPHRASE" in said.err


def test_a_backup_comes_back_and_what_was_there_is_kept(
    zoucha: Command, profile: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    made = zoucha("backup", "--data", profile, "--to", stick, "--json")
    assert made.code == 0, made.err
    assert any(stick.iterdir())
    listed = zoucha("restore", "--data", profile, "--json")
    assert listed.data["backups"] == [made.data["backup"]]
    restored = zoucha("restore", made.data["backup"], "--data", profile, "--json")
    assert restored.code == 0, restored.err
    assert restored.data["aside"] is not None
    assert zoucha("doctor", "--data", profile).code == 0


def test_the_doctor_names_damage_and_the_cure(zoucha: Command, profile: Path) -> None:
    path = profile / "zoucha.db"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    said = zoucha("doctor", "--data", profile, "--json")
    assert said.code == 1
    if "error" in said.data:
        assert "restore" in said.data["error"]
    else:
        assert said.data["sound"] is False


@pytest.mark.parametrize("name", ["", " ", "王\u202e明", "a\x1b[2Jb", "王\udcff"])
@pytest.mark.parametrize("option", ["--agency", "--name"])
def test_a_name_is_one_line_that_can_be_read(
    zoucha: Command, tmp_path: Path, option: str, name: str
) -> None:
    names = {"--agency": "某機關", "--name": "陳喆", option: name}
    words = [word for pair in names.items() for word in pair]
    said = zoucha("init", "--data", tmp_path / "p", "--role", "staff", *words)
    assert said.code == 1
    assert option in said.err
    assert said.err.count("\n") == 1
    assert not (tmp_path / "p").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has its texts in Unicode")
def test_a_passphrase_that_is_no_utf_8_is_refused(
    zoucha: Command, profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZOUCHA_PASSPHRASE", "a\udcff")
    said = zoucha("doctor", "--data", profile)
    assert said.code == 1
    assert "ZOUCHA_PASSPHRASE" in said.err


def test_a_refusal_is_one_document_too(zoucha: Command, tmp_path: Path) -> None:
    said = zoucha("doctor", "--data", tmp_path / "none\udcff", "--json")
    assert said.code == 1
    assert said.data == {"error": said.err.rstrip("\n")}
    assert r"none\xff" in said.data["error"]
