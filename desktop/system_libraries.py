"""What Qt needs of a Linux system, looked for before Qt is imported.

Qt itself ends with a line from the dynamic loader, which names a file that nobody
knows how to come by; or without a word.
"""

from __future__ import annotations

import ctypes
import os
import sys
from typing import TYPE_CHECKING, Final

from forms.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# By the file's name, the Debian package that has it.
_ALWAYS: Final = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libX11.so.6": "libx11-6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libzstd.so.1": "libzstd1",
    "libbrotlidec.so.1": "libbrotli1",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
}
_X11: Final = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
_WAYLAND: Final = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}


def refuse_missing(environment: Mapping[str, str] | None = None) -> None:
    """See that the window can open on this system.

    Raises:
        UserError: A library is missing, and which packages bring it; or there is no
            screen at all.
    """
    if sys.platform != "linux":
        return
    environment = os.environ if environment is None else environment
    wanted = needed(environment)
    absent = missing(wanted)
    if absent:
        raise UserError(
            "The window cannot open: {files} is missing; install it with “sudo "
            "apt-get install {packages}”.",
            files=", ".join(absent),
            packages=" ".join(sorted({wanted[file] for file in absent})),
        )


def needed(environment: Mapping[str, str]) -> dict[str, str]:
    """The files that Qt will load here, and the Debian package of each.

    Raises:
        UserError: There is no screen to show a window on.
    """
    platform = environment.get("QT_QPA_PLATFORM", "")
    if platform and not platform.startswith(("xcb", "wayland")):
        return dict(_ALWAYS)
    if environment.get("WAYLAND_DISPLAY") and not platform.startswith("xcb"):
        return {**_ALWAYS, **_WAYLAND}
    if environment.get("DISPLAY"):
        return {**_ALWAYS, **_X11}
    raise UserError(
        "There is no screen to open a window on; “zoucha --help” lists what can be "
        "done without one."
    )


def missing(files: Iterable[str]) -> list[str]:
    """Those of the files that the system's loader does not find."""
    return [file for file in files if not _is_there(file)]


def _is_there(file: str) -> bool:
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True
