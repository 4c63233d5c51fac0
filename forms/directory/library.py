"""The structure of the four agencies whose plans come with the program."""

from __future__ import annotations

import msgspec

from forms.directory.model import Directory
from resources import folder


def built_in_directories() -> tuple[str, ...]:
    """The agencies' codes; a plan's code is one of them and its year."""
    return tuple(sorted(file.stem for file in folder("directory").glob("*.json")))


def built_in_directory(agency: str) -> Directory:
    """The units, groups, places and hotlines of an agency; no people, no extensions.

    Raises:
        KeyError: None comes with the program for that agency.
    """
    if agency not in built_in_directories():
        raise KeyError(agency)
    data = (folder("directory") / f"{agency}.json").read_bytes()
    return msgspec.json.decode(data, type=Directory)
