"""The genuine reports that the tests of this folder start from."""

from __future__ import annotations

import pytest
import rfc8785

from tests.forms.signing.builder import (
    base_report,
    chain_of,
    content_of,
    people,
    sealed_by,
    signed_as,
)
from tests.forms.signing.surgery import Reports


@pytest.fixture(scope="session")
def reports() -> Reports:
    persons = people()
    base = base_report(rfc8785.dumps(content_of(persons, chain_of(persons))))
    sealed = sealed_by(persons, base=base)
    signed = signed_as(sealed, "accompanying", persons.accompanying)
    return Reports(
        people=persons,
        enemy=people(),
        base=base,
        sealed=sealed,
        signed=signed,
        complete=signed_as(signed, "unit-head", persons.supervisor),
        other=signed_as(
            sealed_by(persons, number="115-A1B2-8"),
            "accompanying",
            persons.accompanying,
        ),
    )
