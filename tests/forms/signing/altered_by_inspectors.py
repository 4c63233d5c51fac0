"""What an inspector prepares before sealing, to use it afterwards."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
import rfc8785
from pyhanko.sign.fields import MDPPerm, SigFieldSpec
from pyhanko.sign.signers import PdfSigner

from forms.signing.chain import Demand
from forms.signing.identity import make_identity
from tests.forms.signing import alterations as why
from tests.forms.signing.alterations import refused_with
from tests.forms.signing.builder import (
    AGENCY,
    INSPECTOR,
    NOW,
    base_report,
    chain_of,
    content_of,
)
from tests.forms.signing.surgery import (
    rewritten,
    root,
    sealed_regardless,
    strangely_signed,
    updated,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.forms.signing.surgery import Reports


# What an inspector prepares before he seals


def _prepared(reports: Reports, base: bytes) -> bytes:
    return sealed_regardless(base, reports.people, reports)


def _base_with(reports: Reports, change: Callable[[pikepdf.Pdf], object]) -> bytes:
    return rewritten(reports.base, change)


@refused_with(why.ACTIVE)
def script_sealed_in(reports: Reports) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript)

    return _prepared(reports, _base_with(reports, change))


@refused_with(why.ACTIVE)
def layer_sealed_in(reports: Reports) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Resources.Properties = pikepdf.Dictionary(
            L1=pikepdf.Dictionary(Type=pikepdf.Name.OCMD, OCGs=pikepdf.Array())
        )

    return _prepared(reports, _base_with(reports, change))


@refused_with(why.ACTIVE)
def content_of_another_file_sealed_in(reports: Reports) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Contents = pdf.make_stream(b"", F=pikepdf.String("http.txt"))

    return _prepared(reports, _base_with(reports, change))


@refused_with(why.FIELDS)
def field_sealed_in_that_the_chain_does_not_name(reports: Reports) -> bytes:
    chain = chain_of(reports.people)
    base = base_report(rfc8785.dumps(content_of(reports.people, chain[:3])))
    return _prepared(reports, base)


@refused_with(why.NOTE)
def note_sealed_in(reports: Reports) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Annots = pikepdf.Array(
            [
                pdf.make_indirect(
                    pikepdf.Dictionary(
                        Type=pikepdf.Name.Annot,
                        Subtype=pikepdf.Name.Popup,
                        Rect=[0, 0, 10, 10],
                    )
                )
            ]
        )

    return _prepared(reports, _base_with(reports, change))


@refused_with(why.DANGLING)
def reference_to_a_later_object_sealed_in(reports: Reports) -> bytes:
    """Nothing is there now; a later update could put it there."""
    dangling = reports.base.replace(b"/PageMode /UseNone ", b"/PageLabels 99 0 R  ", 1)
    assert len(dangling) - len(reports.base) == 1
    fixed = reports.base.replace(b"/PageMode /UseNone ", b"/PageLabels 99 0 R ", 1)
    assert len(fixed) == len(reports.base)
    return _prepared(reports, fixed)


@refused_with(why.HIDDEN)
def second_text_hidden_in_a_gap(reports: Reports) -> bytes:
    """A shadow: an object that no cross-reference names, to be named later."""
    place = reports.base.index(b"\nxref\n") + 1
    hidden = b"90 0 obj\n<< /Shadow true >>\nendobj\n"
    base = reports.base[:place] + hidden + reports.base[place:]
    base = base.replace(
        b"startxref\n%d" % place, b"startxref\n%d" % (place + len(hidden))
    )
    return _prepared(reports, base)


@refused_with(why.ATTACHED)
def second_attachment_sealed_in(reports: Reports) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["more.txt"] = b"more"

    return _prepared(reports, _base_with(reports, change))


@refused_with(why.ATTACHED)
def attachment_of_another_name_sealed_in(reports: Reports) -> bytes:
    renamed = reports.base.replace(b"(inspection.json)", b"(inspektion.json)")
    return _prepared(reports, renamed)


@refused_with(why.NO_CONTENT)
def no_attachment_sealed_in(reports: Reports) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.Names
        del pdf.Root.AF

    return _prepared(reports, _base_with(reports, change))


def _content(reports: Reports, content: bytes) -> bytes:
    return _prepared(reports, base_report(content))


@refused_with(why.NOT_CANONICAL)
def content_with_a_key_twice(reports: Reports) -> bytes:
    content = rfc8785.dumps(content_of(reports.people, chain_of(reports.people)))
    return _content(reports, content.replace(b'"unit":', b'"unit":"","unit":'))


@refused_with(why.NOT_CANONICAL)
def content_with_spaces(reports: Reports) -> bytes:
    content = rfc8785.dumps(content_of(reports.people, chain_of(reports.people)))
    return _content(reports, content.replace(b'"unit":', b'"unit": '))


@refused_with(why.NOT_CANONICAL)
def content_nested_without_end(reports: Reports) -> bytes:
    return _content(reports, b"[" * 100_000 + b"]" * 100_000)


@refused_with(why.NOT_CANONICAL)
def content_that_is_no_json(reports: Reports) -> bytes:
    return _content(reports, b"\xff\xfe not json")


@refused_with(why.NO_CHAIN)
def content_without_a_chain(reports: Reports) -> bytes:
    content = content_of(reports.people, chain_of(reports.people))
    del content["chain"]
    return _content(reports, rfc8785.dumps(content))


@refused_with(why.BAD_CHAIN)
def content_whose_chain_does_not_begin_with_the_inspector(reports: Reports) -> bytes:
    content = content_of(reports.people, chain_of(reports.people)[1:])
    return _content(reports, rfc8785.dumps(content))


@refused_with(why.BAD_CHAIN)
def content_with_a_refusal_without_a_reason(reports: Reports) -> bytes:
    chain = list(chain_of(reports.people))
    chain[1] = replace(chain[1], demand=Demand.REFUSED)
    content = content_of(reports.people, tuple(chain))
    return _content(reports, rfc8785.dumps(content))


@refused_with(why.FIELDS)
def signature_of_somebody_who_refused(reports: Reports) -> bytes:
    chain = list(chain_of(reports.people))
    chain[1] = replace(chain[1], demand=Demand.REFUSED, reason="不同意")
    content = content_of(reports.people, tuple(chain))
    return _content(reports, rfc8785.dumps(content))


@refused_with(why.OTHER_KEY)
def content_that_names_another_certificate(reports: Reports) -> bytes:
    content = content_of(
        reports.people, chain_of(reports.people), inspector_certificate="0" * 64
    )
    return _content(reports, rfc8785.dumps(content))


def _uncertified(reports: Reports, **metadata: Any) -> bytes:
    """Sealed by another program, which forgets something."""
    chain = chain_of(reports.people)[:1]
    content = content_of(reports.people, chain)
    return strangely_signed(
        base_report(rfc8785.dumps(content)),
        INSPECTOR,
        reports.people.inspector,
        new_field=SigFieldSpec(INSPECTOR, on_page=1, box=(50, 80, 165, 150)),
        **metadata,
    )


@refused_with(why.UNPROTECTED)
def sealed_without_certifying(reports: Reports) -> bytes:
    return _uncertified(reports)


@refused_with(why.UNPROTECTED)
def sealed_with_notes_allowed(reports: Reports) -> bytes:
    return _uncertified(reports, certify=True, docmdp_permissions=MDPPerm.ANNOTATE)


@refused_with(why.KIND)
def sealed_with_a_weak_digest(reports: Reports) -> bytes:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PdfSigner, "_select_md_algorithm", lambda *_: "sha1")
        return _uncertified(reports, certify=True)


@refused_with(why.FIELDS)
def sealed_after_an_update(reports: Reports) -> bytes:
    """The report had two revisions before it was sealed."""
    base = updated(reports.base, root)
    return _prepared(reports, base)


@refused_with(why.OTHER_KEY)
def sealed_with_a_newly_made_key_of_the_same_name(reports: Reports) -> bytes:
    again = make_identity(reports.people.inspector.name, agency=AGENCY, now=NOW)
    people = replace(reports.people, inspector=again)
    return sealed_regardless(reports.base, people, reports)
