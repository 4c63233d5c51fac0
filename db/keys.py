"""``keys.json``: the data key, wrapped for each person and for the recovery code.

Every slot holds the same data key, encrypted by AES-256-GCM under a key that
Argon2id derives from what that person knows. Everything else that stands in the
slot is authenticated with it, so that nothing can be renamed, exchanged or weakened
unnoticed. Taking a slot away does not take the key from somebody who has seen it.
"""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from msgspec import Meta

from db import durable, recovery_code
from db.data_key import DataKey
from forms.canonical import canonical
from forms.errors import UserError
from resources.texts import later

if TYPE_CHECKING:
    from pathlib import Path

_FORMAT: Final = "zoucha-keys"
_VERSION: Final = 1
_LEAST_LETTERS: Final = 12
_MOST_BYTES: Final = 1 << 20
_WRAPPING_KEY_BYTES: Final = 32
_SALT_BYTES: Final = 16
_NONCE_BYTES: Final = 12

_DAMAGED: Final = later(
    "{file} is damaged; copy the .keys.json file that lies beside your latest backup "
    "to its place."
)


class SlotKind(StrEnum):
    """Who holds what opens a slot."""

    PERSON = "person"
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one guess costs. The upper limits keep an altered file from eating memory.

    Attributes:
        memory: In KiB.
    """

    memory: Annotated[int, Meta(ge=8, le=1 << 20)] = 128 << 10
    passes: Annotated[int, Meta(ge=1, le=16)] = 3
    lanes: Annotated[int, Meta(ge=1, le=16)] = 4

    def __post_init__(self) -> None:
        if self.memory < 8 * self.lanes:
            raise ValueError("Argon2 needs 8 KiB for each lane")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One way to open the profile.

    Attributes:
        person: The person's id; ``None`` for the recovery code.
        wrapped: The data key, encrypted and authenticated together with the rest.
    """

    id: str
    kind: SlotKind
    person: str | None
    made: datetime
    cost: Cost
    salt: Annotated[bytes, Meta(min_length=_SALT_BYTES, max_length=64)]
    nonce: Annotated[bytes, Meta(min_length=_NONCE_BYTES, max_length=_NONCE_BYTES)]
    wrapped: Annotated[bytes, Meta(max_length=256)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlocked:
    """What opening a slot gives; ``slot`` tells who it was."""

    data_key: DataKey
    slot: Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The content of ``keys.json``.

    Attributes:
        profile: The profile's id, which every slot is bound to.
    """

    profile: str
    slots: Annotated[tuple[Slot, ...], Meta(max_length=64)] = ()
    format: str = _FORMAT
    version: int = _VERSION

    def unlock(self, secret: str) -> Unlocked:
        """Open with a person's passphrase or with the recovery code.

        Raises:
            UserError: It opens no slot, or is a recovery code with a slip in it.
        """
        for slot in self._of(SlotKind.PERSON):
            data_key = self._open(slot, _typed(secret))
            if data_key is not None:
                return Unlocked(data_key=data_key, slot=slot)
        code = recovery_code.read(secret)
        if code is None:
            raise UserError(
                "The passphrase does not open this profile. Look at the keyboard's "
                "language and Caps Lock and try again, or use the recovery code."
            )
        for slot in self._of(SlotKind.RECOVERY):
            data_key = self._open(slot, code)
            if data_key is not None:
                return Unlocked(data_key=data_key, slot=slot)
        raise UserError(
            "The recovery code belongs to another profile or was replaced by a newer "
            "one; look for the paper printed last."
        )

    def with_person(self, data_key: DataKey, slot: Slot, passphrase: str) -> Keys:
        """With this empty slot filled, in place of any that the person had."""
        refuse_weak(passphrase)
        others = tuple(one for one in self.slots if one.person != slot.person)
        filled = self._filled(slot, data_key, _typed(passphrase))
        return replace(self, slots=(*others, filled))

    def with_recovery(self, data_key: DataKey, slot: Slot, code: str) -> Keys:
        """With this empty slot filled, in place of any earlier recovery code's."""
        read = recovery_code.read(code)
        if read is None:
            raise ValueError("not a recovery code")
        others = self._of(SlotKind.PERSON)
        return replace(self, slots=(*others, self._filled(slot, data_key, read)))

    def without_person(self, person: str) -> Keys:
        """Without the slot of the person.

        Raises:
            UserError: Nobody else could open the profile then.
        """
        slots = tuple(slot for slot in self.slots if slot.person != person)
        if not any(slot.kind is SlotKind.PERSON for slot in slots):
            raise UserError(
                "This is the last person who can open the profile; give another "
                "person a passphrase first."
            )
        return replace(self, slots=slots)

    def _of(self, kind: SlotKind) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.slots if slot.kind is kind)

    def _filled(self, slot: Slot, data_key: DataKey, secret: bytes) -> Slot:
        wrapped = AESGCM(_derived(slot, secret)).encrypt(
            slot.nonce, data_key.value, self._bound(slot)
        )
        return replace(slot, wrapped=wrapped)

    def _open(self, slot: Slot, secret: bytes) -> DataKey | None:
        try:
            return DataKey(
                AESGCM(_derived(slot, secret)).decrypt(
                    slot.nonce, slot.wrapped, self._bound(slot)
                )
            )
        except InvalidTag:
            return None

    def _bound(self, slot: Slot) -> bytes:
        """Everything that stands in clear, so that none of it can be changed."""
        return canonical([self.profile, replace(slot, wrapped=b"")])


