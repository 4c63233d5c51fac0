"""Ctrl+K over a year of a whole agency, and the list of its visits."""

from __future__ import annotations

import time
from itertools import islice
from random import Random
from typing import TYPE_CHECKING, Final

from db.rows import as_row
from forms.plan.library import built_in_plans
from tests.bench.figure import Figure
from tests.db import make

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from db.store import Store

_VISITS: Final = 16_700
_ITEMS: Final = 60
_CHUNK: Final = 50_000
_SAVES: Final = 500
_LISTED: Final = 10_000

_PLACES: Final = (
    "一樓",
    "服務檯",
    "候船室",
    "三號櫃檯",
    "入口",
    "盥洗室",
    "碼頭",
    "哺集乳室",
)
_THINGS: Final = (
    "職名牌",
    "燈管",
    "地面",
    "樓層指標",
    "安全門",
    "申請書範例",
    "紀錄簿",
    "AED",
)
_FAULTS: Final = (
    "未載明代理人",
    "閃爍",
    "積水",
    "僅有中文",
    "堆置紙箱",
    "已過期",
    "未填寫",
    "良好",
)
_TYPED: Final = (
    "名牌",
    "地面積水",
    "候船室 地面 積水",
    "的",
    "一 未",
    "AED已過期",
    "三號櫃檯職名牌未載明代理人 17",
    "北部航務中心",
    "沒有人寫過",
)


def measure(folder: Path) -> Iterable[Figure]:
    """The slowest key of each search, and of all of them; then the list."""
    store, _ = make.profile(folder)
    with store:
        for plan in built_in_plans():
            store.plans.add(plan)
        visits = _fill(store)
        started = time.perf_counter()
        store.search.rebuild(
            entry
            for table in (store.inspections, store.plans, store.answers)
            for entry in table.entries()
        )
        yield Figure(
            name="indexing 1,000,000 answers",
            value=time.perf_counter() - started,
            unit="s",
        )
        store.connection.checkpoint()
        slowest = {words: max(_keys(store, words)) for words in _TYPED}
        words = max(slowest, key=lambda one: slowest[one])
        yield Figure(
            name=f"slowest key of a search ({words})", value=slowest[words], limit=100
        )
        saved = sorted(_save(store, visits[0]))
        yield Figure(
            name="commit of an answer with a note, median", value=saved[_SAVES // 2]
        )
        yield Figure(
            name="commit of an answer with a note, p99", value=saved[_SAVES * 99 // 100]
        )
        store.inspections.summaries()
        started = time.perf_counter()
        store.inspections.summaries(limit=_LISTED)
        yield Figure(
            name="list of 10,000 visits",
            value=(time.perf_counter() - started) * 1000,
            limit=100,
        )


def _keys(store: Store, words: str) -> Iterator[float]:
    """Milliseconds after each key, while the words are typed."""
    for end in range(1, len(words) + 1):
        started = time.perf_counter()
        store.search.find(words[:end])
        yield (time.perf_counter() - started) * 1000


def _save(store: Store, visit: str) -> Iterator[float]:
    chance = Random(2)  # noqa: S311 - the same every time
    for number in range(_SAVES):
        answer = make.answer(item=f"EN{number % _ITEMS:02}", note=_note(chance))
        started = time.perf_counter()
        store.answers.save(visit, answer)
        yield (time.perf_counter() - started) * 1000


def _fill(store: Store) -> list[str]:
    """A million answers, each with a note."""
    chance = Random(1)  # noqa: S311 - the same every time
    make.visit(store)
    one = store.connection.query("SELECT * FROM inspections")[0]
    visits = [store.ids.new() for _ in range(_VISITS)]
    columns = ", ".join(f":{name}" for name in one)
    with store.connection.writing() as database:
        database.conn.executemany(
            f"INSERT INTO inspections VALUES ({columns})",  # noqa: S608 - our names
            ({**one, "id": visit} for visit in visits),
        )
        database.conn.executemany(
            "INSERT INTO inspection_checklists VALUES (?, 0, 'EN', 1)",
            ([visit] for visit in visits),
        )
    answers = (
        {
            "inspection": visit,
            **as_row(make.answer(item=f"EN{item:02}", note=_note(chance))),
        }
        for visit in visits
        for item in range(_ITEMS)
    )
    for _ in range(0, _VISITS * _ITEMS, _CHUNK):
        with store.connection.writing() as database:
            database.conn.executemany(
                "INSERT INTO answers (inspection, item, value, sample, wait, attached, "
                "rows, note, at) VALUES (:inspection, :item, :value, :sample, :wait, "
                ":attached, :rows, :note, :at)",
                islice(answers, _CHUNK),
            )
    return visits


def _note(chance: Random) -> str:
    said = (chance.choice(_PLACES), chance.choice(_THINGS), chance.choice(_FAULTS))
    return f"{''.join(said)}，第 {chance.randrange(1000)} 次。"
