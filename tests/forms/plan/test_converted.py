"""The four real plans as another program writes them: LibreOffice, out of ours."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

import pytest

from forms.plan.building.repeats import said
from resources import folder
from tests.forms.plan.documents import REAL, WRITERS, parts, plan_of, real_text

if TYPE_CHECKING:
    from pathlib import Path

    from forms.plan.model import Item, Plan

_OFFICE: Final = shutil.which("soffice") or shutil.which("libreoffice")
_SECONDS: Final = 120
_FROM: Final = {"docx": "odt", "pdf": "odt", "xlsx": "ods", "ods": "xlsx"}

pytestmark = pytest.mark.skipif(_OFFICE is None, reason="LibreOffice is not installed")


@pytest.fixture(scope="module", params=_FROM)
def converted(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A folder with all four as documents of one kind."""
    place = tmp_path_factory.mktemp("converted")
    kind: str = request.param
    ours = []
    for code in REAL:
        ours.append(place / f"{code}.{_FROM[kind]}")
        ours[-1].write_bytes(WRITERS[_FROM[kind]](list(parts(real_text(code)))))
    fonts = place / "fonts.conf"
    fonts.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{escape(str(folder('fonts')))}</dir>"
        f"<cachedir>{escape(str(place / 'fonts'))}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    subprocess.run(
        [
            str(_OFFICE),
            f"-env:UserInstallation={(place / 'office').as_uri()}",
            *("--headless", "--norestore", "--convert-to", kind),
            *("--outdir", str(place / kind), *map(str, ours)),
        ],
        env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=_SECONDS,
        check=True,
    )
    return place / kind


@pytest.mark.parametrize("code", REAL)
def test_document_of_another_program_gives_the_same_tree(
    code: str, converted: Path
) -> None:
    (made,) = converted.glob(f"{code}.*")
    again = plan_of(made.read_bytes(), made.name)
    assert list(map(bones, again.items)) == list(map(bones, plan(code).items))
    if made.suffix != ".pdf":
        assert again.items == plan(code).items
    assert again.sections == plan(code).sections
    assert facts(again) == facts(plan(code))


@cache
def plan(code: str) -> Plan:
    return plan_of(real_text(code))


def bones(item: Item) -> tuple[object, ...]:
    """An item but for the blanks where the width of a page has cut its lines."""
    deadline = item.deadline
    return (
        (item.key, item.level, item.ordinal, said(item.text), item.category),
        (item.owners, item.excluded, item.owners_inherited),
        (deadline.kind, deadline.text, deadline.min, deadline.max, deadline.on),
        (deadline.stated, deadline.suspended_until, item.repeats),
    )


def facts(plan: Plan) -> tuple[object, ...]:
    return (
        (plan.title, plan.agency, plan.document_number),
        (plan.approved_on, plan.revised_on, plan.period),
        (plan.bases, plan.objectives, plan.task_force, plan.levels, plan.categories),
    )
