"""What is read from, and written to, whatever file somebody names."""

from __future__ import annotations

import os
import stat
import sys
from typing import TYPE_CHECKING

import pytest

from db import schema
from db.profile_folder import KEYS
from desktop.workflows.read_file import read_file
from desktop.workflows.write_file import (
    refuse_existing,
    refuse_other_than_form,
    refuse_unwritable,
    staged,
    write_file,
)
from forms.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path

needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links need rights")


def test_a_file_is_replaced_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "報告.pdf"
    target.write_bytes(b"old")
    target.chmod(0o640)
    write_file(target, b"new")
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert [*tmp_path.iterdir()] == [target]


def test_what_others_call_part_is_theirs(tmp_path: Path) -> None:
    theirs = tmp_path / "x.pdf.part"
    theirs.write_bytes(b"theirs")
    write_file(tmp_path / "x.pdf", b"ours")
    assert theirs.read_bytes() == b"theirs"


@needs_links
def test_a_link_stays_and_what_it_leads_to_is_written(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    link, end = tmp_path / "link.pdf", tmp_path / "far" / "end.pdf"
    link.symlink_to(end)
    write_file(link, b"content")
    assert link.is_symlink()
    assert end.read_bytes() == b"content"
    round_and_round = tmp_path / "circle"
    round_and_round.symlink_to(round_and_round)
    with pytest.raises(UserError, match="circle"):
        write_file(round_and_round, b"content")


@pytest.mark.parametrize("name", [KEYS, schema.NAME])
@pytest.mark.parametrize("target", ["keys.json", "zoucha.db", "x.pdf", "inbox/x.pdf"])
def test_nothing_is_written_into_a_profile(
    tmp_path: Path, name: str, target: str
) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / name).write_bytes(b"precious")
    with pytest.raises(UserError, match="profile"):
        write_file(tmp_path / target, b"content")
    assert (tmp_path / name).read_bytes() == b"precious"


@needs_links
def test_a_link_into_a_profile_is_no_way_in(tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    profile.mkdir()
    (profile / KEYS).write_bytes(b"precious")
    (tmp_path / "link").symlink_to(profile / KEYS)
    with pytest.raises(UserError, match="profile"):
        write_file(tmp_path / "link", b"content")


def test_what_cannot_be_written_is_refused_beforehand(tmp_path: Path) -> None:
    for target in (tmp_path, tmp_path / "none" / "x.pdf", tmp_path / "a\0b"):
        with pytest.raises(UserError):
            refuse_unwritable(target)
    refuse_unwritable(tmp_path / "x.pdf")
    assert not [*tmp_path.iterdir()]


def test_a_place_that_is_taken_meanwhile_leaves_nothing_behind(tmp_path: Path) -> None:
    target = tmp_path / "x.pdf"
    with staged(target, b"content") as file:
        target.mkdir()
        with pytest.raises(UserError, match=r"x\.pdf"):
            file.place()
    assert [*tmp_path.iterdir()] == [target]


def test_only_a_blank_form_may_be_replaced_by_one(tmp_path: Path) -> None:
    blank, signed, other = (tmp_path / name for name in ("a.pdf", "b.pdf", "c.json"))
    blank.write_bytes(b"%PDF-1.7 nothing")
    signed.write_bytes(b"%PDF-1.7 /ByteRange [0 1 2 3]")
    other.write_bytes(b"{}")
    refuse_other_than_form(blank)
    refuse_other_than_form(tmp_path / "new.pdf")
    for target in (signed, other):
        with pytest.raises(UserError, match=target.name):
            refuse_other_than_form(target)
    with pytest.raises(UserError, match=r"a\.pdf"):
        refuse_existing(blank)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_what_never_ends_is_not_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, tmp_path / "/dev/zero", tmp_path):
        with pytest.raises(UserError, match="ordinary"):
            read_file(path, most=10)
        if path is not tmp_path:
            with pytest.raises(UserError, match="ordinary"):
                write_file(path, b"content")


def test_a_file_is_read_up_to_its_limit(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"0123456789")
    assert read_file(path, most=10) == b"0123456789"
    with pytest.raises(UserError, match="larger"):
        read_file(path, most=9)


@pytest.mark.parametrize("name", ["none", "a\0b", "\ud800.png"])
def test_a_name_that_is_no_files_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        read_file(tmp_path / name, most=10)
