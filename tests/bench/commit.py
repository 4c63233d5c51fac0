"""How long an answer takes to be safe, with a year of a whole agency in the store."""

from __future__ import annotations

import os
import time
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from db.backup import Reason
from db.rows import as_row
from forms.canonical import canonical, digest
from tests.bench.figure import Figure
from tests.db import make

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from db.store import Store

_VISITS: Final = 16_700
_ITEMS: Final = 60
_SAMPLES: Final = 4000
_CHUNK: Final = 50_000


def measure(folder: Path) -> Iterable[Figure]:
    """The commit of one answer, beside the disk's own fdatasync."""
    store, _ = make.profile(folder / "profile")
    with store:
        visit = _fill(store)
        synced = _percentiles(_sync(folder / "reference"))
        saved = _percentiles(_save(store, visit))
        yield Figure(
            name="commit of an answer among 1,000,000, median",
            value=saved[50],
            reference=synced[50],
        )
        yield Figure(
            name="commit of an answer among 1,000,000, p99",
            value=saved[99],
            reference=synced[50],
            limit=5 * synced[50] + 1,
        )
        started = time.perf_counter()
        store.back_up(Reason.ASKED)
        yield Figure(
            name="verified backup of 1,000,000 answers",
            value=time.perf_counter() - started,
            unit="s",
        )


def _sync(path: Path) -> Iterator[float]:
    """Milliseconds that the drive takes for 4 KiB."""
    page = os.urandom(4096)
    fdatasync = getattr(os, "fdatasync", os.fsync)
    with path.open("wb") as file:
        file.write(page * 1000)
        file.flush()
        os.fsync(file.fileno())
        for number in range(_SAMPLES):
            file.seek(number % 1000 * len(page))
            file.write(page)
            file.flush()
            started = time.perf_counter()
            fdatasync(file.fileno())
            yield (time.perf_counter() - started) * 1000


def _save(store: Store, visit: str) -> Iterator[float]:
    """Milliseconds until an answer is committed."""
    for number in range(_SAMPLES):
        answer = make.answer(item=f"EN{number % _ITEMS:02}", note=f"第 {number} 次")
        started = time.perf_counter()
        store.answers.save(visit, answer)
        yield (time.perf_counter() - started) * 1000


def _percentiles(times: Iterator[float]) -> dict[int, float]:
    ordered = sorted(times)
    return {share: ordered[len(ordered) * share // 100] for share in (50, 99)}


def _fill(store: Store) -> str:
    """A million answers, each with its entry in the journal; one more, empty visit."""
    first = make.visit(store)
    visits = [store.ids.new() for _ in range(_VISITS)]
    one = store.connection.query("SELECT * FROM inspections")[0]
    columns = ", ".join(f":{name}" for name in one)
    with store.connection.writing() as database:
        database.conn.executemany(
            f"INSERT INTO inspections VALUES ({columns})",  # noqa: S608 - our names
            ({**one, "id": visit} for visit in visits),
        )
    answers = (
        {"inspection": visit, **as_row(make.answer(item=f"EN{item:02}"))}
        for visit in visits
        for item in range(_ITEMS)
    )
    entries = _entries(store, visits)
    for _ in range(0, _VISITS * _ITEMS, _CHUNK):
        with store.connection.writing() as database:
            database.conn.executemany(
                "INSERT INTO answers (inspection, item, value, sample, wait, attached, "
                "rows, note, at) VALUES (:inspection, :item, :value, :sample, :wait, "
                ":attached, :rows, :note, :at)",
                islice(answers, _CHUNK),
            )
            database.conn.executemany(
                "INSERT INTO journal (seq, at, actor, kind, body, prev, hash) VALUES "
                "(:seq, :at, :actor, :kind, :body, :prev, :hash)",
                islice(entries, _CHUNK),
            )
    store.connection.checkpoint()
    return first.id


def _entries(store: Store, visits: list[str]) -> Iterator[dict[str, Any]]:
    """What `Journal` would have written, without a query for each."""
    head = store.journal.head()
    seq, prev = head.seq, head.hash
    for visit in visits:
        for item in range(_ITEMS):
            seq += 1
            body = {"inspection": visit, "answer": as_row(make.answer(item=str(item)))}
            entry = {
                "seq": seq,
                "at": "2026-11-20T05:20:00.000Z",
                "actor": store.person,
                "kind": "answer.saved",
                "prev": prev,
            }
            prev = digest({**entry, "body": body})
            yield {**entry, "body": canonical(body).decode(), "hash": prev}
