"""Small reports as the report writer makes them, before anybody signs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from io import BytesIO
from typing import Any, Final

import pikepdf
import rfc8785
from reportlab.pdfgen.canvas import Canvas

from forms.signing.chain import ATTACHMENT, Demand, Link, Place
from forms.signing.identity import Identity, make_identity
from forms.signing.ink import Ink
from forms.signing.sign import countersign, seal
from forms.typesetting.fonts import draw, register
from resources.texts import Texts

TAIPEI: Final = timezone(timedelta(hours=8))
NOW: Final = datetime(2026, 11, 20, 13, 20, tzinfo=TAIPEI)
LATER: Final = NOW + timedelta(minutes=3)
AGENCY: Final = "交通部航港局"
TEXTS: Final = Texts("en")
INK: Final = Ink(
    strokes=(
        ((0.1, 0.2), (0.3, 0.8), (0.5, 0.2), (0.7, 0.8), (0.9, 0.3)),
        ((0.2, 0.5), (0.8, 0.5)),
        ((0.5, 0.9),),
    ),
    aspect=3.0,
)

INSPECTOR: Final = "Signature1-inspector"
ACCOMPANYING: Final = "Signature2-accompanying"
CASE_OFFICER: Final = "Signature3-case-officer"
UNIT_HEAD: Final = "Signature4-unit-head"


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Who signs in these tests; keys are slow to make only in large numbers."""

    inspector: Identity
    accompanying: Identity
    supervisor: Identity


def people() -> People:
    return People(
        inspector=make_identity("王小明", agency=AGENCY, now=NOW),
        accompanying=make_identity("陳堃", agency=AGENCY, now=NOW, one_time=True),
        supervisor=make_identity("林督導", agency=AGENCY, now=NOW),
    )


def chain_of(persons: People) -> tuple[Link, ...]:
    return (
        Link(
            field=INSPECTOR,
            role="inspector",
            name=persons.inspector.name,
            demand=Demand.REQUIRED,
        ),
        Link(
            field=ACCOMPANYING,
            role="accompanying",
            name=persons.accompanying.name,
            demand=Demand.REQUIRED,
            certificate=persons.accompanying.fingerprint,
        ),
        Link(field=CASE_OFFICER, role="case-officer", name="", demand=Demand.OPTIONAL),
        Link(field=UNIT_HEAD, role="unit-head", name="", demand=Demand.OPTIONAL),
    )


def content_of(persons: People, chain: tuple[Link, ...], **more: Any) -> dict[str, Any]:
    return {
        "format": "zoucha-inspection/1",
        "number": "115-A1B2-7",
        "unit": "北部航務中心",
        "answers": [{"item": f"item-{n}", "value": "yes"} for n in range(20)],
        "chain": [
            {
                "field": link.field,
                "role": link.role,
                "name": link.name,
                "demand": str(link.demand),
                "reason": link.reason,
                "certificate": link.certificate,
            }
            for link in chain
        ],
        "inspector_certificate": persons.inspector.fingerprint,
        **more,
    }


def places_of(chain: tuple[Link, ...]) -> tuple[Place, ...]:
    return tuple(
        Place(field=link.field, page=1, box=(50 + 125 * n, 80, 165 + 125 * n, 150))
        for n, link in enumerate(chain)
        if link.demand is not Demand.REFUSED
    )


def base_report(content: bytes, *, text: str = "查核結果：符合") -> bytes:
    """Two pages, metadata, an attachment; one revision."""
    register()
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(595.28, 841.89), lang="zh-TW")
    canvas.setTitle("查核報告")
    for page in ("第 1 頁", "第 2 頁"):
        draw(canvas, 50, 780, text, 14)
        draw(canvas, 50, 750, "洽公環境、服務設施與標示：堃喆峯煊𡍼𠮷", 11)
        draw(canvas, 50, 40, page, 9)
        canvas.bookmarkPage(page)
        canvas.addOutlineEntry(page, page)
        canvas.showPage()
    canvas.save()
    with pikepdf.open(buffer) as pdf:
        _attach(pdf, content)
        pdf.Root.Metadata = pdf.make_stream(
            b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>'
            b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
            b'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'
            b'</x:xmpmeta><?xpacket end="w"?>',
            Type=pikepdf.Name.Metadata,
            Subtype=pikepdf.Name.XML,
        )
        output = BytesIO()
        pdf.save(output, deterministic_id=True)
    return output.getvalue()


def _attach(pdf: pikepdf.Pdf, content: bytes) -> None:
    stream = pdf.make_stream(
        content,
        Type=pikepdf.Name.EmbeddedFile,
        Subtype=pikepdf.Name("/application/json"),
        Params=pikepdf.Dictionary(Size=len(content)),
    )
    specification = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Filespec,
            F=ATTACHMENT,
            UF=ATTACHMENT,
            AFRelationship=pikepdf.Name.Data,
            EF=pikepdf.Dictionary(F=stream, UF=stream),
        )
    )
    pdf.Root.Names = pikepdf.Dictionary(
        EmbeddedFiles=pikepdf.Dictionary(
            Names=pikepdf.Array([pikepdf.String(ATTACHMENT), specification])
        )
    )
    pdf.Root.AF = pikepdf.Array([specification])


def sealed_by(
    persons: People,
    *,
    chain: tuple[Link, ...] | None = None,
    base: bytes | None = None,
    **more: Any,
) -> bytes:
    chain = chain if chain is not None else chain_of(persons)
    if base is None:
        base = base_report(rfc8785.dumps(content_of(persons, chain, **more)))
    return seal(
        base,
        chain=chain,
        places=places_of(chain),
        identity=persons.inspector,
        ink=INK,
        now=NOW,
        texts=TEXTS,
    )


def signed_as(pdf: bytes, role: str, identity: Identity, **more: Any) -> bytes:
    return countersign(
        pdf,
        field=None,
        role=role,
        identity=identity,
        ink=INK,
        now=LATER,
        texts=TEXTS,
        **more,
    )
