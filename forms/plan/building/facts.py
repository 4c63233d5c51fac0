"""What a document says of itself: title, agency, number, dates, bases, task force."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from forms.plan.building import words
from forms.plan.building.dates import first_day, moments, period_in, year_of
from forms.plan.model import Period, PlanTaskForce, Seat
from forms.plan.numerals import number_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forms.plan.building.outline import Node, Outline

_NUMBER: Final = re.compile(
    r"(?P<number>[\u4e00-\u9fff]{1,12}字第\s*[0-9A-Z０-９一二三四五六七八九〇○零]+\s*號)"
)
_REVISED: Final = re.compile("修訂|修正|修頒|第\\s*[0-9一二三四五六七八九十]+\\s*次修")
_AROUND_LATIN: Final = re.compile(
    r"(?<=[\u4e00-\u9fff])\s+(?=[0-9A-Za-z\u4e00-\u9fff])"
    r"|(?<=[0-9A-Za-z])\s+(?=[\u4e00-\u9fff])"
)
_YEAR: Final = re.compile(
    r"(?:民國)?\s*[0-9０-９一二三四五六七八九十〇○零]{2,5}\s*年\s*度?"
)
_LISTED: Final = re.compile(
    "[「『](?P<name>[^」』]{2,30}小組)[」』]|(?:成立|設置|組成)(?P<bare>[^，。；「]{2,20}?小組)"
)
_SEAT: Final = re.compile(
    "^(?P<role>[^，。：:]{2,10}?)[：:]\\s*(?:由)?(?P<held>[^。]{2,60}?)(?:擔任|兼任|派兼)?[。；]?$"
)
_DUTY: Final = re.compile("^(?:任務|職掌|工作任務)[：:]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What stands around the tree; empty where the document says nothing."""

    title: str
    agency: str
    roc_year: int
    document_number: str | None
    approved_on: str | None
    revised_on: tuple[str, ...]
    period: Period
    period_from_title: bool
    bases: tuple[str, ...]
    objectives: tuple[str, ...]
    task_force: PlanTaskForce | None
    has_title: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedCount:
    """How many of its parts a document says that it has: 十項實施要項."""

    word: str
    count: int
    text: str


def facts_of(outline: Outline) -> Facts:
    """The facts that the lines of a document tell."""
    title, has_title = _title(outline)
    number, approved, revised = _issued(outline.before)
    bases = [node for node in outline.top if words.BASES.search(node.title)]
    objectives = [
        node
        for node in outline.top
        if words.OBJECTIVES.search(node.title) and node not in bases
    ]
    year = year_of(title)
    stated = _period(outline)
    period = stated
    if stated == Period() and year:
        period = Period(start=f"{year + 1911}-01-01", end=f"{year + 1911}-12-31")
    return Facts(
        title=title,
        agency=agency_of(title),
        roc_year=year or _newest_year(outline, [approved, *revised]),
        document_number=number,
        approved_on=approved,
        revised_on=revised,
        period=period,
        period_from_title=stated == Period() and bool(year),
        bases=_listed(bases),
        objectives=_listed(objectives),
        task_force=_task_force(outline),
        has_title=has_title,
    )


def is_listed_elsewhere(node: Node) -> bool:
    """Whether what stands below a section is already told as bases or objectives."""
    return bool(words.BASES.search(node.title) or words.OBJECTIVES.search(node.title))


def stated_counts(outline: Outline, names: Sequence[str]) -> Iterator[StatedCount]:
    """The counts of levels of those names that the document states."""
    known = sorted({name for name in names if len(name) > 1}, key=len, reverse=True)
    if not known:
        return
    pattern = re.compile(
        r"(?P<count>[0-9]{1,3}|[一二三四五六七八九十]{1,4})\s*(?:大|項|個|類)\s*"
        rf"(?P<word>{'|'.join(map(re.escape, known))})"
    )
    for text in outline.texts():
        for match in pattern.finditer(text):
            count = number_of(match["count"])
            if count:
                yield StatedCount(word=match["word"], count=count, text=match.group())


def tidy(text: str) -> str:
    """A title without the blanks that were put around its numbers."""
    return _AROUND_LATIN.sub("", text).strip()


def _title(outline: Outline) -> tuple[str, bool]:
    for line in outline.before:
        found = words.PLAN_TITLE.match(line)
        if found and not first_day(found.group()):
            return tidy(found.group()), True
    return (tidy(outline.before[0]) if outline.before else ""), False


def agency_of(title: str) -> str:
    """The agency that a title names, before the year or what is to be raised."""
    year = _YEAR.search(title)
    agency = title[: year.start()] if year else title
    end = words.AGENCY_ENDS.search(agency)
    return (agency[: end.start()] if end else agency if year else "").strip()


def _issued(lines: Sequence[str]) -> tuple[str | None, str | None, tuple[str, ...]]:
    """The number of the last version, when the first was approved, and revisions."""
    number, approved = None, None
    revised: list[str] = []
    for line in lines:
        day = first_day(line)
        if day is None:
            continue
        rest = line[: day.start] + " " + line[day.end :]
        match = _NUMBER.search(rest)
        if match:
            number = re.sub(r"\s", "", match["number"])
        if _REVISED.search(line) or approved is not None:
            revised.append(day.iso)
        else:
            approved = day.iso
    return number, approved, tuple(revised)


def _period(outline: Outline) -> Period:
    for node in outline.nodes():
        for text in (node.text, *node.body):
            if words.PERIODS.search(node.title) or words.PERIODS.search(text):
                found = period_in(text)
                if found is not None:
                    return found
    return Period()


def _newest_year(outline: Outline, issued: Sequence[str | None]) -> int:
    """The year that the document was made in, as far as its dates tell; or 0."""
    days = [int(day[:4]) - 1911 for day in issued if day]
    if days:
        return max(days)
    years = [moment.roc_year for text in outline.texts() for moment in moments(text)]
    return max(years, default=0)


def _listed(nodes: Sequence[Node]) -> tuple[str, ...]:
    """What is counted below some sections, or else what they say."""
    texts: list[str] = []
    for node in nodes:
        if node.children:
            texts += [" ".join([child.text, *child.body]) for child in node.children]
        elif node.body:
            texts += node.body
        else:
            texts += [
                after
                for after in [re.split("[：:]", node.text, maxsplit=1)[-1]]
                if after and after != node.title
            ]
    return tuple(texts)


def _task_force(outline: Outline) -> PlanTaskForce | None:
    """The first section about one with its seats, or a sentence that founds one."""
    for node in outline.top:
        if words.TASK_FORCES.search(node.title) and node.children:
            named = _LISTED.search(node.text)
            name = (named["name"] or named["bare"]) if named else node.title
            return PlanTaskForce(name=name, duty=_duty(node), seats=tuple(_seats(node)))
    for text in outline.texts():
        founded = _LISTED.search(text)
        if founded and "成立" in text:
            return PlanTaskForce(name=founded["name"] or founded["bare"], duty="")
    return None


def _duty(node: Node) -> str:
    for child in node.children:
        match = _DUTY.match(child.text)
        if match:
            return child.text[match.end() :].strip() or " ".join(child.body)
    return ""


def _seats(node: Node) -> Iterator[Seat]:
    for child in (node, *node.children):
        for text in (*child.body, *(grandchild.text for grandchild in child.children)):
            match = _SEAT.match(text)
            if match and not _DUTY.match(text):
                yield Seat(role=match["role"], held_by=match["held"])
