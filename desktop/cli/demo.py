"""``zoucha demo``: the main job without a screen."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from desktop.cli.output import PASSPHRASE, from_environment
from desktop.cli.reports import VERDICTS

if TYPE_CHECKING:
    from argparse import Namespace

    from desktop.cli.output import Output


def demo(arguments: Namespace, output: Output) -> int:
    """Make the example and say in six lines what was done and where it is."""
    from desktop.workflows.demo import make_example, plan_line

    now = datetime.now().astimezone()
    given = from_environment(PASSPHRASE)
    example = make_example(
        arguments.out,
        seed=arguments.seed,
        now=now,
        texts=output.texts,
        passphrase=given or None,
    )
    for warning in example.warnings:
        output.warn_of(warning)
    sealed = example.sealed
    output.say(
        "Visited {unit}: {items} answers, {findings} findings, {photos} photos, "
        "score {score}.",
        unit=sealed.inspection.unit,
        items=len(sealed.answers),
        findings=len(sealed.findings),
        photos=len(sealed.photos),
        score=sealed.score.percent,
    )
    output.say("Plan: {plan}.", plan=plan_line(now, output.texts))
    output.say(
        "Report {number} with {signatures} signatures: {file}",
        number=sealed.number,
        signatures=len(example.verdict.signatures),
        file=example.report,
    )
    output.say(
        "Verified: {verdict}. Profile: {profile}",
        verdict=output.texts(VERDICTS[example.verdict.verdict]),
        profile=example.profile,
    )
    if not given:
        output.say(
            "Passphrase: {passphrase}  Recovery code: {code}",
            passphrase=example.passphrase,
            code=example.recovery_code,
        )
    output.say("The window on it: zoucha --data {profile}", profile=example.profile)
    output.data(
        {
            "number": sealed.number,
            "report": str(example.report),
            "profile": str(example.profile),
            "passphrase": None if given else example.passphrase,
            "recovery_code": example.recovery_code,
            "unit": sealed.inspection.unit,
            "score": sealed.score.percent,
            "verdict": example.verdict.verdict,
        }
    )
    return 0 if example.verdict.verdict == "valid" else 1
