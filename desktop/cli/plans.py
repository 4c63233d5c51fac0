"""The commands about plans; without a profile they keep nothing."""

from __future__ import annotations

import mimetypes
from contextlib import contextmanager
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Final

from desktop.cli.profiles import opened
from forms.plan.document import report
from forms.plan.obligations import State
from resources.texts import later

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Generator

    from db.store import Store
    from desktop.cli.output import Output
    from forms.plan.comparison import Comparison
    from forms.plan.model import Plan


def plan(arguments: Namespace, output: Output) -> int:
    """``zoucha plan import|list|show|coverage|obligations|compare``."""
    action = {
        "import": _import,
        "list": _list,
        "show": _show,
        "coverage": _coverage,
        "obligations": _obligations,
        "compare": _compare,
    }[arguments.action]
    with _profile(arguments, output) as store:
        return action(arguments, output, store)


@contextmanager
def _profile(arguments: Namespace, output: Output) -> Generator[Store | None]:
    """The profile that ``--data`` names; none without it."""
    if "data" not in arguments:
        yield None
        return
    with opened(arguments, output) as (store, _):
        yield store


def _import(arguments: Namespace, output: Output, store: Store | None) -> int:
    from desktop.workflows.import_plan import keep_plan, read_plan

    read = read_plan(arguments.file, output.texts, store=store, code=arguments.code)
    found = read.plan
    if store is not None:
        media_type = mimetypes.guess_type(arguments.file.name)[0]
        found = keep_plan(
            store,
            found,
            arguments.file.read_bytes(),
            media_type or "application/octet-stream",
        )
    _tell(found, output)
    if store is not None:
        output.say("It is kept as {ref}.", ref=f"{found.code}@{found.version}")
    else:
        output.say("Nothing was kept; with --data it is kept in a profile.")
    output.data(report(found))
    return 0


def _list(_: Namespace, output: Output, store: Store | None) -> int:
    from desktop.workflows.import_plan import known_plans

    plans = known_plans(store)
    for one in plans:
        output.say("{ref}  {title}", ref=f"{one.code}@{one.version}", title=one.title)
    output.data(
        {
            "plans": [
                {
                    "ref": f"{one.code}@{one.version}",
                    "code": one.code,
                    "version": one.version,
                    "title": one.title,
                    "agency": one.agency,
                    "roc_year": one.roc_year,
                }
                for one in plans
            ]
        }
    )
    return 0


def _show(arguments: Namespace, output: Output, store: Store | None) -> int:
    from desktop.workflows.import_plan import find_version

    found = find_version(store, arguments.ref)
    if arguments.out is not None:
        from desktop.workflows.write_plan import write_plan

        write_plan(found, arguments.out, output.texts)
    _tell(found, output)
    _tell_of_file(arguments, output)
    output.data(report(found))
    return 0


def _tell_of_file(arguments: Namespace, output: Output) -> None:
    if arguments.out is not None:
        output.say("It is written to {file}.", file=arguments.out)


def _tell(found: Plan, output: Output) -> None:
    output.say("{ref}  {title}", ref=f"{found.code}@{found.version}", title=found.title)
    for item in found.items:
        text = item.text.splitlines()[0] if item.text else ""
        output.say(
            "{indent}{ordinal} {text}",
            indent="  " * item.level,
            ordinal=item.ordinal or "·",
            text=text,
        )
    for lint in found.lint:
        place = found.label(lint.where) if lint.where else ""
        output.say("! {place} {doubt}", place=place, doubt=lint.message)
    output.say(
        "{items} items, {actions} of them actions; {lint} doubts.",
        items=len(found.items),
        actions=len(found.actions()),
        lint=len(found.lint),
    )


def _coverage(arguments: Namespace, output: Output, store: Store | None) -> int:
    from desktop.workflows.import_plan import find_version
    from desktop.workflows.plan_coverage import coverage_of

    found = find_version(store, arguments.ref)
    rows = coverage_of(found, store)
    if arguments.out is not None:
        from desktop.workflows.write_plan import write_coverage

        write_coverage(found, rows, arguments.out, output.texts)
    for row in rows:
        output.say(
            "{label}  {checks}  {seen} of {units} units seen",
            label=found.label(row.item),
            checks="、".join(row.checks) or "-",
            seen=sum(cell.count > 0 for cell in row.cells),
            units=len(row.cells),
        )
    _tell_of_file(arguments, output)
    output.data(
        {
            "plan": f"{found.code}@{found.version}",
            "items": [
                {
                    "key": row.item,
                    "label": found.label(row.item),
                    "checks": list(row.checks),
                    "units": [
                        {
                            "unit": cell.unit,
                            "state": cell.state,
                            "count": cell.count,
                            "last": cell.last.isoformat() if cell.last else None,
                        }
                        for cell in row.cells
                    ],
                }
                for row in rows
            ],
        }
    )
    return 0