def empty_slot(
    *, id: str, person: str | None, made: datetime, cost: Cost | None = None
) -> Slot:
    """A slot with its salt and nonce drawn; without a person it is the recovery code's.

    A passphrase deserves the whole cost; 150 random bits would need none.
    """
    return Slot(
        id=id,
        kind=SlotKind.RECOVERY if person is None else SlotKind.PERSON,
        person=person,
        made=made,
        cost=cost or Cost(),
        salt=secrets.token_bytes(_SALT_BYTES),
        nonce=secrets.token_bytes(_NONCE_BYTES),
        wrapped=b"",
    )


def refuse_weak(passphrase: str) -> None:
    """Raise a `UserError` for a passphrase that is too short to stand guessing."""
    if len(_typed(passphrase).decode()) < _LEAST_LETTERS:
        raise UserError(
            "The passphrase is too short: it alone protects the data if the computer "
            "is lost. Use at least {least} characters, for example four words.",
            least=_LEAST_LETTERS,
        )


def read(path: Path) -> Keys:
    """The keys in the file.

    Raises:
        UserError: It is missing, damaged, too new or something else.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        raise UserError(
            "{file} is missing, and nothing can be opened without it; copy the "
            ".keys.json file that lies beside your latest backup to its place.",
            file=path,
        ) from None
    except OSError as error:
        raise UserError(
            "{file} cannot be read ({reason}); check the disk and the file's "
            "permissions.",
            file=path,
            reason=error.strerror,
        ) from error
    if len(content) > _MOST_BYTES:
        raise UserError(_DAMAGED, file=path)
    return decode(content, path)


def decode(content: bytes, path: Path) -> Keys:
    """The keys in the bytes; ``path`` is for the sentences."""
    try:
        header = msgspec.json.decode(content, type=_Header)
        if header.format == _FORMAT and header.version > _VERSION:
            raise UserError(
                "{file} was written by a newer Zoucha; update this one first.",
                file=path,
            )
        keys = msgspec.json.decode(content, type=Keys)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UserError(_DAMAGED, file=path) from error
    if keys.format != _FORMAT or not keys.slots:
        raise UserError(_DAMAGED, file=path)
    return keys


def encode(keys: Keys) -> bytes:
    """The bytes of the file."""
    return msgspec.json.format(msgspec.json.encode(keys), indent=1)


def write(path: Path, keys: Keys) -> None:
    """Put the keys into the file, whole or not at all."""
    durable.write(path, encode(keys))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Header:
    format: str
    version: int


def _typed(passphrase: str) -> bytes:
    """The same bytes whichever keyboard or system composed the characters."""
    return unicodedata.normalize("NFKC", passphrase).encode()


def _derived(slot: Slot, secret: bytes) -> bytes:
    return Argon2id(
        salt=slot.salt,
        length=_WRAPPING_KEY_BYTES,
        iterations=slot.cost.passes,
        lanes=slot.cost.lanes,
        memory_cost=slot.cost.memory,
    ).derive(secret)
