"""The shape of ``zoucha.db``, step by step.

Ids are UUIDv7 as lower-case text; moments are UTC text (`db.moments`), but where a
value of `forms` holds a moment with its zone, it stands as it was given. Nested values
are JSON in one column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlite_utils import Migrations

from db.migrations import run
from db.schema_at_work import AT_WORK
from db.schema_phone import PHONE
from db.schema_plans import PLANS_AT_WORK
from db.schema_waits import WAITS

if TYPE_CHECKING:
    from sqlite_utils import Database

NAME: Final = "zoucha.db"
APPLICATION_ID: Final = 0x5A4F5543  # ZOUC

HIGHEST_IDS: Final = """
    SELECT id FROM (
        SELECT max(id) AS id FROM people
        UNION ALL SELECT max(id) AS id FROM signing_keys
        UNION ALL SELECT max(id) AS id FROM inspections
        UNION ALL SELECT max(id) AS id FROM findings
        UNION ALL SELECT max(id) AS id FROM finding_events
        UNION ALL SELECT max(id) AS id FROM photos
        UNION ALL SELECT max(id) AS id FROM coaching
        UNION ALL SELECT max(id) AS id FROM captures
        UNION ALL SELECT max(id) AS id FROM signatures
        UNION ALL SELECT max(id) AS id FROM execution_notes
        UNION ALL SELECT max(id) AS id FROM plan_drafts
        UNION ALL SELECT max(id) AS id FROM calls
    ) WHERE id IS NOT NULL
"""
"""Of each table whose rows have ids that sort by their age."""

steps: Final = Migrations("zoucha")


@steps()
def m001_first(database: Database) -> None:
    """Profile, directory, plans, checklists, visits, reports and the journal."""
    for part in (_JOURNAL, _PROFILE, _DEFINITIONS, _VISITS, _SEALED, _REPORTS):
        run(database, part)


@steps()
def m002_at_work(database: Database) -> None:
    """Undoing, quick captures, advice, drawings on photos, lists and search."""
    for part in AT_WORK:
        run(database, part)


@steps()
def m003_plans_and_calls(database: Database) -> None:
    """Plans at work, waits that outlive the program, and telephone tests."""
    for part in (*PLANS_AT_WORK, *WAITS, *PHONE):
        run(database, part)


_JOURNAL: Final = """
    CREATE TABLE journal (
        seq INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        actor TEXT NOT NULL,
        kind TEXT NOT NULL,
        body TEXT NOT NULL,
        prev TEXT NOT NULL,
        hash TEXT NOT NULL CHECK (length(hash) = 64)
    ) STRICT;

    CREATE TRIGGER journal_has_no_gap BEFORE INSERT ON journal
    WHEN new.seq IS NOT 1 + coalesce((SELECT max(seq) FROM journal), 0)
    BEGIN SELECT raise(ABORT, 'the journal has no gap'); END;

    CREATE TRIGGER journal_is_a_chain BEFORE INSERT ON journal
    WHEN new.prev IS NOT coalesce(
        (SELECT hash FROM journal ORDER BY seq DESC LIMIT 1),
        '0000000000000000000000000000000000000000000000000000000000000000'
    )
    BEGIN SELECT raise(ABORT, 'the journal is a chain'); END;

    CREATE TRIGGER journal_never_changes BEFORE UPDATE ON journal
    BEGIN SELECT raise(ABORT, 'the journal is never changed'); END;

    CREATE TRIGGER journal_stays BEFORE DELETE ON journal
    BEGIN SELECT raise(ABORT, 'the journal is never shortened'); END;
