"""What the third step adds to ``zoucha.db``: rounds of telephone tests."""

from __future__ import annotations

from typing import Final

_ROUNDS: Final = """
    CREATE TABLE scales (
        code TEXT NOT NULL,
        version INTEGER NOT NULL CHECK (version >= 1),
        sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
        at TEXT NOT NULL,
        definition TEXT NOT NULL CHECK (json_valid(definition)),
        PRIMARY KEY (code, version)
    ) STRICT;

    CREATE TRIGGER scales_never_change BEFORE UPDATE ON scales
    BEGIN SELECT raise(ABORT, 'a version of a scale is never changed'); END;

    -- A round is a visit; this is what a visit with checklists has no place for.
    CREATE TABLE rounds (
        inspection TEXT PRIMARY KEY REFERENCES inspections (id) ON DELETE CASCADE,
        scale_code TEXT NOT NULL,
        scale_version INTEGER NOT NULL,
        plan TEXT,
        plan_version TEXT,
        plan_item TEXT,
        definition TEXT NOT NULL CHECK (json_valid(definition)),
        seed TEXT,
        frame_sha256 TEXT CHECK (length(frame_sha256) = 64),
        drawn_at TEXT,
        FOREIGN KEY (scale_code, scale_version) REFERENCES scales (code, version),
        CHECK ((seed IS NULL) = (frame_sha256 IS NULL)),
        CHECK ((seed IS NULL) = (drawn_at IS NULL)),
        CHECK ((plan IS NULL) = (plan_item IS NULL))
    ) STRICT;

    CREATE INDEX rounds_by_plan ON rounds (plan, plan_item);

    CREATE INDEX rounds_by_scale ON rounds (scale_code, scale_version);

    -- What was drawn from, and what was drawn, stand before the first call.
    CREATE TRIGGER rounds_drawn_once BEFORE UPDATE ON rounds
    WHEN old.seed IS NOT NULL AND (
        new.seed IS NOT old.seed
        OR new.frame_sha256 IS NOT old.frame_sha256
        OR new.drawn_at IS NOT old.drawn_at
        OR new.scale_code IS NOT old.scale_code
        OR new.scale_version IS NOT old.scale_version
        OR new.definition ->> '$.frame' IS NOT old.definition ->> '$.frame'
        OR new.definition ->> '$.per_unit' IS NOT old.definition ->> '$.per_unit'
        OR new.definition ->> '$.timetable' IS NOT old.definition ->> '$.timetable'
        OR new.definition ->> '$.hotlines' IS NOT old.definition ->> '$.hotlines'
    )
    BEGIN SELECT raise(ABORT, 'a round is drawn once'); END;
"""

_CALLS: Final = """
    CREATE TABLE calls (
        id TEXT PRIMARY KEY,
        round TEXT NOT NULL REFERENCES rounds (inspection) ON DELETE CASCADE,
        "order" INTEGER NOT NULL CHECK ("order" >= 1),
        unit TEXT NOT NULL,
        extension TEXT NOT NULL,
        at TEXT,
        tester TEXT NOT NULL,
        route TEXT NOT NULL,
        hotline TEXT NOT NULL,
        in_hours INTEGER NOT NULL CHECK (in_hours IN (0, 1)),
        question TEXT NOT NULL,
        stands_in_for TEXT UNIQUE REFERENCES calls (id) ON DELETE CASCADE,
        withdrawn TEXT NOT NULL,
        finished TEXT,
        CHECK (withdrawn = '' OR finished IS NULL)
    ) STRICT;

    CREATE INDEX calls_of_round ON calls (round, "order");

    -- A call is made once: of those with one place, only one is not withdrawn.
    CREATE UNIQUE INDEX calls_by_place ON calls (round, "order") WHERE withdrawn = '';

    CREATE TRIGGER calls_drawn_once BEFORE UPDATE ON calls
    WHEN new.round IS NOT old.round OR new."order" IS NOT old."order"
        OR new.unit IS NOT old.unit OR new.extension IS NOT old.extension
        OR new.at IS NOT old.at OR new.hotline IS NOT old.hotline
        OR new.stands_in_for IS NOT old.stands_in_for
    BEGIN SELECT raise(ABORT, 'a call stays as it was drawn'); END;

    CREATE TABLE call_events (
        call TEXT NOT NULL REFERENCES calls (id) ON DELETE CASCADE,
        seq INTEGER NOT NULL CHECK (seq >= 1),
        kind TEXT NOT NULL,
        at TEXT NOT NULL,
        clock TEXT NOT NULL,
        run TEXT NOT NULL,
        PRIMARY KEY (call, seq)
    ) STRICT, WITHOUT ROWID;

    CREATE TRIGGER call_events_follow BEFORE INSERT ON call_events
    WHEN new.seq IS NOT 1 + coalesce(
        (SELECT max(seq) FROM call_events WHERE call = new.call), 0
    )
    BEGIN SELECT raise(ABORT, 'events follow each other'); END;

    CREATE TRIGGER call_events_never_change BEFORE UPDATE ON call_events
    BEGIN SELECT raise(ABORT, 'what happened in a call is never changed'); END;

    -- They go only with the call itself, when a draft is discarded.
    CREATE TRIGGER call_events_stay BEFORE DELETE ON call_events
    WHEN EXISTS (SELECT 1 FROM calls WHERE id = old.call)
    BEGIN SELECT raise(ABORT, 'what happened in a call stays'); END;

    -- What was written down about a call, change by change, so that it can be undone.
    CREATE TABLE call_answers (
        call TEXT NOT NULL REFERENCES calls (id) ON DELETE CASCADE,
        seq INTEGER NOT NULL CHECK (seq >= 1),
        at TEXT NOT NULL,
        patch TEXT NOT NULL CHECK (json_valid(patch)),
        undone INTEGER NOT NULL CHECK (undone IN (0, 1)),
        PRIMARY KEY (call, seq)
    ) STRICT, WITHOUT ROWID;
"""

