"""What the third step adds to ``zoucha.db``: waits that are being timed."""

from __future__ import annotations

from typing import Final

_RUNNING: Final = """
    -- When somebody began to wait, by the wall and by a clock that cannot jump;
    -- ``boot`` names the time for which that clock has run.
    CREATE TABLE running (
        inspection TEXT NOT NULL REFERENCES inspections (id) ON DELETE CASCADE,
        item TEXT NOT NULL,
        started TEXT NOT NULL,
        boot TEXT NOT NULL,
        steady REAL NOT NULL,
        PRIMARY KEY (inspection, item)
    ) STRICT, WITHOUT ROWID;
"""

_ENDED: Final = """
    CREATE TRIGGER running_ends_with_an_answer AFTER INSERT ON answers
    WHEN new.value IS NOT NULL OR new.wait IS NOT NULL
    BEGIN
        DELETE FROM running WHERE inspection = new.inspection AND item = new.item;
    END;

    CREATE TRIGGER running_ends_with_another_answer AFTER UPDATE ON answers
    WHEN new.value IS NOT old.value OR new.wait IS NOT old.wait
    BEGIN
        DELETE FROM running WHERE inspection = new.inspection AND item = new.item;
    END;

    CREATE TRIGGER running_ends_with_the_visit AFTER UPDATE ON inspections
    WHEN new.state = 'sealed'
    BEGIN DELETE FROM running WHERE inspection = new.id; END;
"""

WAITS: Final = (_RUNNING, _ENDED)
"""The parts of the step, in order."""
