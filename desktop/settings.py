"""How this person likes the window; kept in clear beside the profile's data."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Final

import msgspec
from msgspec import Meta

from db import durable

if TYPE_CHECKING:
    from pathlib import Path

_log = logging.getLogger(__name__)

LANGUAGE_NAMES: Final = {"zh-TW": "中文", "en": "English"}
"""Each in its own words, for who cannot read the other."""

_NAME: Final = "window.json"


class Scheme(StrEnum):
    """Light or dark."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The window's settings; nothing of an inspection is among them.

    Attributes:
        scale: Percent, 100 to 300.
        lock_after: Minutes without a key or a click; 0 never locks by itself.
        columns: By list, the widths of its columns in pixels.
        last_place: Where in the window the work was, as ids; see
            `desktop.widgets.places.remembered`.
        printed: The codes of the checklists that were printed last.
        card_module: The PKCS#11 library that the person's card came with.
    """

    language: str = "zh-TW"
    scheme: Scheme = Scheme.SYSTEM
    scale: Annotated[int, Meta(ge=100, le=300)] = 100
    lock_after: Annotated[int, Meta(ge=0, le=240)] = 15
    size: tuple[int, int] = (1280, 800)
    maximized: bool = False
    columns: dict[str, tuple[int, ...]] = field(default_factory=dict)
    last_place: dict[str, str] = field(default_factory=dict)
    printed: tuple[str, ...] = ()
    card_module: str = ""


def load(folder: Path) -> Settings:
    """The settings beside a profile; the defaults where there are none to be read."""
    try:
        return msgspec.json.decode((folder / _NAME).read_bytes(), type=Settings)
    except FileNotFoundError:
        return Settings()
    except (OSError, msgspec.DecodeError) as error:
        # Nobody should have to mend a file to see the window again.
        _log.warning("settings.unreadable %s", type(error).__name__)
        return Settings()


def save(folder: Path, settings: Settings) -> None:
    """Keep the settings.

    Raises:
        UserError: The folder cannot be written.
    """
    durable.write(folder / _NAME, msgspec.json.encode(settings))
