"""The random key of a profile, and what each of its files makes of it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_KEY_BYTES: Final = 32
_SALT_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class FileKey:
    """What opens one file.

    Attributes:
        salt: The file's first 16 bytes. Because it follows from the data key it
            tells our own damaged file from somebody else's.
    """

    key: bytes = field(repr=False)
    salt: bytes

    @property
    def text(self) -> str:
        """The form that ``PRAGMA key`` takes."""
        return f"x'{self.key.hex()}{self.salt.hex()}'"


@dataclass(frozen=True, slots=True)
class DataKey:
    """256 random bits, known only where somebody has unlocked the profile."""

    value: bytes = field(repr=False)

    @classmethod
    def random(cls) -> DataKey:
        """A new one."""
        return cls(secrets.token_bytes(_KEY_BYTES))

    def of_file(self, name: str) -> FileKey:
        """The key of the profile's file of that name and of its backups."""
        derived = HKDF(
            algorithm=SHA256(),
            length=_KEY_BYTES + _SALT_BYTES,
            salt=None,
            info=b"zoucha file " + name.encode(),
        ).derive(self.value)
        return FileKey(derived[:_KEY_BYTES], derived[_KEY_BYTES:])
