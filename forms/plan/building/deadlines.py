"""What a deadline says: a rule, a date, or nothing that is understood."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import Final

from forms.plan.building.dates import moments, month_and_day, period_in
from forms.plan.model import Deadline, DeadlineKind
from forms.plan.numerals import number_of

_N: Final = "[0-9０-９一二三四五六七八九十兩]{1,3}"
_TIMES: Final = rf"(?P<least>{_N})(?:[~～\-－至到、](?P<most>{_N}))?(?:次|場次|場|回)"

_YEAR_OR_HALF: Final = re.compile(
    "每(?:一)?(?:年或(?:每)?半年|半年或(?:每)?(?:一)?年)(?:辦理)?"
)
_EVERY: Final = (
    (re.compile("每(?:一)?半年度?|半年(?:度)?(?=[一1]次)"), DeadlineKind.HALF_YEARLY),
    (re.compile("每(?:一)?季|按季|逐季"), DeadlineKind.QUARTERLY),
    (re.compile("每(?:個|一)?月|按月|逐月"), DeadlineKind.MONTHLY),
    (re.compile("每(?:一)?年度?|逐年|按年"), DeadlineKind.YEARLY),
    (re.compile("逐日|每日|每天|按日"), DeadlineKind.DAILY),
)
_COUNTING: Final = re.compile("[每按逐半]")  # every rule above has one of them
_NEXT_YEAR: Final = re.compile("(?:翌|次|隔|下)(?:一)?年(?:度)?")
_STANDING: Final = (
    (re.compile("持續(?:辦理|推動|進行|實施|執行)?"), DeadlineKind.ONGOING),
    (
        re.compile(
            "經常(?:性)?(?:辦理)?|常態(?:性)?(?:辦理)?|例行(?:性)?(?:辦理)?|隨時(?:辦理)?"
        ),
        DeadlineKind.ROUTINE,
    ),
    (
        re.compile("不定期|適時|視需要|視業務需要|依需求|需求辦理|配合辦理|視情況"),
        DeadlineKind.AS_NEEDED,
    ),
)
_CLAUSE: Final = re.compile("[，。；;,]")
_REACH: Final = 80
_NEAR: Final = 8
_PERMITTED: Final = re.compile("得(?:視.{0,6})?$")
_RESUMED: Final = re.compile("(?:恢復|再行|繼續)辦理")
_CONDITION: Final = re.compile(
    r"俟(?P<condition>[^俟()（）。；]{2,60}?)(?:再行|[再後，,\s])*$"
)
_LONGEST_CONDITION: Final = 70
_MOST_TRIED: Final = 100
_HINT: Final = re.compile(
    "^(?P<first>持續|不定期|適時|視需要|經常)"
    "|(?P<last>不定期|適時|視(?:業務)?需要|經常|隨時)辦理。?$"
)
_UNTIL: Final = re.compile(
    "(?P<date>[0-9０-９一二三四五六七八九十〇○]{2,4}年[^，。；]{1,10}?[底日月])前完成"
)
_ACTS: Final = re.compile(
    "(?:應|需|須|由[^，。]{1,8}?|定期|固定)?(?:至少|辦理|召開|舉辦|實施|公布|公告|檢討|檢視|檢查|檢核|抽查|抽測"
    "|追蹤|提報|彙整|訂定|更新|維護|保養|清潔|巡查|訪視|統計|調查|測試|演練|發布|陳報|督導|輔導)"
)
_LONGEST: Final = 24
_VOCABULARY: Final = re.compile(  # of cells that hold a deadline and nothing else
    r"[0-9０-９一二三四五六七八九十〇○兩\W]|民國|[每按逐年月日季週半次翌隔各度底初前後內止起迄至旬期及或]"
    "|持續|經常|常態|例行|隨時|定期|適時|[視依](?:業務|實際)?(?:需要|需求|情況)|需求|配合|至少"
    "|辦理|推動|進行|實施|執行|完成|更新|檢討|場"
)
_NOT_A_RULE: Final = re.compile("每年度?(?:最新|預算|施政|之|的|所)")


@lru_cache(maxsize=512)  # tables say the same in every row
def stated(text: str) -> Deadline:
    """What the column of deadlines says; ``kind`` is empty if it is not understood."""
    flat = "".join(text.split())
    if not flat:
        return Deadline()
    rule = _counted(flat, whole=True) or _dated(flat) or _standing(flat)
    return replace(rule or Deadline(), text=flat)


def in_text(text: str) -> Deadline | None:
    """The countable rule that an item's own words hold: 每年辦理二~三次."""
    if _COUNTING.search(text) is None:
        return None
    flat = "".join(text.split())
    return _counted(flat, whole=False)


