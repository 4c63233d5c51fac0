from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import keys, recovery_code
from db.data_key import DataKey
from db.keys import Cost, Keys
from forms.errors import UserError
from tests.db.make import CHEAP, PASSPHRASE, START

SOMEWHERE = Path("keys.json")


def filled(
    data_key: DataKey, *people: str, code: str | None = None, cost: Cost = CHEAP
) -> Keys:
    """Slots for these people, each with a passphrase of their own."""
    made = Keys(profile="p1")
    for person in people:
        slot = keys.empty_slot(id=f"s-{person}", person=person, made=START, cost=cost)
        made = made.with_person(data_key, slot, f"{person}: {PASSPHRASE}")
    if code:
        slot = keys.empty_slot(id="s-recovery", person=None, made=START, cost=cost)
        made = made.with_recovery(data_key, slot, code)
    return made


def test_each_person_opens_with_the_own_passphrase() -> None:
    data_key = DataKey.random()
    made = filled(data_key, "ann", "bob")
    for person in ("ann", "bob"):
        unlocked = made.unlock(f"{person}: {PASSPHRASE}")
        assert unlocked.data_key == data_key
        assert unlocked.slot.person == person


def test_the_recovery_code_opens_in_small_letters_without_hyphens() -> None:
    data_key, code = DataKey.random(), recovery_code.new()
    made = filled(data_key, "ann", code=code)
    unlocked = made.unlock(code.lower().replace("-", ""))
    assert unlocked.data_key == data_key
    assert unlocked.slot.person is None


def test_a_wrong_passphrase_says_what_to_look_at() -> None:
    made = filled(DataKey.random(), "ann")
    with pytest.raises(UserError, match="Caps Lock"):
        made.unlock("something else entirely")


def test_a_mistyped_recovery_code_is_told_from_a_wrong_one() -> None:
    made = filled(DataKey.random(), "ann", code=recovery_code.new())
    with pytest.raises(UserError, match="another profile"):
        made.unlock(recovery_code.new())
    with pytest.raises(UserError, match="mistyped"):
        made.unlock("AAAA-" * 7 + "AAAB")


def test_a_passphrase_with_the_look_of_a_recovery_code_opens() -> None:
    data_key = DataKey.random()
    looks = "correcthorsebatterystaplecorrect"
    slot = keys.empty_slot(id="s", person="ann", made=START, cost=CHEAP)
    made = Keys(profile="p1").with_person(data_key, slot, looks)
    assert made.unlock(looks).data_key == data_key


def test_composed_and_decomposed_letters_are_the_same_passphrase() -> None:
    data_key = DataKey.random()
    slot = keys.empty_slot(id="s", person="ann", made=START, cost=CHEAP)
    made = Keys(profile="p1").with_person(data_key, slot, "caf\u00e9 au lait!")
    assert made.unlock("cafe\u0301 au lait!").data_key == data_key


@pytest.mark.parametrize("short", ["", "elevenchars", "一二三四五六七八九十一"])
def test_a_short_passphrase_is_refused_with_the_reason(short: str) -> None:
    with pytest.raises(UserError, match="at least 12 characters"):
        keys.refuse_weak(short)


def test_a_new_passphrase_replaces_the_old_one() -> None:
    data_key = DataKey.random()
    made = filled(data_key, "ann")
    slot = keys.empty_slot(id="s2", person="ann", made=START, cost=CHEAP)
    changed = made.with_person(data_key, slot, "another passphrase")
    assert changed.unlock("another passphrase").data_key == data_key
    with pytest.raises(UserError):
        changed.unlock(f"ann: {PASSPHRASE}")


def test_a_new_recovery_code_replaces_the_old_one() -> None:
    data_key, old, new = DataKey.random(), recovery_code.new(), recovery_code.new()
    made = filled(data_key, "ann", code=old)
    slot = keys.empty_slot(id="s2", person=None, made=START, cost=CHEAP)
    changed = made.with_recovery(data_key, slot, new)
    assert changed.unlock(new).data_key == data_key
    with pytest.raises(UserError, match="newer"):
        changed.unlock(old)


def test_the_last_person_cannot_be_taken_away() -> None:
    made = filled(DataKey.random(), "ann", "bob", code=recovery_code.new())
    alone = made.without_person("bob")
    with pytest.raises(UserError, match="last person"):
        alone.without_person("ann")


def test_the_standard_cost_is_what_the_design_asks_for() -> None:
    assert Cost() == Cost(memory=128 * 1024, passes=3, lanes=4)


