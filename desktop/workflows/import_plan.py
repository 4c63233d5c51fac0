"""Bringing in the plan that an agency issued."""

from __future__ import annotations

import hashlib
import re
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from forms.directory.library import built_in_directories, built_in_directory
from forms.directory.resolve import unknown
from forms.errors import UserError
from forms.plan.building.build import build_plan
from forms.plan.building.repeats import said
from forms.plan.library import built_in_plans
from forms.plan.lint import lint
from forms.plan.reading.isolated import read_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from db.store import Store
    from forms.directory.model import Directory
    from forms.plan.building.build import Imported
    from forms.plan.model import Plan
    from resources.texts import Texts

WORKER: Final = "--plan-worker"
"""The argument that makes the program the reading worker and nothing else."""

_CODE: Final = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")


def read_plan(
    path: Path, texts: Texts, *, store: Store | None = None, code: str | None = None
) -> Imported:
    """The plan in a file, with its lint; nothing is kept.

    Args:
        path: A file that may come from anywhere.
        texts: The language of the lint.
        store: The profile whose plans and directory are known, if there is one.
        code: The code for it; that of the known plan with the same title, or one
            made of year and agency, if ``None``.

    Raises:
        UserError: It cannot be read, or holds no plan, or the code cannot be one.
    """
    if code is not None and not _CODE.fullmatch(code):
        raise UserError(
            "“{code}” cannot be a plan's code; use small letters, digits and hyphens.",
            code=code,
        )
    document = read_file(path, command=worker_command())
    read = build_plan(document, texts, file=path.name, code="")
    plan = replace(read.plan, code=code or code_of(read.plan, known_plans(store)))
    directory = directory_for(plan, store)
    if directory is not None:
        found = lint(
            plan,
            texts,
            unknown=lambda item: [
                name
                for owner in item.owners
                for name in unknown(directory, owner, item.excluded)
            ],
        )
        more = [one for one in found if one.code == "owner-undefined"]
        plan = replace(plan, lint=(*plan.lint, *more))
    return replace(read, plan=plan)


def keep_plan(store: Store, plan: Plan, original: bytes, media_type: str) -> Plan:
    """Keep the plan, as a version of its own, and the file that it came from.

    The same plan again, from whatever file, is the version that is there already.
    """
    sha256 = hashlib.sha256(original).hexdigest()
    numbers = [0]
    for known in known_plans(store):
        if known.code != plan.code:
            continue
        if _contents(known) == _contents(plan):
            return known
        if known.version.isascii() and known.version.isdecimal():
            numbers.append(int(known.version))
    kept = replace(plan, version=str(max(numbers) + 1), original=sha256)
    store.evidence.put(original, media_type)
    store.plans.add(kept)
    return kept


def code_of(plan: Plan, known: Sequence[Plan]) -> str:
    """The code of the known plan with that title, or one made of year and agency."""
    for other in known:
        if said(other.title) == said(plan.title):
            return other.code
    agency = hashlib.sha256(said(plan.agency or plan.title).encode()).hexdigest()
    return f"plan-{plan.roc_year}-{agency[:6]}"


def find_version(store: Store | None, ref: str) -> Plan:
    """The plan of that code, its last version, or of that ``code@version``.

    Raises:
        UserError: There is none; the known ones are named.
    """
    code, _, version = ref.partition("@")
    known = known_plans(store)
    for plan in reversed(known):
        if plan.code == code and version in ("", plan.version):
            return plan
    raise UserError(
        "There is no plan {code}; known are {codes}.",
        code=ref,
        codes=", ".join(sorted({plan.code for plan in known})),
    )


def known_plans(store: Store | None) -> tuple[Plan, ...]:
    """The built-in plans and every version that was brought in, older ones first."""
    kept = store.plans.all() if store else []
    there = {(plan.code, plan.version) for plan in kept}
    built_in = [p for p in built_in_plans() if (p.code, p.version) not in there]
    return (*built_in, *kept)


def directory_for(plan: Plan, store: Store | None) -> Directory | None:
    """The directory that knows the units of a plan, if there is one."""
    own = store.directory.get() if store else None
    if own is not None:
        return own
    agency = next((a for a in built_in_directories() if plan.code.startswith(a)), None)
    return built_in_directory(agency) if agency else None


def worker_command() -> list[str]:
    """How this program, frozen or not, is started as the worker."""
    if getattr(sys, "frozen", False):
        return [sys.executable, WORKER]
    return [sys.executable, "-P", "-m", "forms.plan.reading.worker"]


def _contents(plan: Plan) -> Plan:
    """What a version is, whatever its number, file and the lint's language."""
    return replace(plan, version="", original=None, lint=())
