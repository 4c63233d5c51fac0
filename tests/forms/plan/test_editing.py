from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.errors import UserError
from forms.plan.building.build import build_plan
from forms.plan.building.columns import Role
from forms.plan.editing.counts import level_counts
from forms.plan.editing.doubts import doubts_of, with_lint
from forms.plan.editing.edits import apply, decode_edit, encode_edit, replay, roles_of
from forms.plan.editing.read import (
    ReadPlan,
    decode_read,
    encode_read,
    read_plan_of,
)
from forms.plan.editing.saying import (
    AssignColumns,
    NameLevel,
    SetDeadline,
    SetFacts,
    SetOrdinal,
    SetOwners,
    SetRepeats,
    SetText,
    TakeAsRight,
)
from forms.plan.editing.shaping import (
    BringBack,
    Demote,
    JoinPrevious,
    LeaveOut,
    Move,
    Promote,
    Split,
)
from forms.plan.editing.work import Work, work_of
from forms.plan.model import Deadline, DeadlineKind, Period
from forms.plan.reading.read import read_document
from tests.forms.plan.documents import ENGLISH, REAL, real_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.plan.editing.edits import Edit

_TEXT: Final = (
    "某某局115年度提升服務品質執行計畫\n"
    "推動作法\t執行內容\t完成期限\t執行單位\n"
    "一、完備基礎服務\t1. 建立作業流程，並公布於網站。\t持續辦理\t秘書室\n"
    "\t2. 辦理教育訓練；(1)新進人員。(2)主管人員。\t每年一次\t人事室\n"
    "二、重視民眾意見\t1. 辦理滿意度調查。\t盡快\t企劃組、MTNet\n"
    "\t3. 檢討申訴案件。\t\t各單位\n"
)
_WORDS: Final = re.compile(r"\w")


def read_of(text: str, roles: dict[int, Any] | None = None) -> ReadPlan:
    document = read_document(text.encode(), "plan.txt")
    built = build_plan(document, ENGLISH, file="plan.txt", code="plan", roles=roles)
    return read_plan_of(built)


READ: Final = read_of(_TEXT)


def begun() -> Work:
    return work_of(READ)


def ids(work: Work) -> list[str]:
    return [row.id for row in work.rows]


def keys(work: Work) -> list[str]:
    return [item.key for item in work.items()]


def texts(work: Work) -> list[str]:
    return [row.item.text for row in work.rows]


def codes(work: Work, read: ReadPlan = READ) -> Counter[str]:
    doubts = doubts_of(read, work, ENGLISH)
    return Counter(doubt.code for doubt in doubts if not doubt.is_right)


def words(work: Work) -> Counter[str]:
    """All characters that say something, left-out rows too."""
    rows = [*work.rows, *(row for gone in work.left_out for row in gone.rows)]
    written = "".join(f"{row.item.ordinal or ''}{row.item.text}" for row in rows)
    return Counter(_WORDS.findall(unicodedata.normalize("NFKC", written)))


@pytest.mark.parametrize("code", REAL)
def test_a_plan_that_nobody_corrects_stays_as_it_was_read(code: str) -> None:
    document = read_document(real_text(code).encode(), code)
    built = build_plan(document, ENGLISH, file=code, code=code)
    read = read_plan_of(built)
    work = work_of(read)
    assert decode_read(encode_read(read)) == read
    kept = with_lint(work, doubts_of(read, work, ENGLISH), ENGLISH)
    assert kept.items == built.plan.items
    assert set(kept.lint) == set(built.plan.lint)


def test_keys_follow_the_ordinals() -> None:
    work = begun()
    assert keys(work) == ["1", "1-1", "1-2", "1-2-1", "1-2-2", "2", "2-1", "2-3"]
    work = apply(work, SetOrdinal(row=ids(work)[7], ordinal="2"))
    assert keys(work)[-1] == "2-2"
    work = apply(work, Promote(row=ids(work)[2]))
    assert keys(work)[:4] == ["1", "1-1", "2", "2-1"]
    assert work.keys[ids(begun())[2]] == "2"


