"""Trees that stand side by side in one plan: 整體服務 and 專案規劃."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.plan.building.drafts import Draft
    from forms.plan.building.outline import Node, Outline

_NAMED: Final = re.compile("[「『](?P<title>[^」』]{2,12})[」』]\\s*類(?:別|組)?")
_KEYS: Final = {"整體服務": "overall", "專案規劃": "project"}
_ENOUGH: Final = 2
_MOST: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """What one of several trees is called.

    Attributes:
        prefix: Of the keys of its items; the first tree has none.
    """

    key: str
    prefix: str
    ordinal: str
    title: str


def namings(trees: Sequence[Sequence[Draft]], outline: Outline) -> tuple[Naming, ...]:
    """A name for each tree, from the section that tells of its topmost items."""
    known = [
        (match["title"], node)
        for node in outline.nodes()
        for match in _NAMED.finditer(node.text)
    ]
    found: list[Naming] = []
    for position, top in enumerate(trees):
        section = _told_in(top, outline) if len(trees) > 1 else None
        title, ordinal = "", ""
        if section is not None:
            title, ordinal = section.title, section.ordinal.text
            for name, node in known:
                if name in section.title:
                    title, ordinal = name, node.ordinal.text
        elif len(known) == len(trees):
            title, ordinal = known[position][0], known[position][1].ordinal.text
        key = _KEYS.get(title, f"tree{position + 1}")
        prefix = (key[0] if title in _KEYS else f"t{position + 1}") if position else ""
        found.append(
            Naming(
                key=key,
                prefix=prefix,
                ordinal=ordinal,
                title=title or (top[0].text.partition("\n")[0] if top else ""),
            )
        )
    return tuple(found)


def _told_in(top: Sequence[Draft], outline: Outline) -> Node | None:
    """The section whose words name the most of some items, if they name any two."""
    names = [draft.text.partition("\n")[0] for draft in top[:_MOST] if draft.text]
    best, most = None, _ENOUGH - 1
    for node in outline.nodes():
        words = " ".join([node.text, *node.body])
        named = sum(name in words for name in names)
        if named > most:
            best, most = node, named
    return best
