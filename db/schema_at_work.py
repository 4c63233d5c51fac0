"""What the second step adds to ``zoucha.db``: all that the window works with."""

from __future__ import annotations

from typing import Final

_MARKED: Final = """
    ALTER TABLE photos ADD COLUMN marked TEXT CHECK (length(marked) = 64);

    -- What was drawn, to be drawn anew; empty if nothing was.
    ALTER TABLE photos ADD COLUMN shapes TEXT NOT NULL DEFAULT '';
"""

_HISTORY: Final = """
    -- What was done to a draft; both states of every part that was touched.
    CREATE TABLE history (
        inspection TEXT NOT NULL REFERENCES inspections (id) ON DELETE CASCADE,
        seq INTEGER NOT NULL CHECK (seq >= 1),
        at TEXT NOT NULL,
        kind TEXT NOT NULL,
        item TEXT,
        before TEXT NOT NULL CHECK (json_valid(before)),
        after TEXT NOT NULL CHECK (json_valid(after)),
        undone INTEGER NOT NULL CHECK (undone IN (0, 1)),
        PRIMARY KEY (inspection, seq)
    ) STRICT, WITHOUT ROWID;
"""

_CAPTURES: Final = """
    -- What was noticed before there was a visit to put it in.
    CREATE TABLE captures (
        id TEXT PRIMARY KEY,
        at TEXT NOT NULL,
        text TEXT NOT NULL,
        place TEXT NOT NULL,
        unit TEXT NOT NULL,
        photos TEXT NOT NULL CHECK (json_valid(photos)),
        taken_by TEXT REFERENCES inspections (id) ON DELETE SET NULL
    ) STRICT;

    CREATE INDEX captures_of_inspection ON captures (taken_by);
"""

_COACHING: Final = """
    -- Advice given on the spot, to whom by title only.
    CREATE TABLE coaching (
        id TEXT PRIMARY KEY,
        inspection TEXT NOT NULL REFERENCES inspections (id) ON DELETE CASCADE,
        at TEXT NOT NULL,
        topic TEXT NOT NULL,
        text TEXT NOT NULL,
        given_to TEXT NOT NULL
    ) STRICT;

    CREATE INDEX coaching_of_inspection ON coaching (inspection);

    CREATE TRIGGER coaching_sealed_no_insert BEFORE INSERT ON coaching
    WHEN (SELECT state FROM inspections WHERE id = new.inspection) = 'sealed'
    BEGIN SELECT raise(ABORT, 'a sealed visit is never changed'); END;

    CREATE TRIGGER coaching_sealed_no_update BEFORE UPDATE ON coaching
    WHEN EXISTS (SELECT 1 FROM inspections
        WHERE id IN (old.inspection, new.inspection) AND state = 'sealed')
    BEGIN SELECT raise(ABORT, 'a sealed visit is never changed'); END;

    CREATE TRIGGER coaching_sealed_no_delete BEFORE DELETE ON coaching
    WHEN (SELECT state FROM inspections WHERE id = old.inspection) = 'sealed'
    BEGIN SELECT raise(ABORT, 'a sealed visit is never changed'); END;
"""

_LISTS: Final = """
    -- What lists of visits show; the figures are NULL until they are worked out.
    CREATE TABLE summaries (
        inspection TEXT PRIMARY KEY REFERENCES inspections (id) ON DELETE CASCADE,
        changed TEXT NOT NULL,
        checklists TEXT NOT NULL,
        answered INTEGER,
        total INTEGER,
        percent TEXT,
        grade TEXT,
        findings INTEGER
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX inspections_by_moment
    ON inspections (julianday(started) DESC, id DESC);

    DROP INDEX inspections_by_start;

    CREATE INDEX inspections_by_correction ON inspections (replaces)
    WHERE replaces IS NOT NULL;
"""

_SEARCH: Final = """
    -- What can be found; follows from the other tables. See db/search.py.
    CREATE TABLE search_entries (
        number INTEGER PRIMARY KEY,
        kind TEXT NOT NULL,
        owner TEXT NOT NULL,
        key TEXT NOT NULL,
        item TEXT,
        text TEXT NOT NULL,
        UNIQUE (owner, kind, key)
    ) STRICT;

    CREATE VIRTUAL TABLE search USING fts5 (
        text, content = '', contentless_delete = 1,
        tokenize = 'unicode61 remove_diacritics 2'
    );

    -- By which version of its rules a table was made that follows from others.
    CREATE TABLE derived (
        name TEXT PRIMARY KEY,
        version INTEGER NOT NULL
    ) STRICT;
"""

_REPORTS: Final = """
    -- No UNIQUE index: a profile that holds such a pair already must open all the same.
    CREATE TRIGGER signatures_once_in_a_role BEFORE INSERT ON signatures
    WHEN EXISTS (SELECT 1 FROM signatures
        WHERE number = new.number AND role = new.role)
    BEGIN SELECT raise(ABORT, 'a role signs a report once'); END;
"""

AT_WORK: Final = (_MARKED, _HISTORY, _CAPTURES, _COACHING, _LISTS, _SEARCH, _REPORTS)