def test_the_file_holds_neither_key_nor_passphrase() -> None:
    data_key = DataKey.random()
    content = keys.encode(filled(data_key, "ann"))
    assert PASSPHRASE.encode() not in content
    assert data_key.value.hex().encode() not in content
    assert data_key.value.hex() not in repr(data_key)
    assert data_key.of_file("a").key.hex() not in repr(data_key.of_file("a"))


def test_what_was_written_reads_back(tmp_path: Path) -> None:
    made = filled(DataKey.random(), "ann", code=recovery_code.new())
    keys.write(tmp_path / "keys.json", made)
    assert keys.read(tmp_path / "keys.json") == made


@given(st.data())
def test_nothing_in_a_slot_can_be_changed_unnoticed(data: st.DataObject) -> None:
    made = filled(DataKey.random(), "ann")
    plain = json.loads(keys.encode(made))
    slot = plain["slots"][0]
    changes: dict[str, Any] = {
        "id": "other",
        "person": "bob",
        "made": "2020-01-01T00:00:00Z",
        "cost": {"memory": 16, "passes": 1, "lanes": 1},
        "salt": "AAAAAAAAAAAAAAAAAAAAAA==",
        "nonce": "AAAAAAAAAAAAAAAA",
        "wrapped": slot["wrapped"][:-4] + "AAA=",
    }
    name = data.draw(st.sampled_from(sorted(changes)))
    slot[name] = changes[name]
    altered = keys.decode(json.dumps(plain).encode(), SOMEWHERE)
    with pytest.raises(UserError, match="does not open"):
        altered.unlock(f"ann: {PASSPHRASE}")


def test_slots_of_another_profile_do_not_open() -> None:
    made = replace(filled(DataKey.random(), "ann"), profile="p2")
    with pytest.raises(UserError):
        made.unlock(f"ann: {PASSPHRASE}")


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(UserError, match="damaged"):
        keys.decode(content, SOMEWHERE)


@given(st.integers(min_value=0), st.integers(min_value=0, max_value=255))
def test_a_damaged_byte_never_opens_with_another_key(place: int, byte: int) -> None:
    data_key = DataKey.random()
    content = bytearray(keys.encode(filled(data_key, "ann")))
    content[place % len(content)] = byte
    try:
        unlocked = keys.decode(bytes(content), SOMEWHERE).unlock(f"ann: {PASSPHRASE}")
    except UserError:
        return
    assert unlocked.data_key == data_key


@pytest.mark.parametrize(
    ("name", "value"),
    [("memory", 1 << 30), ("memory", 0), ("passes", 10**9), ("lanes", 1000)],
)
def test_a_cost_that_would_eat_the_machine_is_refused(name: str, value: int) -> None:
    plain = json.loads(keys.encode(filled(DataKey.random(), "ann")))
    plain["slots"][0]["cost"][name] = value
    with pytest.raises(UserError, match="damaged"):
        keys.decode(json.dumps(plain).encode(), SOMEWHERE)


def test_a_newer_file_says_so() -> None:
    plain = {"format": "zoucha-keys", "version": 2, "anything": "else"}
    with pytest.raises(UserError, match="newer Zoucha"):
        keys.decode(msgspec.json.encode(plain), SOMEWHERE)


def test_a_missing_or_huge_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    with pytest.raises(UserError, match="missing"):
        keys.read(path)
    path.write_bytes(b" " * (2 << 20))
    with pytest.raises(UserError, match="damaged"):
        keys.read(path)


def test_each_file_of_a_profile_has_its_own_key() -> None:
    data_key = DataKey.random()
    one, other = data_key.of_file("zoucha.db"), data_key.of_file("evidence.db")
    assert one.key != other.key
    assert one.salt != other.salt
    assert one == data_key.of_file("zoucha.db")


def test_only_a_recovery_code_fills_its_slot() -> None:
    slot = keys.empty_slot(id="s", person=None, made=START, cost=CHEAP)
    with pytest.raises(ValueError, match="recovery code"):
        Keys(profile="p1").with_recovery(DataKey.random(), slot, "no code")


@pytest.mark.parametrize(
    "plain",
    [
        {"format": "zoucha-keys", "version": 1, "profile": "p1", "slots": []},
        {"format": "other-keys", "version": 9, "profile": "p1", "slots": []},
    ],
)
def test_a_file_without_slots_or_of_others_is_damaged(plain: dict[str, Any]) -> None:
    with pytest.raises(UserError, match="damaged"):
        keys.decode(msgspec.json.encode(plain), SOMEWHERE)


def test_a_file_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        keys.read(tmp_path)
