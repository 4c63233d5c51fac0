from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from forms.plan.rewording import rewording

_TEXT = st.text(alphabet="甲乙丙丁，。", max_size=12)


def test_what_a_sentence_has_for_itself_is_marked() -> None:
    before, after = rewording("維護洽公環境", "維護無菸洽公環境之整潔")
    assert [piece.text for piece in before if piece.changed] == []
    assert [piece.text for piece in after if piece.changed] == ["無菸", "之整潔"]


@given(old=_TEXT, new=_TEXT)
def test_pieces_add_up_and_agree_on_what_stays(old: str, new: str) -> None:
    before, after = rewording(old, new)
    assert "".join(piece.text for piece in before) == old
    assert "".join(piece.text for piece in after) == new
    kept = ["".join(p.text for p in side if not p.changed) for side in (before, after)]
    assert kept[0] == kept[1]
