from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from forms.checklist.library import built_ins
from forms.plan.library import built_in_plans
from forms.plan.likeness import LEAST, MOST, Likeness, shared_words

if TYPE_CHECKING:
    from collections.abc import Mapping

_HAN = st.text(alphabet="服務櫃檯標示電話禮貌測試洽公環境", max_size=16)


def checks() -> Mapping[str, str]:
    return {
        f"{checklist.code}.{item.key}": item.text["zh-TW"]
        for checklist in built_ins()
        for item in checklist.items()
    }


def test_the_same_words_come_first_and_tell_what_they_share() -> None:
    likeness = Likeness(checks())
    best, *_ = likeness.proposals("洽公場所之垃圾分類回收設備")
    assert "垃圾分類" in best.shared[0]
    assert checks()[best.check].count("垃圾分類")


def test_rare_words_count_more_than_common_ones() -> None:
    texts = {"rare": "哺乳室清潔", "common": "服務人員辦理"}
    texts |= {f"c{n}": f"服務人員項目{n}" for n in range(20)}
    found = Likeness(texts).proposals("服務人員維護哺乳室", most=30)
    assert found[0].check == "rare"


def test_most_traces_of_the_built_in_checklists_are_among_the_proposals() -> None:
    """What people had linked by hand is the measure of what words alone can find."""
    likeness = Likeness(checks())
    traced: dict[tuple[str, str], set[str]] = {}
    for checklist in built_ins():
        for item in checklist.items():
            for trace in item.traces:
                key = (trace.plan, trace.item)
                traced.setdefault(key, set()).add(f"{checklist.code}.{item.key}")
    texts = {
        (p.code, item.key): item.text for p in built_in_plans() for item in p.items
    }
    asked = {key: links for key, links in traced.items() if key in texts}
    hits = sum(
        any(one.check in links for one in likeness.proposals(texts[key]))
        for key, links in asked.items()
    )
    assert hits / len(asked) > 0.6


def test_nothing_in_common_is_no_proposal() -> None:
    assert Likeness({"a": "電話禮貌測試"}).proposals("船舶檢丈") == ()
    assert Likeness({}).proposals("電話禮貌測試") == ()
    assert Likeness({"a": "", "b": "。"}).proposals("") == ()


@given(text=_HAN, others=st.dictionaries(st.sampled_from("abcdef"), _HAN))
def test_proposals_are_few_scored_and_the_same_every_time(
    text: str, others: dict[str, str]
) -> None:
    found = Likeness(others).proposals(text)
    assert found == Likeness(dict(reversed(others.items()))).proposals(text)
    assert len(found) <= MOST
    scores = [one.score for one in found]
    assert scores == sorted(scores, reverse=True)
    assert all(LEAST <= score <= 1.0000001 for score in scores)


@given(one=_HAN, other=_HAN)
def test_shared_words_stand_in_both_texts_and_not_in_each_other(
    one: str, other: str
) -> None:
    runs = shared_words(one, other)
    assert all(len(run) > 1 and run in one and run in other for run in runs)
    assert not any(a != b and a in b for a in runs for b in runs)
    pairs = {one[at : at + 2] for at in range(len(one) - 1)}
    common = {pair for pair in pairs if pair in other}
    assert all(any(pair in run for run in runs) for pair in common)