def _obligations(arguments: Namespace, output: Output, store: Store | None) -> int:
    from desktop.workflows.import_plan import find_version
    from desktop.workflows.plan_coverage import obligations_of

    found = find_version(store, arguments.ref)
    owed = obligations_of(found, arguments.on, store)
    if arguments.out is not None:
        from desktop.workflows.write_plan import write_obligations

        on = datetime.combine(arguments.on, time(), tzinfo=UTC)
        write_obligations(found, owed, arguments.out, output.texts, on)
    for one in owed:
        output.say(
            "{due}  {state}  {label}  {unit}",
            due=one.window.due.isoformat(),
            state=output.texts(_STATES[one.state]),
            label=found.label(one.item),
            unit=one.unit,
        )
    _tell_of_file(arguments, output)
    output.data(
        {
            "plan": f"{found.code}@{found.version}",
            "on": arguments.on.isoformat(),
            "obligations": [
                {
                    "key": one.item,
                    "label": found.label(one.item),
                    "text": found.item(one.item).deadline.text,
                    "unit": one.unit,
                    "kind": one.kind,
                    "from": one.window.start.isoformat(),
                    "due": one.window.due.isoformat(),
                    "min": one.min,
                    "max": one.max,
                    "count": one.count,
                    "state": one.state,
                }
                for one in owed
            ],
        }
    )
    return 0


def _compare(arguments: Namespace, output: Output, store: Store | None) -> int:
    from desktop.workflows.import_plan import find_version
    from forms.plan.comparison import compare

    old = find_version(store, arguments.old)
    new = find_version(store, arguments.new)
    found = compare(old, new)
    document = _told(old, new, found)
    for change, name in _CHANGES.items():
        for entry in document[change]:
            output.say(
                "{change}  {entry}", change=output.texts(name), entry=_in_line(entry)
            )
    output.data(
        {
            "old": f"{old.code}@{old.version}",
            "new": f"{new.code}@{new.version}",
            **document,
        }
    )
    return 0


_CHANGES: Final = {
    "added": later("added"),
    "removed": later("removed"),
    "reworded": later("reworded"),
    "moved": later("moved"),
    "renumbered": later("renumbered"),
    "owners_changed": later("owners changed"),
    "deadline_changed": later("deadline changed"),
}
_STATES: Final = {
    State.DUE: later("due"),
    State.MET: later("met"),
    State.OVERDUE: later("overdue"),
    State.PERMITTED: later("permitted"),
    State.SUSPENDED: later("suspended"),
    State.STANDING: later("standing"),
}


def _in_line(entry: dict[str, object]) -> str:
    return "  →  ".join(str(entry[side]) for side in ("old", "new") if side in entry)


def _told(
    old: Plan, new: Plan, found: Comparison
) -> dict[str, list[dict[str, object]]]:
    def pair(key: str, *names: str) -> dict[str, object]:
        before, after = old.item(key), new.item(found.same[key])
        told: dict[str, object] = {"old": key, "new": after.key}
        for name in names:
            told[name] = {"old": _plain(before, name), "new": _plain(after, name)}
        return told

    return {
        "added": [{"new": key, "text": new.item(key).text} for key in found.added],
        "removed": [{"old": key, "text": old.item(key).text} for key in found.removed],
        "reworded": [pair(key, "text") for key in found.reworded],
        "moved": [pair(key) for key in found.moved],
        "renumbered": [pair(key) for key in found.renumbered],
        "owners_changed": [
            pair(key, "owners", "excluded") for key in found.owners_changed
        ],
        "deadline_changed": [pair(key, "deadline") for key in found.deadline_changed],
    }


def _plain(item: object, name: str) -> object:
    import msgspec

    return msgspec.to_builtins(getattr(item, name))
