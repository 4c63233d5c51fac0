"""Which commands there are and what they take: the contract of the command line."""

from __future__ import annotations

import argparse
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from forms.signing.chain import ROLE_WORDS
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from resources.texts import Texts

PROFILE_ROLES: Final = ("inspector", "supervisor", "staff")

ARGPARSE_WORDS: Final = (
    later("usage: "),
    later("positional arguments"),
    later("options"),
    later("show this help message and exit"),
    later("%(prog)s: error: %(message)s\n"),
    later("argument %(argument_name)s: %(message)s"),
    later("the following arguments are required: %s"),
    later("unrecognized arguments: %s"),
    later("expected one argument"),
    later("expected at least one argument"),
    later("invalid choice: %(value)r (choose from %(choices)s)"),
    later("invalid %(type)s value: %(value)r"),
    later("ambiguous option: %(option)s could match %(matches)s"),
    later("not allowed with argument %s"),
    later("ignored explicit argument %r"),
)
"""What argparse itself may say to somebody; it is said here for the catalogue."""


def parsed(words: Sequence[str], texts: Texts) -> argparse.Namespace:
    """What the words ask for.

    Raises:
        SystemExit: They ask for help, or cannot be understood; that has been said, in
            the reader's language.
    """
    with _argparse_speaking(texts):
        return _Builder(texts).built().parse_args(words)


@contextmanager
def _argparse_speaking(texts: Texts) -> Generator[None]:
    """Let argparse look its own words up in our catalogue.

    It takes them from two functions of `gettext` that it has imported.
    """
    module = vars(argparse)
    own = {name: module[name] for name in ("_", "ngettext")}
    module.update(
        _=texts, ngettext=lambda one, many, number: texts(one if number == 1 else many)
    )
    try:
        yield
    finally:
        module.update(own)


