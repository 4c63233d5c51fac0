from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.canonical import canonical, digest, plain


@dataclass(frozen=True, kw_only=True)
class _Old:
    name: str
    when: date | None = None


@dataclass(frozen=True, kw_only=True)
class _New(_Old):
    colour: str = "blue"
    notes: dict[str, str] = field(default_factory=dict)


def test_a_field_that_came_later_does_not_change_what_is_older() -> None:
    assert (
        canonical(_Old(name="甲"))
        == canonical(_New(name="甲"))
        == b'{"name":"\xe7\x94\xb2"}'
    )
    assert digest(_New(name="甲", colour="red")) != digest(_Old(name="甲"))


def test_values_become_the_text_they_are_written_as() -> None:
    value = {"b": Decimal("86.40"), "a": date(2026, 11, 20), "c": (1, None, True)}
    assert canonical(value) == b'{"a":"2026-11-20","b":"86.40","c":[1,null,true]}'


def test_a_float_is_refused() -> None:
    with pytest.raises(TypeError):
        plain({"a": [1.5]})


_json = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda part: st.lists(part) | st.dictionaries(st.text(), part),
)


@given(_json)
def test_canonical_json_reads_back_and_is_its_own_canonical_form(value: object) -> None:
    written = canonical(value)
    assert json.loads(written) == value
    assert canonical(json.loads(written)) == written
