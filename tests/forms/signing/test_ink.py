"""Ink from the screen: what is drawn is checked before it is signed."""

from __future__ import annotations

import math
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.signing.appearance import picture
from forms.signing.ink import Ink

_share = st.floats(0, 1)
_stroke = st.lists(st.tuples(_share, _share), min_size=1, max_size=40).map(tuple)


@pytest.mark.parametrize(
    "strokes",
    [
        (),
        ((),),
        (((0.5, 1.1),),),
        (((-0.1, 0.5),),),
        (((math.nan, 0.5),),),
        (((math.inf, 0.5),),),
        (((0.5, 0.5),),) * 501,
        (((0.5, 0.5),) * 20_001,),
    ],
)
def test_strokes_that_nobody_drew_are_refused(
    strokes: tuple[tuple[tuple[float, float], ...], ...],
) -> None:
    with pytest.raises(ValueError, match=r"stroke|points"):
        Ink(strokes=strokes)


@pytest.mark.parametrize("aspect", [0, -1, math.nan, math.inf, 1000])
def test_pad_of_an_impossible_shape_is_refused(aspect: float) -> None:
    with pytest.raises(ValueError, match="shape"):
        Ink(strokes=(((0.5, 0.5),),), aspect=aspect)


@given(
    strokes=st.lists(_stroke, min_size=1, max_size=5).map(tuple),
    aspect=st.floats(0.1, 20),
)
def test_any_ink_makes_one_page_of_the_fields_size(
    strokes: tuple[tuple[tuple[float, float], ...], ...], aspect: float
) -> None:
    page = picture(
        (115, 70), ("Inspector", "王小明"), Ink(strokes=strokes, aspect=aspect)
    )

    with pikepdf.open(BytesIO(page)) as pdf:
        assert [float(x) for x in pdf.pages[0].MediaBox] == [0, 0, 115, 70]


def test_picture_is_the_same_each_time() -> None:
    ink = Ink(strokes=(((0.1, 0.1), (0.9, 0.9)),))

    one, other = (picture((115, 70), ("查核人員", "陳堃"), ink) for _ in range(2))

    assert one == other
