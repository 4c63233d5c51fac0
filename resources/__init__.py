"""Fonts, catalogues and built-in data, and how to reach them."""

from __future__ import annotations

from pathlib import Path

_ROOT = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder of one kind of resource, such as ``fonts`` or ``checklists``."""
    return _ROOT / name
