"""What the third step adds to ``zoucha.db``: working with a plan."""

from __future__ import annotations

from typing import Final

_EXECUTION: Final = """
    -- What units say they did for items of a plan, and activities that were held.
    CREATE TABLE execution_notes (
        id TEXT PRIMARY KEY,
        plan TEXT NOT NULL,
        version TEXT NOT NULL,
        item TEXT NOT NULL,
        unit TEXT NOT NULL,
        start TEXT NOT NULL,
        "end" TEXT NOT NULL,
        kind TEXT NOT NULL,
        text TEXT NOT NULL,
        at TEXT NOT NULL,
        "on" TEXT,
        led_by TEXT NOT NULL,
        participants INTEGER CHECK (participants >= 0),
        reference TEXT NOT NULL,
        proof TEXT NOT NULL CHECK (json_valid(proof)),
        report TEXT NOT NULL,
        is_confirmed INTEGER CHECK (is_confirmed IN (0, 1)),
        CHECK (start <= "end")
    ) STRICT;

    CREATE INDEX execution_notes_by_item ON execution_notes (plan, item, unit);

    -- 免辦: what a unit need not do.
    CREATE TABLE waivers (
        plan TEXT NOT NULL,
        version TEXT NOT NULL,
        item TEXT NOT NULL,
        unit TEXT NOT NULL,
        reason TEXT NOT NULL CHECK (reason <> ''),
        "by" TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (plan, version, item, unit)
    ) STRICT, WITHOUT ROWID;

    -- What a person said of a link between a check and an item of a plan.
    CREATE TABLE plan_links (
        plan TEXT NOT NULL,
        version TEXT NOT NULL,
        item TEXT NOT NULL,
        checklist TEXT NOT NULL,
        "check" TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('confirmed', 'declined')),
        at TEXT NOT NULL,
        PRIMARY KEY (plan, version, item, checklist, "check")
    ) STRICT, WITHOUT ROWID;
"""

_DRAFTS: Final = """
    -- A plan that is being brought in: as it was read, and every correction to it.
    CREATE TABLE plan_drafts (
        id TEXT PRIMARY KEY,
        file TEXT NOT NULL,
        original TEXT NOT NULL CHECK (length(original) = 64),
        media_type TEXT NOT NULL,
        at TEXT NOT NULL,
        imported TEXT NOT NULL CHECK (json_valid(imported))
    ) STRICT;

    CREATE TABLE plan_edits (
        draft TEXT NOT NULL REFERENCES plan_drafts (id) ON DELETE CASCADE,
        seq INTEGER NOT NULL CHECK (seq >= 1),
        at TEXT NOT NULL,
        body TEXT NOT NULL CHECK (json_valid(body)),
        undone INTEGER NOT NULL CHECK (undone IN (0, 1)),
        PRIMARY KEY (draft, seq)
    ) STRICT, WITHOUT ROWID;
"""

PLANS_AT_WORK: Final = (_EXECUTION, _DRAFTS)
