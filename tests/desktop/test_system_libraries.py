"""A missing library is named with the package that brings it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desktop import system_libraries
from desktop.system_libraries import missing, needed, refuse_missing
from forms.errors import UserError

_ROOT = Path(__file__).parents[2]


def test_the_packages_of_what_is_missing_are_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        system_libraries,
        "_ALWAYS",
        {"libnowhere.so.7": "libnowhere7", "libnowhere-too.so.7": "libnowhere7"},
    )
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(UserError) as refused:
        refuse_missing({"QT_QPA_PLATFORM": "offscreen"})
    told = str(refused.value)
    assert "libnowhere.so.7, libnowhere-too.so.7" in told
    assert "apt-get install libnowhere7”" in told


def test_x11_and_wayland_need_different_things() -> None:
    x11 = needed({"DISPLAY": ":0"})
    wayland = needed({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"})
    offscreen = needed({"QT_QPA_PLATFORM": "offscreen"})
    assert "libxcb-cursor.so.0" in x11
    assert "libxcb-cursor.so.0" not in wayland
    assert "libwayland-client.so.0" in wayland
    assert set(offscreen) < set(x11)


def test_without_a_screen_the_sentence_says_so() -> None:
    with pytest.raises(UserError, match="no screen"):
        needed({})


@pytest.mark.skipif(sys.platform != "linux", reason="the list is for Linux")
def test_a_library_that_is_there_is_found() -> None:
    assert missing(["libc.so.6", "libnowhere.so.7"]) == ["libnowhere.so.7"]


def test_looking_needs_no_qt() -> None:
    code = (
        "import desktop.system_libraries, desktop.start, sys;"
        "raise SystemExit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=_ROOT, check=False)
    assert done.returncode == 0
