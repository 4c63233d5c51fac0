"""The profiles of the window's tests serve here too."""

from __future__ import annotations

from tests.desktop.conftest import new_profile

__all__ = ["new_profile"]