def hinted(text: str) -> Deadline | None:
    """What words say where no column does: 持續辦理, 115年6月底前完成."""
    flat = "".join(text.split())
    if "持續辦理" in flat:
        return Deadline(kind=DeadlineKind.ONGOING, text="持續辦理")
    until = _UNTIL.search(flat)
    if until and (day := _dated(until["date"])):
        return replace(day, text=until["date"])
    hint = _HINT.search(flat)
    word = (hint["first"] or hint["last"]) if hint else ""
    found = _standing(word)
    return replace(found, text=word) if found else None


def suspended_until(text: str) -> str | None:
    """The condition that an item waits for: 俟…恢復辦理."""
    if "俟" not in text:
        return None
    for resumed in islice(_RESUMED.finditer(text), _MOST_TRIED):
        end = resumed.start()
        match = _CONDITION.search(text, max(0, end - _LONGEST_CONDITION), end)
        if match:
            return match["condition"].strip()
    return None


@lru_cache(maxsize=512)
def is_deadline(text: str) -> bool:
    """Whether a cell could stand in a column of deadlines."""
    flat = "".join(text.split())
    if not 0 < len(flat) <= _LONGEST:
        return False
    foreign = len(_VOCABULARY.sub("", flat))
    return foreign * 3 <= len(flat) and stated(flat).kind is not None


def _counted(text: str, *, whole: bool) -> Deadline | None:
    """每…(…次); inside of a sentence only with a number, but for 逐日 and the like."""
    if match := _YEAR_OR_HALF.search(text):
        return Deadline(kind=DeadlineKind.YEARLY, text=match.group(), min=1, max=2)
    for pattern, kind in _EVERY:
        for match in islice(pattern.finditer(text), _MOST_TRIED):
            if _NOT_A_RULE.match(text, match.start()):
                continue
            found = _rule(text, match, kind, whole=whole)
            if found is not None:
                return found
    return None


def _rule(
    text: str, match: re.Match[str], kind: DeadlineKind, *, whole: bool
) -> Deadline | None:
    if kind is DeadlineKind.DAILY:
        return Deadline(kind=kind, text=match.group())
    rest = _CLAUSE.split(text[match.end() : match.end() + _REACH], maxsplit=1)[0]
    times = re.search(_TIMES, rest)
    before = text[max(0, match.start() - _NEAR) : match.start()]
    permitted = bool(_PERMITTED.search(before))
    on = month_and_day(rest) if whole else None
    if "年底" in text[match.start() :] and whole:
        on = (12, 31)
    if times is None and not whole and not _ACTS.match(rest):
        return None
    least = number_of(times["least"]) if times else 1
    most = number_of(times["most"] or times["least"]) if times else 1
    if "至少" in rest or "以上" in rest:
        most = None
    words = f"{match.group()}{times.group() if times else ''}"
    return Deadline(
        kind=kind,
        text=words,
        min=0 if permitted else least,
        max=most,
        on=f"--{on[0]:02d}-{on[1]:02d}" if on else None,
    )


def _dated(text: str) -> Deadline | None:
    if match := _NEXT_YEAR.search(text):
        on = month_and_day(text[match.end() :])
        if on:
            return Deadline(
                kind=DeadlineKind.NEXT_YEAR,
                min=1,
                max=1,
                on=f"--{on[0]:02d}-{on[1]:02d}",
            )
    span = period_in(text)
    if span is not None:
        return Deadline(kind=DeadlineKind.FIXED, min=1, on=span.end)
    days = list(moments(text))
    if days:
        return Deadline(kind=DeadlineKind.FIXED, min=1, on=days[-1].iso)
    on = month_and_day(text)
    if on:
        return Deadline(
            kind=DeadlineKind.YEARLY, min=1, max=1, on=f"--{on[0]:02d}-{on[1]:02d}"
        )
    if "年底" in text:
        return Deadline(kind=DeadlineKind.YEARLY, min=1, max=1, on="--12-31")
    return None


def _standing(text: str) -> Deadline | None:
    for pattern, kind in reversed(_STANDING):
        if pattern.search(text):
            return Deadline(kind=kind)
    return None