def test_a_row_that_is_promoted_takes_along_what_is_below_it() -> None:
    work = begun()
    work = apply(work, Promote(row=ids(work)[2]))
    assert [row.level for row in work.rows] == [1, 2, 1, 2, 2, 1, 2, 2]
    assert apply(work, Demote(row=ids(work)[2])).rows == begun().rows


def test_rows_change_places_with_all_below_them() -> None:
    work = begun()
    first, second = ids(work)[0], ids(work)[5]
    moved = apply(work, Move(row=first, down=True))
    assert ids(moved) == [*ids(work)[5:], *ids(work)[:5]]
    assert apply(moved, Move(row=first, down=False)) == work
    assert apply(work, Move(row=second, down=False)).rows == moved.rows


def test_a_row_that_a_page_break_cut_off_is_joined() -> None:
    work = begun()
    work = apply(work, Split(row=ids(work)[1], at=8))
    assert texts(work)[1:3] == ["建立作業流程，並", "公布於網站。"]
    owners = [row.item.owners for row in work.rows[1:3]]
    assert owners == [("秘書室",), ("秘書室",)]
    assert apply(work, JoinPrevious(row=ids(work)[2])).rows == begun().rows


def test_a_number_at_the_cut_becomes_the_new_rows_number() -> None:
    work = begun()
    work = apply(work, SetText(row=ids(work)[0], text="完備基礎服務(二)善用設施"))
    work = apply(work, Split(row=ids(work)[0], at=6))
    second = work.rows[1].item
    assert (second.ordinal, second.text) == ("(二)", "善用設施")
    joined = apply(work, JoinPrevious(row=ids(work)[1]))
    assert texts(joined)[0] == "完備基礎服務(二)善用設施"


def test_rows_with_different_deadlines_are_not_joined() -> None:
    work = begun()
    daily = Deadline(kind=DeadlineKind.DAILY, text="逐日")
    work = apply(work, SetDeadline(row=ids(work)[7], deadline=daily))
    with pytest.raises(UserError, match="different deadlines"):
        apply(work, JoinPrevious(row=ids(work)[7]))


def test_what_is_left_out_is_listed_and_can_be_brought_back() -> None:
    work = begun()
    out = apply(work, LeaveOut(row=ids(work)[2]))
    assert len(out.rows) == 5
    assert [row.id for row in out.left_out[0].rows] == ids(work)[2:5]
    plan = with_lint(out, doubts_of(READ, out, ENGLISH), ENGLISH)
    told = [one for one in plan.lint if one.code == "left-out"]
    assert [one.accepted for one in told] == [True]
    assert "辦理教育訓練" in told[0].message
    assert apply(out, BringBack(row=ids(work)[2])) == work


def test_what_was_left_out_comes_back_behind_what_is_still_there() -> None:
    work = begun()
    last, other = ids(work)[4], ids(work)[3]
    work = apply(work, LeaveOut(row=last))
    work = apply(work, LeaveOut(row=other))
    work = apply(work, BringBack(row=last))
    work = apply(work, BringBack(row=other))
    assert sorted(ids(work)) == sorted(ids(begun()))
    assert keys(work)[:3] == ["1", "1-1", "1-2"]


def test_a_doubt_is_settled_by_what_a_person_enters() -> None:
    work = begun()
    assert codes(work)["owner-is-system"] == codes(work)["deadline-unclear"] == 1
    row = ids(work)[6]
    work = apply(work, SetOwners(row=row, owners=("企劃組",)))
    deadline = Deadline(kind=DeadlineKind.YEARLY, text="盡快", min=1, max=1)
    work = apply(work, SetDeadline(row=row, deadline=deadline))
    assert not codes(work)["owner-is-system"]
    assert not codes(work)["deadline-unclear"]
    assert codes(work)["missing-ordinal"] == 1
    work = apply(work, SetOrdinal(row=ids(work)[7], ordinal="2"))
    assert not codes(work)["missing-ordinal"]