"""

_PROFILE: Final = """
    CREATE TABLE settings (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL CHECK (json_valid(value))
    ) STRICT;

    -- What keys.json holds, to put it back if it is lost while the profile is open.
    CREATE TABLE key_file (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        content BLOB NOT NULL
    ) STRICT;

    CREATE TABLE people (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        role TEXT NOT NULL CHECK (role IN ('inspector', 'supervisor', 'staff')),
        title TEXT NOT NULL,
        unit TEXT NOT NULL
    ) STRICT;

    -- PKCS#12, which that person's passphrase protects.
    CREATE TABLE signing_keys (
        id TEXT PRIMARY KEY,
        person TEXT NOT NULL REFERENCES people (id),
        fingerprint TEXT NOT NULL CHECK (length(fingerprint) = 64),
        pkcs12 BLOB NOT NULL
    ) STRICT;

    CREATE INDEX signing_keys_of_person ON signing_keys (person);

    -- Whose certificate is whose, as this profile has been told.
    CREATE TABLE certificates (
        fingerprint TEXT PRIMARY KEY CHECK (length(fingerprint) = 64),
        name TEXT NOT NULL,
        at TEXT NOT NULL
    ) STRICT;

    -- Units, groups, places, people …: one row each, whole in its body.
    CREATE TABLE directory (
        kind TEXT NOT NULL,
        position INTEGER NOT NULL,
        id TEXT,
        name TEXT,
        body TEXT NOT NULL CHECK (json_valid(body)),
        PRIMARY KEY (kind, position)
    ) STRICT, WITHOUT ROWID;

    CREATE UNIQUE INDEX directory_by_id ON directory (kind, id);

    CREATE INDEX directory_by_name ON directory (name);
