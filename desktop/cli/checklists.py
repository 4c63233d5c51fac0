"""The commands about checklists, which need no profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.canonical import plain
from forms.checklist.answering import values_of
from forms.checklist.library import built_ins, find

if TYPE_CHECKING:
    from argparse import Namespace

    from desktop.cli.output import Output
    from forms.checklist.model import Checklist, Item


def checklist(arguments: Namespace, output: Output) -> int:
    """``zoucha checklist list`` and ``zoucha checklist show``."""
    if arguments.action == "list":
        return _list(output)
    return _show(find(arguments.ref), output)


def _list(output: Output) -> int:
    title = output.texts.of
    for one in built_ins():
        output.say("{ref}  {title}", ref=one.ref, title=title(one.title))
    output.data(
        {
            "checklists": [
                {
                    "ref": one.ref,
                    "code": one.code,
                    "version": one.version,
                    "title": title(one.title),
                }
                for one in built_ins()
            ]
        }
    )
    return 0


def _show(checklist: Checklist, output: Output) -> int:
    text = output.texts.of
    output.say("{ref}  {title}", ref=checklist.ref, title=text(checklist.title))
    for section in checklist.sections:
        output.say("\n{title}", title=text(section.title))
        for item in section.items:
            output.say("  {key}  {text}", key=item.key, text=text(item.text))
    output.data(
        {
            "ref": checklist.ref,
            "sha256": checklist.sha256,
            **plain(checklist),
            "sections": [
                {
                    "key": section.key,
                    "title": section.title,
                    "items": [_described(checklist, item) for item in section.items],
                }
                for section in checklist.sections
            ],
        }
    )
    return 0


def _described(checklist: Checklist, item: Item) -> dict[str, object]:
    """The item with what a script needs to answer it, also where it is a default."""
    return {
        **plain(item),
        "required": item.required,
        "note": item.note,
        "photo": item.photo,
        "values": list(values_of(checklist, item)),
    }