def test_facts_that_are_entered_settle_doubts_about_them() -> None:
    work = begun()
    assert codes(work)["no-document-number"]
    facts = SetFacts(
        title="提升服務計畫",
        agency="某某局",
        roc_year=115,
        document_number="某字第1號",
        approved_on="2026-01-05",
        period=Period(start="2026-01-01", end="2026-12-31"),
    )
    work = apply(work, facts)
    assert not codes(work)["no-document-number"]
    assert work.corrected.document_number == "某字第1號"


def test_a_doubt_that_is_right_as_it_is_is_kept_as_accepted() -> None:
    work = begun()
    doubts = doubts_of(READ, work, ENGLISH)
    one = next(doubt for doubt in doubts if doubt.code == "missing-ordinal")
    right = TakeAsRight(code=one.code, row=one.row, said=one.said)
    work = apply(work, right)
    assert not codes(work)["missing-ordinal"]
    doubts = doubts_of(READ, work, ENGLISH)
    kept = with_lint(work, doubts, ENGLISH).lint
    assert [x.accepted for x in kept if x.code == "missing-ordinal"] == [True]
    again = TakeAsRight(code=one.code, row=one.row, said=one.said, right=False)
    assert apply(work, again) == begun()


def test_a_duty_that_is_said_twice_points_to_the_first() -> None:
    work = begun()
    first, second = ids(work)[1], ids(work)[7]
    work = apply(work, SetRepeats(row=second, other=first))
    assert work.items()[7].repeats == "1-1"
    work = apply(work, Promote(row=first))
    assert work.items()[7].repeats == work.keys[first]
    work = apply(work, LeaveOut(row=first))
    assert work.items()[-1].repeats is None


def test_levels_are_named_anew_and_new_ones_get_a_name() -> None:
    work = apply(begun(), NameLevel(category=None, level=1, name="策略"))
    assert work.corrected.levels[:2] == ("策略", "執行內容")
    work = apply(work, Demote(row=ids(work)[4]))
    plan = work.corrected
    assert len(plan.levels) == max(item.level for item in plan.items)


def test_columns_that_a_person_assigns_are_read_so() -> None:
    roles = (Role.LEVEL, Role.LEVEL, Role.REMARK, Role.OWNERS)
    edits: list[Edit] = [
        SetText(row=ids(begun())[1], text="另訂作業流程。"),
        AssignColumns(table=0, roles=roles),
    ]
    read = read_of(_TEXT, roles_of(edits))
    work, unfit = replay(read, edits)
    assert not unfit
    assert work.rows[1].item.text == "另訂作業流程。"
    assert [one.name for one in work.rows[1].item.remarks] == ["完成期限"]
    assert all(row.item.deadline.kind is None for row in work.rows[:2])


def test_corrections_of_rows_that_are_gone_are_named() -> None:
    roles = (Role.REMARK, Role.LEVEL, Role.DEADLINE, Role.OWNERS)
    edits: list[Edit] = [
        SetOrdinal(row=ids(begun())[0], ordinal="壹"),
        SetText(row=ids(begun())[1], text="另訂作業流程。"),
        AssignColumns(table=0, roles=roles),
    ]
    work, unfit = replay(read_of(_TEXT, roles_of(edits)), edits)
    assert unfit == (edits[0],)
    assert texts(work)[0] == "另訂作業流程。"


def test_a_table_can_be_left_out_and_taken_in() -> None:
    more = f"{_TEXT}說明\n項目\t電話\n甲\t乙\n"
    taken_in = read_of(more, {1: (Role.LEVEL, Role.REMARK)}).plan
    assert len(taken_in.items) == len(read_of(more).plan.items) + 2
    with pytest.raises(UserError, match="holds no plan"):
        read_of(_TEXT, {0: ()})


