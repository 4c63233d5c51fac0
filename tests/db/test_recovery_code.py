from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import recovery_code
from forms.errors import UserError


def test_a_code_is_eight_groups_of_four() -> None:
    assert re.fullmatch(r"([A-Z2-7]{4}-){7}[A-Z2-7]{4}", recovery_code.new())


def test_two_codes_differ() -> None:
    assert recovery_code.new() != recovery_code.new()


def test_a_code_reads_however_it_is_typed() -> None:
    code = recovery_code.new()
    read = recovery_code.read(code)
    assert read is not None
    assert len(read) == 20
    for typed in (
        code.lower(),
        code.replace("-", ""),
        code.replace("-", " "),
        f"  {code}\n",
        code.replace("O", "0").replace("I", "1").replace("B", "8"),
    ):
        assert recovery_code.read(typed) == read


@given(st.text(max_size=60))
def test_other_text_is_no_code(text: str) -> None:
    letters = re.sub(r"[\s-]", "", text)
    if len(letters) != 32:
        assert recovery_code.read(text) is None


def test_nearly_every_mistyped_letter_is_noticed() -> None:
    unnoticed = tried = 0
    for _ in range(10):
        code = recovery_code.new()
        for place, letter in enumerate(code):
            for wrong in "ACEGIKMOQSUWY2467":
                if letter in ("-", wrong):
                    continue
                tried += 1
                try:
                    recovery_code.read(code[:place] + wrong + code[place + 1 :])
                except UserError:
                    continue
                unnoticed += 1
    assert unnoticed < tried / 200  # one in 1024 is to be expected


def test_a_mistyped_code_says_so() -> None:
    with pytest.raises(UserError, match="mistyped"):
        recovery_code.read("AAAA-" * 7 + "AAAB")