"""

_DEFINITIONS: Final = """
    CREATE TABLE plans (
        code TEXT NOT NULL,
        version TEXT NOT NULL,
        title TEXT NOT NULL,
        sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
        at TEXT NOT NULL,
        definition TEXT NOT NULL CHECK (json_valid(definition)),
        PRIMARY KEY (code, version)
    ) STRICT;

    CREATE TRIGGER plans_never_change BEFORE UPDATE ON plans
    BEGIN SELECT raise(ABORT, 'a version of a plan is never changed'); END;

    CREATE TABLE checklists (
        code TEXT NOT NULL,
        version INTEGER NOT NULL CHECK (version >= 1),
        sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
        at TEXT NOT NULL,
        definition TEXT NOT NULL CHECK (json_valid(definition)),
        PRIMARY KEY (code, version)
    ) STRICT;

    CREATE TRIGGER checklists_never_change BEFORE UPDATE ON checklists
    BEGIN SELECT raise(ABORT, 'a version of a checklist is never changed'); END;

    -- Which place of which plan a check item comes from.
    CREATE TABLE item_links (
        code TEXT NOT NULL,
        version INTEGER NOT NULL,
        item TEXT NOT NULL,
        plan TEXT NOT NULL,
        plan_item TEXT NOT NULL,
        PRIMARY KEY (code, version, item, plan, plan_item),
        FOREIGN KEY (code, version) REFERENCES checklists (code, version)
            ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX item_links_by_plan ON item_links (plan, plan_item);
"""

_VISITS: Final = """
    CREATE TABLE inspections (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        unit TEXT NOT NULL,
        unit_id TEXT,
        place TEXT NOT NULL,
        started TEXT NOT NULL,
        ended TEXT,
        people TEXT NOT NULL CHECK (json_valid(people)),
        plan TEXT CHECK (json_valid(plan)),
        facts TEXT NOT NULL CHECK (json_valid(facts)),
        file_number TEXT NOT NULL,
        retention TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('draft', 'sealed')),
        number TEXT UNIQUE,
        version INTEGER NOT NULL CHECK (version >= 1),
        replaces TEXT,
        CHECK (state = 'draft' OR number IS NOT NULL),
        CHECK ((version = 1) = (replaces IS NULL))
    ) STRICT;

    CREATE INDEX inspections_by_start ON inspections (started);

    CREATE INDEX inspections_by_unit ON inspections (unit);

    CREATE TABLE inspection_checklists (
        inspection TEXT NOT NULL REFERENCES inspections (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        code TEXT NOT NULL,
        version INTEGER NOT NULL,
        PRIMARY KEY (inspection, position),
        UNIQUE (inspection, code),
        FOREIGN KEY (code, version) REFERENCES checklists (code, version)
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX inspection_checklists_by_code ON inspection_checklists (code, version);

    CREATE TABLE answers (
        inspection TEXT NOT NULL REFERENCES inspections (id) ON DELETE CASCADE,
        item TEXT NOT NULL,
        value TEXT,
        sample TEXT,
        wait TEXT,
        attached TEXT NOT NULL,
        rows TEXT NOT NULL,
        note TEXT NOT NULL,
        at TEXT,
        PRIMARY KEY (inspection, item)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE findings (
        id TEXT PRIMARY KEY,
        inspection TEXT NOT NULL REFERENCES inspections (id) ON DELETE CASCADE,
        number INTEGER NOT NULL CHECK (number >= 1),
        text TEXT NOT NULL,
        item TEXT,
        severity TEXT NOT NULL,
        responsible_unit TEXT NOT NULL,
        recommendation TEXT NOT NULL,
        due TEXT,
        corrected_on_site INTEGER NOT NULL CHECK (corrected_on_site IN (0, 1)),
        UNIQUE (inspection, number)
    ) STRICT;

    CREATE INDEX findings_by_due ON findings (due);

    -- What became of a finding after the visit; also after it was sealed.
    CREATE TABLE finding_events (
        id TEXT PRIMARY KEY,
        finding TEXT NOT NULL REFERENCES findings (id),
        at TEXT NOT NULL,
        actor TEXT NOT NULL,
        kind TEXT NOT NULL,
        body TEXT NOT NULL CHECK (json_valid(body))
    ) STRICT;

    CREATE INDEX finding_events_of_finding ON finding_events (finding);

    CREATE TRIGGER finding_events_never_change BEFORE UPDATE ON finding_events
    BEGIN SELECT raise(ABORT, 'what happened to a finding is never changed'); END;

    CREATE TRIGGER finding_events_stay BEFORE DELETE ON finding_events
    BEGIN SELECT raise(ABORT, 'what happened to a finding stays'); END;

    CREATE TABLE photos (
        id TEXT PRIMARY KEY,
        inspection TEXT NOT NULL REFERENCES inspections (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
        media_type TEXT NOT NULL,
        width INTEGER NOT NULL,
        height INTEGER NOT NULL,
        item TEXT,
        finding TEXT REFERENCES findings (id) ON DELETE SET NULL,
        caption TEXT NOT NULL
    ) STRICT;

    CREATE INDEX photos_of_inspection ON photos (inspection, position);

    CREATE INDEX photos_of_finding ON photos (finding);
"""

_SEALED: Final = """
    CREATE TRIGGER inspections_sealed_never_change BEFORE UPDATE ON inspections
    WHEN old.state = 'sealed'
    BEGIN SELECT raise(ABORT, 'a sealed visit is never changed'); END;

    CREATE TRIGGER inspections_sealed_stay BEFORE DELETE ON inspections
    WHEN old.state = 'sealed'
    BEGIN SELECT raise(ABORT, 'a sealed visit is never removed'); END;

    CREATE TRIGGER inspection_checklists_sealed_no_insert
    BEFORE INSERT ON inspection_checklists
    WHEN (SELECT state FROM inspections WHERE id = new.inspection) = 'sealed'
    BEGIN SELECT raise(ABORT, 'a sealed visit is never changed'); END;

    CREATE TRIGGER inspection_checklists_sealed_no_update
    BEFORE UPDATE ON inspection_checklists
    WHEN EXISTS (SELECT 1 FROM inspections
        WHERE id IN (old.inspection, new.inspection) AND state = 'sealed')
    BEGIN SELECT raise(ABORT, 'a sealed visit is never changed'); END;

    CREATE TRIGGER inspection_checklists_sealed_no_delete
    BEFORE DELETE ON inspection_checklists
    WHEN (SELECT state FROM inspections WHERE id = old.inspection) = 'sealed'
    BEGIN SELECT raise(ABORT, 'a sealed visit is never changed'); END;

    CREATE TRIGGER answers_sealed_no_insert BEFORE INSERT ON answers
    WHEN (SELECT state FROM inspections WHERE id = new.inspection) = 'sealed'
    BEGIN SELECT raise(ABORT, 'a sealed visit is never changed'); END;

    CREATE TRIGGER answers_sealed_no_update BEFORE UPDATE ON answers
    WHEN EXISTS (SELECT 1 FROM inspections
        WHERE id IN (old.inspection, new.inspection) AND state = 'sealed')
    BEGIN SELECT raise(ABORT, 'a sealed visit is never changed'); END;

    CREATE TRIGGER answers_sealed_no_delete BEFORE DELETE ON answers
    WHEN (SELECT state FROM inspections WHERE id = old.inspection) = 'sealed'
    BEGIN SELECT raise(ABORT, 'a sealed visit is never changed'); END;

    CREATE TRIGGER findings_sealed_no_insert BEFORE INSERT ON findings
    WHEN (SELECT state FROM inspections WHERE id = new.inspection) = 'sealed'
    BEGIN SELECT raise(ABORT, 'a sealed visit is never changed'); END;

    CREATE TRIGGER findings_sealed_no_update BEFORE UPDATE ON findings
    WHEN EXISTS (SELECT 1 FROM inspections
        WHERE id IN (old.inspection, new.inspection) AND state = 'sealed')
    BEGIN SELECT raise(ABORT, 'a sealed visit is never changed'); END;

    CREATE TRIGGER findings_sealed_no_delete BEFORE DELETE ON findings
    WHEN (SELECT state FROM inspections WHERE id = old.inspection) = 'sealed'
    BEGIN SELECT raise(ABORT, 'a sealed visit is never changed'); END;

    CREATE TRIGGER photos_sealed_no_insert BEFORE INSERT ON photos
    WHEN (SELECT state FROM inspections WHERE id = new.inspection) = 'sealed'
    BEGIN SELECT raise(ABORT, 'a sealed visit is never changed'); END;

    CREATE TRIGGER photos_sealed_no_update BEFORE UPDATE ON photos
    WHEN EXISTS (SELECT 1 FROM inspections
        WHERE id IN (old.inspection, new.inspection) AND state = 'sealed')
    BEGIN SELECT raise(ABORT, 'a sealed visit is never changed'); END;

    CREATE TRIGGER photos_sealed_no_delete BEFORE DELETE ON photos
    WHEN (SELECT state FROM inspections WHERE id = old.inspection) = 'sealed'
    BEGIN SELECT raise(ABORT, 'a sealed visit is never changed'); END;
"""

_REPORTS: Final = """
    CREATE TABLE reports (
        number TEXT PRIMARY KEY,
        inspection TEXT NOT NULL UNIQUE REFERENCES inspections (id),
        sealed_sha256 TEXT NOT NULL UNIQUE CHECK (length(sealed_sha256) = 64),
        at TEXT NOT NULL,
        sealed TEXT NOT NULL CHECK (json_valid(sealed))
    ) STRICT;

    CREATE TRIGGER reports_never_change BEFORE UPDATE ON reports
    BEGIN SELECT raise(ABORT, 'a report is never changed'); END;

    CREATE TRIGGER reports_stay BEFORE DELETE ON reports
    BEGIN SELECT raise(ABORT, 'a report is never removed'); END;

    -- The file after each signature; revision 1 is the inspector's.
    CREATE TABLE report_revisions (
        number TEXT NOT NULL REFERENCES reports (number),
        revision INTEGER NOT NULL CHECK (revision >= 1),
        sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
        at TEXT NOT NULL,
        PRIMARY KEY (number, revision)
    ) STRICT;

    CREATE TRIGGER report_revisions_follow BEFORE INSERT ON report_revisions
    WHEN new.revision IS NOT 1 + coalesce(
        (SELECT max(revision) FROM report_revisions WHERE number = new.number), 0
    )
    BEGIN SELECT raise(ABORT, 'revisions follow each other'); END;

    CREATE TRIGGER report_revisions_never_change BEFORE UPDATE ON report_revisions
    BEGIN SELECT raise(ABORT, 'a revision is never changed'); END;

    CREATE TRIGGER report_revisions_stay BEFORE DELETE ON report_revisions
    BEGIN SELECT raise(ABORT, 'a revision is never removed'); END;

    -- Who signed a report, or refused to and why.
    CREATE TABLE signatures (
        id TEXT PRIMARY KEY,
        number TEXT NOT NULL REFERENCES reports (number),
        role TEXT NOT NULL,
        name TEXT NOT NULL,
        certificate TEXT NOT NULL,
        refusal TEXT NOT NULL,
        at TEXT NOT NULL,
        CHECK ((certificate = '') <> (refusal = ''))
    ) STRICT;

    CREATE INDEX signatures_of_report ON signatures (number);

    CREATE TRIGGER signatures_never_change BEFORE UPDATE ON signatures
    BEGIN SELECT raise(ABORT, 'a signature is never changed'); END;

    CREATE TRIGGER signatures_stay BEFORE DELETE ON signatures
    BEGIN SELECT raise(ABORT, 'a signature is never removed'); END;
"""
