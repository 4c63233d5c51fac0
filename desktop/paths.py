"""Where a profile lies when nobody says where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from platformdirs import user_data_path

if TYPE_CHECKING:
    from pathlib import Path


def default_profile() -> Path:
    """This person's profile on this machine; it need not exist yet."""
    return user_data_path("zoucha", appauthor=False, roaming=False)
