"""Places of a plan as checklists cite them, and the keys they stand for.

A trace names the agency by one character and the place by its ordinals: 航一(三)1,
高一(三)3(1), 嘉(一)二4(4.2), 航柒三. Where a plan's upper levels have no numbers it
names the line: 海·設施合宜(一), 高「訂定計畫」列; the name may leave characters out.
Places are joined by 、, and a later one may leave out what it shares with the one
before: 航五(一)2、4 or 高五(一)3(1)(3); a Chinese number without brackets begins
anew. Remarks and articles of law may stand beside them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forms.plan.model import Item, Plan, Section

PLANS: Final = {
    "航": "maritime-port-bureau-109",
    "海": "coast-guard-107",
    "高": "kaohsiung-marine-bureau-113",
    "嘉": "chiayi-vehicle-station-106",
}
"""Codes of the plans that the built-in checklists trace to."""

_CAPITAL: Final = "[壹貳參肆伍陸柒捌玖拾]+"
_CHINESE: Final = "[一二三四五六七八九十]+"
_ORDINAL: Final = (
    rf"(?:{_CAPITAL}|{_CHINESE}|[(（]{_CHINESE}[)）]"
    r"|\d+(?:\.\d+)*|[(（]\d+(?:\.\d+)*[)）])"
)
_NAME: Final = r"(?:·[^\s(（「」）；、\d]+|「[^」]+」列?)"
_REMARK: Final = "(?:「[^」]*」)"
_FIRST: Final = rf"(?:{_NAME}{_ORDINAL}*|{_ORDINAL}+){_REMARK}?"
_LATER: Final = rf"(?:{_ORDINAL}+{_REMARK}?|[\u4e00-\u9fff]{{2,}}{_ORDINAL}*)"

_PLACES: Final = re.compile(
    rf"(?<![\u4e00-\u9fff])(?P<agency>[{''.join(PLANS)}])"
    rf"(?P<first>{_FIRST})(?P<later>(?:、{_LATER})*)"
)
_PLACE: Final = re.compile(
    rf"(?P<name>{_NAME}?)(?P<ordinals>(?:{_ORDINAL}、?)*)(?P<remark>{_REMARK}?)"
)
_HALF_WIDTH: Final = str.maketrans("（）", "()")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One place of one plan.

    Attributes:
        plan: Code of the plan.
        place: In full, without the agency's character: 一(三)1.
    """

    plan: str
    place: str


def citations(trace: str) -> tuple[Citation, ...]:
    """The places of plans that a trace cites, each in full, in their order."""
    found: list[Citation] = []
    for match in _PLACES.finditer(trace):
        plan = PLANS[match["agency"]]
        name = ""
        path: tuple[str, ...] = ()
        for text in (match["first"], *re.findall(_LATER, match["later"])):
            if not re.match(f"{_NAME}|{_ORDINAL}", text):
                text = f"·{text}"
            place = _parsed(text)
            ordinals = _ordinals(place)
            if place["name"] or _shape(ordinals[0]) in ("壹", "一"):
                name, path = place["name"], ()
            for spelled in _spelled_out(path, ordinals):
                full = name + "".join(spelled) + place["remark"]
                found.append(Citation(plan=plan, place=full))
                path = spelled
    return tuple(found)


def resolve(plan: Plan, place: str) -> str | None:
    """The key of the item, or else of the section, that a place names.

    Args:
        plan: The plan that is cited.
        place: With or without the plan's character: 航一(三)1 or 一(三)1.
    """
    return next(iter(keys(plan, place)), None)


def keys(plan: Plan, place: str) -> tuple[str, ...]:
    """All that a place can mean: several where a document doubles an ordinal."""
    parsed = _parsed(place[1:] if PLANS.get(place[:1]) == plan.code else place)
    ordinals = tuple(map(_bare, _ordinals(parsed)))
    above = None
    if parsed["name"]:
        above = _named(plan.items, parsed["name"].strip("·「」列"))
        if above is None or not ordinals:
            return () if above is None else (above,)
    if not ordinals:
        return ()
    remark = parsed["remark"].strip("「」")
    for nodes in (plan.items, plan.sections):
        if found := _found(nodes, above, ordinals, remark):
            return found
    return ()


def _found(
    nodes: Sequence[Item | Section],
    above: str | None,
    ordinals: tuple[str, ...],
    remark: str,
) -> tuple[str, ...]:
    """The nodes below ``above`` that the ordinals lead to.

    An unnumbered node is meant when the remark is its text, or when the last
    number leads to nothing else and is its place among the unnumbered ones.
    """
    chains = _chains(nodes, above)
    there = [node for node in nodes if chains.get(node.key) == ordinals]
    meant = [node.key for node in there if not node.ordinal and node.text == remark]
    numbered = [node.key for node in there if node.ordinal]
    if meant or numbered or not ordinals[-1].isdigit():
        return tuple(meant or numbered)
    unnumbered = [
        node.key
        for node in nodes
        if not node.ordinal and chains.get(node.parent) == ordinals[:-1]
    ]
    place = int(ordinals[-1])
    return tuple(unnumbered[place - 1 : place]) if place else ()


def _parsed(place: str) -> re.Match[str]:
    match = _PLACE.match(place)
    assert match is not None  # noqa: S101 - every part of it may be empty
    return match


def _ordinals(place: re.Match[str]) -> list[str]:
    return re.findall(_ORDINAL, place["ordinals"].translate(_HALF_WIDTH))


def _spelled_out(
    path: tuple[str, ...], ordinals: Sequence[str]
) -> Iterator[tuple[str, ...]]:
    """The paths that ordinals name, starting from the path named before.

    An ordinal takes the place of the one of its own shape, and all below that.
    """
    for position, ordinal in enumerate(ordinals):
        shapes = [_shape(part) for part in path]
        if _shape(ordinal) in shapes:
            if position:
                yield path
            path = path[: shapes.index(_shape(ordinal))]
        path = (*path, ordinal)
    yield path


def _shape(ordinal: str) -> str:
    """壹, 一, (一), 1 or (1): how an ordinal is written, whatever its number."""
    number = ordinal.strip("()")
    if number[0].isdigit():
        return ordinal.replace(number, "1")
    return ordinal.replace(number, "一" if re.match(_CHINESE, number) else "壹")


def _bare(ordinal: str) -> str:
    """The ordinal without brackets around digits, which documents use as they like."""
    return ordinal.strip("()") if "1" in _shape(ordinal) else ordinal


def _chains(
    nodes: Sequence[Item | Section], above: str | None
) -> dict[str | None, tuple[str, ...]]:
    """The ordinals on the way down to each node; unnumbered ones add none."""
    chains: dict[str | None, tuple[str, ...]] = {above: ()}
    for node in nodes:
        if node.parent in chains:
            own = (_bare(node.ordinal),) if node.ordinal else ()
            chains[node.key] = chains[node.parent] + own
    return chains


def _named(items: Sequence[Item], name: str) -> str | None:
    """The unnumbered item of that name, or the only one that it shortens."""
    unnumbered = [item for item in items if not item.ordinal]
    exact = [item.key for item in unnumbered if item.text == name]
    shortened = [item.key for item in unnumbered if _shortens(name, item.text)]
    if exact:
        return exact[0]
    return shortened[0] if len(shortened) == 1 else None


def _shortens(name: str, text: str) -> bool:
    """Whether the name's characters stand in the text, in their order."""
    rest = iter(text)
    return all(character in rest for character in name)
