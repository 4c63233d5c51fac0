"""The commands that make, judge and countersign reports, and print forms."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from desktop.cli.output import from_environment, passphrase
from desktop.cli.profiles import opened
from forms.checklist.completeness import Lack
from forms.checklist.reading import read_line, read_name
from forms.errors import UserError
from forms.signing.chain import ROLE_WORDS
from forms.signing.verdict import Integrity, Trust
from resources.texts import later

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

    from db.store import Store
    from desktop.cli.output import Output
    from forms.signing.identity import Identity
    from forms.signing.verdict import Verdict

_P12_PASSPHRASE: Final = "ZOUCHA_P12_PASSPHRASE"  # noqa: S105 - the variable's name
_MOST_P12_BYTES: Final = 1 << 20

_LACKING: Final = {
    Lack.NOTE: later("{item}: the note that belongs to this answer is missing."),
    Lack.PHOTO: later("{item}: the photo that belongs to this answer is missing."),
}
VERDICTS: Final = {
    Integrity.VALID: later("valid: nothing was changed and every signature is there"),
    Integrity.INCOMPLETE: later(
        "incomplete: nothing was changed, but a signature is still missing"
    ),
    Integrity.INVALID: later("not valid: do not rely on it"),
    Integrity.UNSIGNED: later("no report of Zoucha's: nothing is signed"),
}
_TRUST: Final = {
    Trust.TRUSTED: later("Every signer is known here."),
    Trust.SELF_MADE: later(
        "The keys were made by their holders: they prove that nothing was changed, "
        "not who signed."
    ),
    Trust.UNKNOWN: later("Who signed is not known here."),
}


def inspect(arguments: Namespace, output: Output) -> int:
    """``zoucha inspect``."""
    from desktop.workflows.inspect_file import inspect_file
    from desktop.workflows.profile import own_identity
    from desktop.workflows.start_inspection import find_checklist
    from resources.texts import Texts

    now = _now()
    with opened(arguments, output) as (store, secret):
        made = inspect_file(
            store,
            checklists=[find_checklist(store, ref) for ref in arguments.checklist],
            unit=arguments.unit,
            answers=arguments.answers,
            report=arguments.out,
            inspector=own_identity(store, secret, now),
            now=now,
            texts=Texts(store.settings.get().language),
        )
    kept, visit = made.kept, made.visit
    for item in visit.left_out:
        output.warn("{item} does not apply here and was left out.", item=item)
    for one in visit.lacking:
        output.warn(_LACKING[one.lack], item=one.item)
    for warning in kept.warnings:
        output.warn_of(warning)
    if kept.written:
        output.say(
            "Report {number} is in {file}.", number=kept.number, file=arguments.out
        )
    if kept.written and visit.ink is None and not visit.refused:
        output.say(
            "It is complete when the accompanying officer has signed: zoucha "
            "countersign {file} --as accompanying",
            file=arguments.out,
        )
    output.data(
        {
            "number": kept.number,
            "report": str(arguments.out) if kept.written else None,
            "warnings": [one.told(output.texts) for one in kept.warnings],
        }
    )
    return 0 if kept.written else 1


def report(arguments: Namespace, output: Output) -> int:
    """``zoucha report``: the file of a report that the profile has sealed."""
    from desktop.workflows.write_file import refuse_existing, write_file

    number = arguments.number
    refuse_existing(arguments.out)
    with opened(arguments, output) as (store, _):
        if not store.reports.files(number):
            raise UserError(
                "There is no report {number} in this profile; look at its number "
                "once more.",
                number=number,
            )
        pdf = store.reports.pdf(number)
    write_file(arguments.out, pdf)
    output.say("Report {number} is in {file}.", number=number, file=arguments.out)
    output.data({"number": number, "report": str(arguments.out)})
    return 0


def verify(arguments: Namespace, output: Output) -> int:
    """``zoucha verify``: 0 only where every file is valid."""
    from desktop.workflows.verify_report import Registry, judge_each

    registry = None
    if "data" in arguments:
        with opened(arguments, output) as (store, _):
            registry = Registry.of(store)
    judged = judge_each(arguments.files, registry)
    for path, one in zip(arguments.files, judged, strict=True):
        if isinstance(one, UserError):
            output.warn_of(one)
        else:
            _tell(path, one, output)
    output.data(
        {
            "files": [
                {"file": str(path), **_reported(one, output)}
                for path, one in zip(arguments.files, judged, strict=True)
            ]
        }
    )
    sound = all(
        not isinstance(one, UserError) and one.verdict == Integrity.VALID
        for one in judged
    )
    return 0 if sound else 1


def countersign(arguments: Namespace, output: Output) -> int:
    """``zoucha countersign``."""
    from desktop.workflows.review_report import countersign_report
    from desktop.workflows.write_file import refuse_existing
    from resources.texts import Texts

    now = _now()
    target = arguments.out or arguments.file
    if target != arguments.file:
        refuse_existing(target)
    with opened(arguments, output) as (store, secret):
        countersign_report(
            store,
            arguments.file,
            target,
            role=arguments.role,
            identity=_identity(arguments, output, store, secret, now),
            acting_for=read_line(arguments.acting_for, "--acting-for"),
            now=now,
            texts=Texts(store.settings.get().language),
        )
    output.say("{file} is signed.", file=target)
    output.data({"report": str(target)})
    return 0


def print_blank(arguments: Namespace, output: Output) -> int:
    """``zoucha print``."""
    from desktop.workflows.print_forms import print_forms
    from desktop.workflows.write_file import refuse_other_than_form, write_file
    from forms.checklist.library import find

    checklists = [find(ref) for ref in arguments.checklist]
    unit = None if arguments.unit is None else read_name(arguments.unit, "--unit")
    refuse_other_than_form(arguments.out)
    pdf = print_forms(checklists, agency="", unit=unit, texts=output.texts)
    write_file(arguments.out, pdf)
    output.say("The form is in {file}.", file=arguments.out)
    output.data(
        {"form": str(arguments.out), "checklists": [one.ref for one in checklists]}
    )
    return 0


def _identity(
    arguments: Namespace, output: Output, store: Store, secret: str, now: datetime
) -> Identity:
    from desktop.workflows.profile import own_identity
    from desktop.workflows.read_file import read_file
    from forms.signing.identity import from_pkcs12, make_identity

    if arguments.p12 is not None:
        path: Path = arguments.p12
        data = read_file(path, most=_MOST_P12_BYTES)
        password = from_environment(_P12_PASSPHRASE) or passphrase(output.texts)
        return from_pkcs12(data, password, file=path.name, now=now)
    if arguments.name is not None:
        return make_identity(
            read_name(arguments.name, "--name"),
            agency=store.settings.get().agency,
            now=now,
            one_time=True,
        )
    return own_identity(store, secret, now)


def _reported(judged: Verdict | UserError, output: Output) -> dict[str, object]:
    if isinstance(judged, UserError):
        return {"error": judged.told(output.texts)}
    return dict(judged.report(output.texts))


def _tell(path: Path, verdict: Verdict, output: Output) -> None:
    output.say(
        "{file}: {verdict}",
        file=path,
        verdict=output.texts(VERDICTS[verdict.verdict]),
    )
    for one in verdict.signatures:
        output.say(
            "  {role} {by}, {at}",
            role=output.texts(ROLE_WORDS.get(one.role, one.role)),
            by=one.by,
            at=f"{one.at:%Y-%m-%d %H:%M}" if one.at else "?",
        )
    if verdict.signatures:
        output.say("  {trust}", trust=output.texts(_TRUST[verdict.identity]))
    for reason in verdict.reasons:
        output.say("  {reason}", reason=reason.told(output.texts))


def _now() -> datetime:
    return datetime.now().astimezone()
