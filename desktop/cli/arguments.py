"""Which commands there are and what they take: the contract of the command line."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from forms.signing.chain import ROLE_WORDS

if TYPE_CHECKING:
    from resources.texts import Texts

PROFILE_ROLES = ("inspector", "supervisor", "staff")


def parser(texts: Texts) -> argparse.ArgumentParser:
    """The parser of the whole command line; its help is in the reader's language."""
    return _Builder(texts).built()


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

    def _report_commands(self) -> None:
        _ = self._texts
        inspect = self._command(
            "inspect", _("Make a sealed report of answers in a JSON file.")
        )
        self._checklists(inspect)
        self._option(inspect, "--unit", _("The unit inspected."), required=True)
        self._path(inspect, "--answers", _("The answers, as JSON."))
        self._path(inspect, "--out", _("The PDF to write."))
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
        self._option(
            countersign,
            "--name",
            _("A person without a key: sign with one made for this signature."),
        )
        self._option(
            countersign,
            "--p12",
            _("Another key file than your own."),
            type=Path,
        )
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

    def _common(self, command: argparse.ArgumentParser) -> None:
        command.add_argument(
            "--json", action="store_true", help=self._texts("Print one JSON document.")
        )
        self._take_profile(command)

    def _take_profile(self, command: argparse.ArgumentParser) -> None:
        # Before or after the command: whichever is not given must not undo the other.
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
