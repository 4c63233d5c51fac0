"""The tree of a plan that has no tables, only numbered lines."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from forms.plan.building import deadlines, words
from forms.plan.building.columns import part_of
from forms.plan.building.drafts import Draft, depth, leaves
from forms.plan.building.owners import are_owners, owners_of
from forms.plan.model import Deadline

if TYPE_CHECKING:
    from forms.plan.building.outline import Node, Outline

_SAID: Final = (
    "[(（【\\[]?\\s*(?:{words})\\s*[：:]\\s*(?P<said>[^()（）【】\\[\\]。；;\n]+"
    "(?:[(（][^()（）]*[)）][^()（）【】\\[\\]。；;\n]*)*)[)）】\\]]?[。；;，,]?"
)
_OWNERS: Final = re.compile(
    _SAID.format(
        words="(?:執行|承辦|主辦|協辦|權責|負責|業務|辦理|主責|推動)(?:單位|機關|科室)"
        "|主辦|協辦|承辦"
    )
)
_DEADLINE: Final = re.compile(
    _SAID.format(words="(?:完成|辦理|執行|實施)?(?:期限|期程|時程|時間|日期|頻率)")
)
_AT_END: Final = re.compile(
    r"[(（【\[](?P<said>[^()（）【】\[\]]{2,40})[)）】\]][。；;]?\s*$"
)
_FEWEST: Final = 2


def prose_tree(
    outline: Outline,
) -> tuple[list[Draft], tuple[str, ...], Node | None]:
    """The items that a section holds, their levels' names, and the section."""
    sections = [
        node
        for node in outline.nodes()
        if words.CONTENTS.search(node.title) and len(node.children) >= _FEWEST
    ]
    outer = [node for node in sections if node.parent not in sections]
    if not outer:
        return [], (), None
    section = max(outer, key=_size)
    top = [_draft(child) for child in section.children]
    for draft in leaves(top):
        _take_out(draft)
    names = [_short(section.title)]
    for _ in range(depth(top) - 1):
        names.append(part_of(names[-1]))
    return top, tuple(names), section


def _size(node: Node) -> int:
    return 1 + sum(map(_size, node.children))


def _short(title: str) -> str:
    found = words.CONTENTS.search(title)
    return found.group() if found else title


def _draft(node: Node) -> Draft:
    return Draft(
        ordinal=node.ordinal,
        text="\n".join([node.title, *node.body]),
        place=node.place,
        children=[_draft(child) for child in node.children],
    )


def _take_out(draft: Draft) -> None:
    """Owners and deadline out of an item's words: （主辦單位：秘書室；…）."""
    taken = list(_OWNERS.finditer(draft.text))
    at_end = None if taken else _AT_END.search(draft.text)
    if at_end and are_owners(at_end["said"]):
        taken.append(at_end)
    found = owners_of("\n".join(match["said"] for match in taken))
    draft.owners, draft.excluded = found.names, found.excluded
    said = _DEADLINE.search(draft.text)
    stated = deadlines.stated(said["said"]) if said else None
    if said:
        taken.append(said)
    rest = draft.text
    for match in sorted(taken, key=lambda match: match.start(), reverse=True):
        rest = rest[: match.start()] + rest[match.end() :]
    rule = stated or deadlines.in_text(rest) or deadlines.hinted(rest) or Deadline()
    draft.deadline = replace(rule, suspended_until=deadlines.suspended_until(rest))
    draft.text = rest.strip(" \n；;，,") or draft.text