def test_counts_are_told_beside_what_the_document_says() -> None:
    text = _TEXT.replace(
        "推動作法\t", "本計畫計二項推動作法及九項執行內容。\n推動作法\t", 1
    )
    read = read_of(text)
    counts = level_counts(work_of(read).corrected, read.stated)
    assert [(one.name, one.count, one.agrees) for one in counts[:2]] == [
        ("推動作法", 2, True),
        ("執行內容", 4, False),
    ]
    assert counts[1].stated == "九項執行內容"


_CHOICES: Final = st.lists(
    st.tuples(
        st.sampled_from(
            ["up", "down", "promote", "demote", "join", "split", "out", "back"]
        ),
        st.integers(0, 30),
        st.integers(1, 12),
    ),
    max_size=25,
)


def edit_of(work: Work, choice: tuple[str, int, int]) -> Edit | None:
    kind, number, at = choice
    if kind == "back":
        gone = work.left_out
        return BringBack(row=gone[number % len(gone)].id) if gone else None
    if not work.rows:
        return None
    row = work.rows[number % len(work.rows)].id
    edits: dict[str, Edit] = {
        "up": Move(row=row, down=False),
        "down": Move(row=row, down=True),
        "promote": Promote(row=row),
        "demote": Demote(row=row),
        "join": JoinPrevious(row=row),
        "split": Split(row=row, at=at),
        "out": LeaveOut(row=row),
    }
    return edits[kind]


def walk(read: ReadPlan, choices: Sequence[tuple[str, int, int]]) -> list[Edit]:
    """Make the edits that can be made; check the plan after each."""
    work = work_of(read)
    said = words(work)
    done: list[Edit] = []
    for choice in choices:
        edit = edit_of(work, choice)
        try:
            after = apply(work, edit) if edit else work
        except UserError:
            continue
        assert words(after) == said
        plan = after.corrected  # refuses keys that are twice, children before parents
        assert len(plan.items) == len(after.rows)
        for item in plan.items:
            assert item.level == 1 + len(plan.path(item.key))
        if edit:
            done.append(edit)
        work = after
    assert replay(read, done) == (work, ())
    return done


@given(_CHOICES)
def test_whatever_is_done_the_plan_is_whole_and_no_word_is_lost(
    choices: list[tuple[str, int, int]],
) -> None:
    done = walk(READ, choices)
    assert [decode_edit(encode_edit(edit)) for edit in done] == done


@given(_CHOICES)
def test_categories_stay_apart(choices: list[tuple[str, int, int]]) -> None:
    walk(_two_categories(), choices)


_TWO: Final = (
    "某某署107年度服務躍升執行計畫\n"
    "構面\t工作重點\t相關機關(單位)\t完成期限\n"
    "基礎服務\t(一)訂定作業流程。\t各分署\t經常辦理\n"
    "\t(二)公布作業流程。\t各分署\t經常辦理\n"
    "服務遞送\t(一)簡化流程。\t各分署\t經常辦理\n"
    "構面\t工作重點\n"
    "共通性作為\t擬定計畫\n"
    "創新價值\t服務價值\n"
)


def _two_categories() -> ReadPlan:
    read = read_of(_TWO)
    assert len(read.plan.categories) == 2
    return read


@pytest.mark.parametrize(
    "edit",
    [
        NameLevel(category=None, level=1, name="策略"),
        SetFacts(title="題", agency="局", roc_year=115, period=Period(start="2026-01")),
        SetOwners(row="a", owners=("秘書室",), excluded=("人事室",)),
        SetDeadline(row="a", deadline=Deadline(kind=DeadlineKind.DAILY, text="逐日")),
        SetRepeats(row="a", other=None),
        AssignColumns(table=2, roles=(Role.LEVEL, Role.REMARK)),
        TakeAsRight(code="no-owner", row="a", said="x"),
    ],
)
def test_an_edit_is_kept_as_json(edit: Edit) -> None:
    assert decode_edit(encode_edit(edit)) == edit
