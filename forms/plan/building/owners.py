"""Who carries an item out: names and groups as the document gives them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_HAN: Final = re.compile("[\u4e00-\u9fff]")
_EXCEPT: Final = re.compile("[(（](?P<names>[^()（）]+?)(?:均|皆)?除外[)）]")
_NOBODY: Final = frozenset("-–—－─~～/／")
_ASIDE: Final = re.compile("[(（][^()（）\u4e00-\u9fff]+[)）]")
_BETWEEN: Final = re.compile(
    r"[、，,;；/\n]+|(?<![\u4e00-\u9fff])\s+|\s+(?![(（])"
    r"|(?:及|暨)(?!所屬|其|附屬|相關)"
)
_UNIT: Final = (
    "分署|中心|單位|機關|科室|處室|分局|分處|分所|大隊|中隊|小組|分隊|委員會|辦公室"
    "|指揮部|區隊|[(（]室[)）]|[(（]所[)）]|[(（]處[)）]|[組室科股課站所處局隊署部會院校館廠庫系班司]"
)
_ENDS_AS_UNIT: Final = re.compile(f"(?:{_UNIT})$")
_PLURAL: Final = re.compile(f"(?P<unit>{_UNIT})$")
_REST: Final = re.compile(
    r"[(（)）、，及]|中心|單位|分署|所屬|(?:[組室科股課站所處局隊署])(?:[\s、，及]|$)"
)
_LONGEST: Final = 60
_LONGEST_NAME: Final = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Owners:
    """What a cell of owners says.

    Attributes:
        systems: Names in it that are no units: (MTNet).
        doubtful: Names that do not look like units.
    """

    names: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()


@lru_cache(maxsize=512)  # tables say the same in every row
def owners_of(text: str) -> Owners:
    """The owners that a cell names, each once."""
    excluded: list[str] = []
    for match in _EXCEPT.finditer(text):
        excluded += _excluded(match["names"])
    text = _EXCEPT.sub("", text)
    systems = [match.group().strip("()（） ") for match in _ASIDE.finditer(text)]
    text = _ASIDE.sub("\n", text)
    names = [name.strip(" ：:。.") for name in _BETWEEN.split(text)]
    names = [name for name in names if not set(name) <= _NOBODY]
    systems += [name for name in names if not _HAN.search(name)]
    names = [name for name in names if _HAN.search(name)]
    return Owners(
        names=_once(names),
        excluded=_once(excluded),
        systems=_once(systems),
        doubtful=_once([name for name in names if not _ENDS_AS_UNIT.search(name)]),
    )


@lru_cache(maxsize=512)
def are_owners(text: str) -> bool:
    """Whether a cell could stand in a column of owners."""
    flat = text.strip()
    if not flat or len(flat) > _LONGEST or "。" in flat:
        return False
    found = owners_of(flat)
    return (
        bool(found.names)
        and not found.doubtful
        and all(len(name) <= _LONGEST_NAME for name in found.names)
    )


def unwrapped(lines: Sequence[str]) -> str:
    """The names in a narrow cell whose lines the page's width has cut.

    A name ends with its line where the line ends as names do, unless the next one
    begins with what can only be the end of a name.
    """
    text = ""
    for line in lines:
        ends = _ENDS_AS_UNIT.search(text) and not _REST.match(line)
        text = f"{text}\n{line}" if ends else f"{text}{line}"
    return text


def _excluded(names: str) -> list[str]:
    """偵防、東南沙分署 as 偵防 and 東南沙: the last one's kind is that of all."""
    found = [name.strip() for name in _BETWEEN.split(names) if name.strip()]
    kind = _PLURAL.search(found[-1]) if len(found) > 1 else None
    if kind is None or any(name.endswith(kind["unit"]) for name in found[:-1]):
        return found
    return [*found[:-1], found[-1].removesuffix(kind["unit"])]


def _once(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
