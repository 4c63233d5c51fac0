"""What is settled once for the whole profile."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import msgspec

from db.rows import as_json
from forms.inspection import Role

if TYPE_CHECKING:
    from db.connection import Connection
    from db.journal import Journal

# Without I and O, which are 1 and 0 to most readers.
_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_DIGITS: Final = "23456789"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileSettings:
    """The settings of a profile.

    Attributes:
        agency: The name of the agency that inspects.
        device: The random id of this device.
        device_code: Stands in report numbers; no two of an agency's devices may
            have the same.
        language: ``zh-TW`` or ``en``, of the reports.
        retention: 保存年限 that a new visit begins with, such as ``5年``.
        correction_days: Working days to put a finding right where nobody says
            otherwise: 本機關自訂.
        required: Whose signatures a report needs.
        plan: The code of the plan in force; empty where nobody has said.
        plan_carried_over: That plan goes on after its own period (沿用).
    """

    agency: str
    device: str
    device_code: str
    language: str = "zh-TW"
    retention: str = ""
    correction_days: int = 5
    required: tuple[Role, ...] = (Role.INSPECTOR, Role.ACCOMPANYING)
    plan: str = ""
    plan_carried_over: bool = False


class Settings:
    """The settings, by name."""

    def __init__(self, connection: Connection, journal: Journal) -> None:
        self._connection = connection
        self._journal = journal

    def get(self) -> ProfileSettings:
        """All of them."""
        rows = self._connection.query("SELECT name, value FROM settings")
        return msgspec.convert(
            {row["name"]: msgspec.json.decode(row["value"]) for row in rows},
            ProfileSettings,
        )

    def save(self, settings: ProfileSettings) -> None:
        """Keep these settings."""
        plain = msgspec.to_builtins(settings)
        with self._connection.writing("settings") as database:
            for name, value in plain.items():
                database.execute(
                    "INSERT INTO settings (name, value) VALUES (?, ?) "
                    "ON CONFLICT DO UPDATE SET value = excluded.value",
                    [name, as_json(value)],
                )
            self._journal.add("settings.saved", plain)


def device_code(device: str) -> str:
    """A letter, a digit and a letter that follow from the device's id, such as K7M."""
    chance = int.from_bytes(hashlib.sha256(device.encode()).digest())
    chance, first = divmod(chance, len(_LETTERS))
    chance, second = divmod(chance, len(_DIGITS))
    return _LETTERS[first] + _DIGITS[second] + _LETTERS[chance % len(_LETTERS)]
