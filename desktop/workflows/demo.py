"""The example: a whole visit on built-in data, from an empty folder to the verdict."""

from __future__ import annotations

import secrets
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

from db.people import Post
from desktop.workflows.demo_pictures import (
    counter_without_deputy,
    drawn_ink,
    sign_without_english,
)
from desktop.workflows.demo_visit import AGENCY, PLAN, example_visit, person_name
from desktop.workflows.inspect_file import Kept, seal_visit
from desktop.workflows.profile import make_profile, own_identity
from desktop.workflows.verify_report import verify_reports
from desktop.workflows.write_file import refuse_profile
from forms.checklist.library import built_in
from forms.errors import UserError
from forms.inspection import Role
from forms.plan.library import built_in_plan
from forms.roc import roc_year
from forms.sealed import SealedInspection
from forms.signing.verdict import Verdict

if TYPE_CHECKING:
    from db.keys import Cost
    from db.store import Store
    from resources.texts import Texts

_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, kw_only=True)
class Example:
    """What the example left behind.

    Attributes:
        passphrase: Of the profile; was made up unless the caller gave one.
        warnings: What did not work once the report was sealed.
    """

    profile: Path
    report: Path
    passphrase: str
    recovery_code: str
    sealed: SealedInspection
    verdict: Verdict
    warnings: tuple[UserError, ...]


def make_example(
    out: Path,
    *,
    seed: int,
    now: datetime,
    texts: Texts,
    passphrase: str | None = None,
    cost: Cost | None = None,
) -> Example:
    """Make a profile and do a visit in it; another seed, another visit.

    Raises:
        UserError: The folder holds an example already, or cannot be written.
    """
    profile, report = out / "profile", out / "report.pdf"
    for path in (profile, report):
        if path.exists():
            raise UserError(
                "{file} is already there and is not overwritten; choose another "
                "folder.",
                file=path,
            )
    chance = Random(seed)  # noqa: S311 - an example that can be repeated
    refuse_profile(report)
    passphrase = passphrase or made_up_passphrase()
    made = make_profile(
        profile,
        agency=AGENCY,
        name=person_name(chance),
        role=Post.INSPECTOR,
        title="專員",
        unit="秘書室",
        passphrase=passphrase,
        language=texts.language,
        now=lambda: now,
        cost=cost,
    )
    with closing(made.store) as store:
        kept = _visit(store, chance, report, passphrase, now, texts)
        if not kept.written:
            raise kept.warnings[0]
        sealed = store.reports.sealed(kept.number)
        assert sealed is not None  # noqa: S101 - it was just kept
        (verdict,) = verify_reports([report], store)
    return Example(
        profile=profile,
        report=report,
        passphrase=passphrase,
        recovery_code=made.recovery_code,
        sealed=sealed,
        verdict=verdict,
        warnings=kept.warnings,
    )


def made_up_passphrase() -> str:
    """Four groups of four that are easy to type; about 79 bits."""
    return "-".join(
        "".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4)
    )


def _visit(
    store: Store,
    chance: Random,
    report: Path,
    passphrase: str,
    now: datetime,
    texts: Texts,
) -> Kept:
    member = store.people.get(store.person or "")
    assert member is not None  # noqa: S101 - who opened the profile is in it
    checklists = [built_in("EN"), built_in("SI")]
    visit, unit = example_visit(
        chance,
        checklists,
        inspector=member,
        started=now - timedelta(minutes=85),
        ended=now,
        pictures=(counter_without_deputy(chance), sign_without_english(chance)),
    )
    return seal_visit(
        store,
        visit,
        checklists=checklists,
        unit=unit,
        report=report,
        inspector=own_identity(store, passphrase, now),
        inks={
            Role.INSPECTOR: drawn_ink(chance),
            Role.ACCOMPANYING: drawn_ink(chance),
        },
        now=now,
        texts=texts,
    )


def plan_line(now: datetime, texts: Texts) -> str:
    """Which plan the example is made under, and that it is an older year's."""
    plan = built_in_plan(PLAN)
    return texts(
        "{title} ({number}), carried over to ROC year {year}",
        title=plan.title,
        number=plan.document_number,
        year=roc_year(now.date()),
    )
