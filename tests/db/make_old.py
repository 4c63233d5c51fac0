"""``python -m tests.db.make_old FOLDER``: a profile to be kept under ``old``.

To be run with the program that is released, and kept under the name of its last step.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

from db.reports import Signed
from forms.directory.library import built_in_directories, built_in_directory
from forms.inspection import Severity
from tests.db import make

PICTURE = b"\xff\xd8 a picture of a wet floor"


def fill(folder: Path) -> None:
    """Two visits with answers, a finding and a photo each; the first is sealed."""
    store, _ = make.new_profile(folder)
    sha256 = hashlib.sha256(PICTURE).hexdigest()
    with store:
        store.directory.save(built_in_directory(built_in_directories()[0]))
        for number in (1, 2):
            visit = make.visit(store, place=f"服務檯{number}")
            store.answers.save(visit.id, make.answer(item="EN01", note="地面積水"))
            store.answers.save(
                visit.id, make.answer(item="EN02", value="bad", note="燈管閃爍")
            )
            finding = make.finding(
                store,
                item="EN02",
                text="燈管閃爍",
                severity=Severity.MAJOR,
                due=date(2026, 11, 27),
                responsible_unit="秘書室",
            )
            store.findings.save(visit.id, finding)
            photo = make.photo(
                store, sha256, item="EN02", finding=finding.id, caption="入口"
            )
            store.photos.add(visit.id, photo, PICTURE)
            if number == 1:
                inspector = Signed(
                    role="inspector", name="王小明", certificate="c" * 64
                )
                report = store.reports.number_for(visit, "K7M")
                sealed = make.sealed(store, visit, report)
                store.reports.seal(sealed, b"%PDF sealed", [inspector])


def main(target: Path) -> None:
    """Make the profile and keep the three files that it consists of."""
    target.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as place:
        profile = Path(place) / "profile"
        fill(profile)
        for name in ("zoucha.db", "evidence.db", "keys.json"):
            shutil.copy(profile / name, target)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