class _Builder:
    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._parser = argparse.ArgumentParser(
            prog="zoucha",
            description=texts("Inspect how well a public agency serves people."),
        )
        self._commands = self._parser.add_subparsers(
            dest="command", metavar=texts("COMMAND")
        )

    def built(self) -> argparse.ArgumentParser:
        self._take_profile(self._parser)
        self._profile_commands()
        self._checklist_commands()
        self._plan_commands()
        self._phone_commands()
        self._report_commands()
        self._safety_commands()
        return self._parser

    def _profile_commands(self) -> None:
        _ = self._texts
        init = self._command("init", _("Make an empty profile."))
        self._option(init, "--agency", _("The agency's name."), required=True)
        self._option(init, "--name", _("Your own name."), required=True)
        self._option(
            init,
            "--role",
            _("What you do with it."),
            choices=PROFILE_ROLES,
            required=True,
        )
        demo = self._command(
            "demo",
            _("Do a whole visit on built-in data, to a signed report."),
        )
        self._path(demo, "--out", _("A new folder for everything it makes."))
        self._option(
            demo,
            "--seed",
            _("Another number makes another visit."),
            type=int,
            default=1,
        )

    def _checklist_commands(self) -> None:
        _ = self._texts
        command = self._commands.add_parser(
            "checklist", help=_("List the checklists or show one.")
        )
        self._common(command)
        actions = command.add_subparsers(dest="action", required=True)
        listing = actions.add_parser("list", help=_("All checklists."))
        show = actions.add_parser("show", help=_("One checklist, whole."))
        show.add_argument("ref", help=_("CODE or CODE@VERSION."))
        for one in (listing, show):
            self._common(one)
        printing = self._command("print", _("Print checklists blank."))
        self._checklists(printing)
        self._option(printing, "--unit", _("The unit that is printed into the form."))
        self._path(printing, "--out", _("The PDF to write."))

    def _plan_commands(self) -> None:
        _ = self._texts
        command = self._commands.add_parser(
            "plan", help=_("Bring plans in, show and compare them.")
        )
        self._common(command)
        actions = command.add_subparsers(dest="action", required=True)
        bring = actions.add_parser("import", help=_("Read a plan from its document."))
        bring.add_argument("file", type=Path, metavar="FILE")
        self._option(bring, "--code", _("The code that the plan gets."))
        listing = actions.add_parser("list", help=_("All plans."))
        show = actions.add_parser("show", help=_("One plan, whole."))
        covered = actions.add_parser(
            "coverage", help=_("Which checks look at which action, unit by unit.")
        )
        owed = actions.add_parser(
            "obligations", help=_("What is due, met and overdue, unit by unit.")
        )
        self._option(
            owed,
            "--on",
            _("The day, as 2026-11-20."),
            type=date.fromisoformat,
            required=True,
        )
        for one in (show, covered, owed):
            one.add_argument("ref", help=_("CODE or CODE@VERSION."))
            self._option(
                one,
                "--out",
                _("A file to write; the end of its name says what it becomes."),
                type=Path,
            )
        compare = actions.add_parser("compare", help=_("What a revision changed."))
        for side in ("old", "new"):
            compare.add_argument(side, help=_("CODE or CODE@VERSION."))
        for one in (bring, listing, show, covered, owed, compare):
            self._common(one)

    def _phone_commands(self) -> None:
        _ = self._texts
        command = self._commands.add_parser(
            "phone", help=_("Draw the calls of a phone test, or score one.")
        )
        self._common(command)
        actions = command.add_subparsers(dest="action", required=True)
        sample = actions.add_parser(
            "sample", help=_("Draw whom to call, for anyone to draw again.")
        )
        self._path(sample, "--frame", _("Units and extensions, as .xlsx or JSON."))
        self._option(
            sample,
            "--per-unit",
            _("How many extensions of each unit."),
            type=int,
            required=True,
        )
        self._option(
            sample, "--seed", _("Another text draws another sample."), required=True
        )
        self._option(
            sample,
            "--from",
            _("The first day of the calls, as 2026-11-20 or 115年11月20日."),
            dest="first",
        )
        self._option(sample, "--to", _("The last day of the calls."), dest="last")
        score = actions.add_parser("score", help=_("Score a call, with the working."))
        score.add_argument("file", type=Path, metavar="FILE")
        for one in (sample, score):
            self._common(one)

    def _report_commands(self) -> None:
        _ = self._texts
        inspect = self._command(
            "inspect", _("Make a sealed report of answers in a JSON file.")
        )
        self._checklists(inspect)
        self._option(inspect, "--unit", _("The unit inspected."), required=True)
        self._path(inspect, "--answers", _("The answers, as JSON."))
        self._path(inspect, "--out", _("The PDF to write."))
        report = self._command("report", _("Write a sealed report out of the profile."))
        report.add_argument("number", metavar="NUMBER", help=_("The report's number."))
        self._path(report, "--out", _("The PDF to write."))
        verify = self._command("verify", _("Say whether reports are genuine."))
        verify.add_argument("files", nargs="+", type=Path, metavar="FILE")
        countersign = self._command(
            "countersign", _("Add the next signature to a report.")
        )
        countersign.add_argument("file", type=Path, metavar="FILE")
        self._option(
            countersign,
            "--as",
            _("As what you sign."),
            dest="role",
            choices=tuple(ROLE_WORDS)[1:],
            required=True,
        )
        key = countersign.add_mutually_exclusive_group()
        key.add_argument(
            "--name",
            help=_("A person without a key: sign with one made for this signature."),
        )
        key.add_argument("--p12", type=Path, help=_("Another key file than your own."))
        self._option(
            countersign,
            "--acting-for",
            _("The absent person in whose place you sign."),
            default="",
        )
        self._option(
            countersign,
            "--out",
            _("The PDF to write; without it the file itself is signed."),
            type=Path,
        )

    def _safety_commands(self) -> None:
        _ = self._texts
        backup = self._command("backup", _("Make a verified backup now."))
        self._option(
            backup,
            "--to",
            _("A folder on another medium that gets a copy of everything."),
            type=Path,
        )
        restore = self._command(
            "restore", _("Put a backup in place; what was there is kept.")
        )
        restore.add_argument("backup", nargs="?", type=Path, metavar="BACKUP")
        self._command("doctor", _("Look for damage and say what to do."))

    def _command(self, name: str, summary: str) -> argparse.ArgumentParser:
        command = self._commands.add_parser(name, help=summary, description=summary)
        self._common(command)
        return command

    # Both may stand before or after the command: where they do not stand, they must not
    # undo where they do.
    def _common(self, command: argparse.ArgumentParser) -> None:
        command.add_argument(
            "--json",
            action="store_true",
            default=argparse.SUPPRESS,
            help=self._texts("Print one JSON document."),
        )
        self._take_profile(command)

    def _take_profile(self, command: argparse.ArgumentParser) -> None:
        command.add_argument(
            "--data",
            type=Path,
            metavar="DIR",
            default=argparse.SUPPRESS,
            help=self._texts("The profile's folder."),
        )

    def _checklists(self, command: argparse.ArgumentParser) -> None:
        command.add_argument(
            "--checklist",
            action="append",
            required=True,
            metavar="REF",
            help=self._texts("CODE or CODE@VERSION."),
        )

    @staticmethod
    def _path(command: argparse.ArgumentParser, name: str, summary: str) -> None:
        command.add_argument(name, type=Path, required=True, help=summary)

    @staticmethod
    def _option(
        command: argparse.ArgumentParser, name: str, summary: str, **details: object
    ) -> None:
        command.add_argument(name, help=summary, **details)  # type: ignore[arg-type]