_SEALED: Final = """
    CREATE TRIGGER rounds_sealed_no_insert BEFORE INSERT ON rounds
    WHEN (SELECT state FROM inspections WHERE id = new.inspection) = 'sealed'
    BEGIN SELECT raise(ABORT, 'a sealed visit is never changed'); END;

    CREATE TRIGGER rounds_sealed_no_update BEFORE UPDATE ON rounds
    WHEN EXISTS (SELECT 1 FROM inspections
        WHERE id IN (old.inspection, new.inspection) AND state = 'sealed')
    BEGIN SELECT raise(ABORT, 'a sealed visit is never changed'); END;

    CREATE TRIGGER rounds_sealed_no_delete BEFORE DELETE ON rounds
    WHEN (SELECT state FROM inspections WHERE id = old.inspection) = 'sealed'
    BEGIN SELECT raise(ABORT, 'a sealed visit is never changed'); END;

    CREATE TRIGGER calls_sealed_no_insert BEFORE INSERT ON calls
    WHEN (SELECT state FROM inspections WHERE id = new.round) = 'sealed'
    BEGIN SELECT raise(ABORT, 'a sealed visit is never changed'); END;

    CREATE TRIGGER calls_sealed_no_update BEFORE UPDATE ON calls
    WHEN EXISTS (SELECT 1 FROM inspections
        WHERE id IN (old.round, new.round) AND state = 'sealed')
    BEGIN SELECT raise(ABORT, 'a sealed visit is never changed'); END;

    CREATE TRIGGER calls_sealed_no_delete BEFORE DELETE ON calls
    WHEN (SELECT state FROM inspections WHERE id = old.round) = 'sealed'
    BEGIN SELECT raise(ABORT, 'a sealed visit is never changed'); END;

    CREATE TRIGGER call_events_sealed_no_insert BEFORE INSERT ON call_events
    WHEN (SELECT state FROM inspections JOIN calls ON inspections.id = round
        WHERE calls.id = new.call) = 'sealed'
    BEGIN SELECT raise(ABORT, 'a sealed visit is never changed'); END;

    CREATE TRIGGER call_answers_sealed_no_insert BEFORE INSERT ON call_answers
    WHEN (SELECT state FROM inspections JOIN calls ON inspections.id = round
        WHERE calls.id = new.call) = 'sealed'
    BEGIN SELECT raise(ABORT, 'a sealed visit is never changed'); END;

    CREATE TRIGGER call_answers_sealed_no_update BEFORE UPDATE ON call_answers
    WHEN EXISTS (SELECT 1 FROM inspections JOIN calls ON inspections.id = round
        WHERE calls.id IN (old.call, new.call) AND state = 'sealed')
    BEGIN SELECT raise(ABORT, 'a sealed visit is never changed'); END;

    CREATE TRIGGER call_answers_sealed_no_delete BEFORE DELETE ON call_answers
    WHEN (SELECT state FROM inspections JOIN calls ON inspections.id = round
        WHERE calls.id = old.call) = 'sealed'
    BEGIN SELECT raise(ABORT, 'a sealed visit is never changed'); END;
"""

PHONE: Final = (_ROUNDS, _CALLS, _SEALED)
