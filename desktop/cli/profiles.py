"""The commands that make, keep and mend a profile."""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from desktop.cli.output import passphrase

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Generator
    from pathlib import Path

    from db.store import Store
    from desktop.cli.output import Output


def folder_of(arguments: Namespace) -> Path:
    """The profile that is meant: ``--data``, or this person's own."""
    if "data" in arguments:
        return arguments.data  # type: ignore[no-any-return]
    from desktop.paths import default_profile

    return default_profile()


@contextmanager
def opened(arguments: Namespace, output: Output) -> Generator[tuple[Store, str]]:
    """The open profile, and the passphrase that opened it."""
    from db.profile_folder import refuse_missing
    from desktop.workflows.profile import open_profile

    folder = folder_of(arguments)
    refuse_missing(folder)
    secret = passphrase(output.texts)
    with closing(open_profile(folder, secret)) as store:
        for warning in store.warnings:
            output.warn_of(warning)
        yield store, secret


def init(arguments: Namespace, output: Output) -> int:
    """``zoucha init``."""
    from db.people import Post
    from desktop.workflows.profile import make_profile
    from forms.checklist.reading import read_name

    folder = folder_of(arguments)
    made = make_profile(
        folder,
        agency=read_name(arguments.agency, "--agency"),
        name=read_name(arguments.name, "--name"),
        role=Post(arguments.role),
        passphrase=passphrase(output.texts, new=True),
        language=output.texts.language,
    )
    made.store.close()
    output.say("The profile is in {folder}.", folder=folder)
    output.say(
        "Recovery code, shown this once: {code}. Print it and lock it away; it opens "
        "the data if the passphrase is lost.",
        code=made.recovery_code,
    )
    output.data({"profile": str(folder), "recovery_code": made.recovery_code})
    return 0


def backup(arguments: Namespace, output: Output) -> int:
    """``zoucha backup``."""
    from db.backup import Reason

    with opened(arguments, output) as (store, _):
        made = store.back_up(Reason.ASKED, arguments.to)
    output.say("The backup {file} was made and read back.", file=made.path)
    if arguments.to:
        output.say("A copy with all photos and reports is in {to}.", to=arguments.to)
    output.data({"backup": str(made.path), "made": made.made.isoformat()})
    return 0


def restore(arguments: Namespace, output: Output) -> int:
    """``zoucha restore``: without a backup named, the list of them."""
    from db.backup import backups_in

    folder = folder_of(arguments)
    if arguments.backup is None:
        found = backups_in(folder / "backups")
        for one in found:
            output.say(
                "{made}  {file}", made=f"{one.made:%Y-%m-%d %H:%M}", file=one.path
            )
        if not found:
            output.say("There is no backup in {folder}.", folder=folder)
        output.data({"backups": [str(one.path) for one in found]})
        return 0 if found else 1
    from db.restore import restore as bring_back

    restored = bring_back(arguments.backup, folder, passphrase(output.texts))
    output.say("{file} is in place.", file=restored.source)
    if restored.aside:
        output.say("What was there before lies in {folder}.", folder=restored.aside)
    if restored.missing:
        output.say(
            "{count} photos or reports are missing still; a backup on a second medium "
            "that has them brings them back.",
            count=restored.missing,
        )
    output.data(
        {
            "restored": str(restored.source),
            "aside": str(restored.aside) if restored.aside else None,
            "files": restored.files,
            "missing": restored.missing,
        }
    )
    return 0


def doctor(arguments: Namespace, output: Output) -> int:
    """``zoucha doctor``: 1 where anything is wrong."""
    from db.doctor import examine

    with opened(arguments, output) as (store, _):
        complaints = examine(store)
    for complaint in complaints:
        output.say("{sentence}", sentence=complaint.sentence.told(output.texts))
    if not complaints:
        output.say("Everything is sound.")
    output.data(
        {
            "sound": not complaints,
            "complaints": [
                {"code": one.code, "sentence": one.sentence.told(output.texts)}
                for one in complaints
            ],
        }
    )
    return 1 if complaints else 0
