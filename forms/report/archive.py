"""A finished PDF declared for long keeping: PDF/A-3b with the record inside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from resources import folder

if TYPE_CHECKING:
    from forms.report.visit import Metadata

_PACKET: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:format>application/pdf</dc:format>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt>\
</dc:description>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdf:Keywords>{keywords}</pdf:Keywords>
<pdf:Producer>{program}</pdf:Producer>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreatorTool>{program}</xmp:CreatorTool>{dates}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


_DATES: Final = """
<xmp:CreateDate>{at}</xmp:CreateDate>
<xmp:ModifyDate>{at}</xmp:ModifyDate>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file inside the document: the data that its pages were made from."""

    name: str
    media_type: str
    description: str
    content: bytes
    modified: datetime


def archived(
    pdf: bytes,
    metadata: Metadata,
    *,
    language: str,
    program: str,
    at: datetime | None = None,
    attachment: Attachment | None = None,
) -> bytes:
    """The document with its metadata twice, once for old readers, and the attachment.

    Cross references are a plain table, which every reader and signer understands.

    Args:
        pdf: As it was set.
        metadata: How it describes itself.
        language: Of its text, as in ``/Lang``.
        program: Name and version of what made it.
        at: When it was made; there is no other time in the document.
        attachment: What it carries inside.
    """
    with pikepdf.open(BytesIO(pdf)) as document:
        _describe(document, metadata, language, program, at)
        _fix_colours(document)
        if attachment is not None:
            _attach(document, attachment)
        written = BytesIO()
        document.save(
            written,
            min_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            deterministic_id=True,
        )
    return written.getvalue()


def _describe(
    document: pikepdf.Pdf,
    metadata: Metadata,
    language: str,
    program: str,
    at: datetime | None,
) -> None:
    keywords = ", ".join(metadata.keywords)
    packet = _PACKET.format(
        language=language,
        title=escape(metadata.title),
        author=escape(metadata.author),
        subject=escape(metadata.subject),
        keywords=escape(keywords),
        program=escape(program),
        dates="" if at is None else _DATES.format(at=at.isoformat(timespec="seconds")),
    )
    document.Root.Metadata = document.make_stream(
        packet.encode(), Type=Name.Metadata, Subtype=Name.XML
    )
    document.Root.Lang = String(language)
    document.trailer.Info = document.make_indirect(
        Dictionary(
            Title=metadata.title,
            Author=metadata.author,
            Subject=metadata.subject,
            Keywords=keywords,
            Creator=program,
            Producer=program,
        )
    )
    if at is not None:
        document.trailer.Info.CreationDate = _pdf_date(at)
        document.trailer.Info.ModDate = _pdf_date(at)


def _fix_colours(document: pikepdf.Pdf) -> None:
    """Say what red, green and blue mean, so that they look the same for ever."""
    profile = document.make_stream(
        (folder("icc") / "sRGB.icc").read_bytes(), N=3, Alternate=Name.DeviceRGB
    )
    document.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier="sRGB IEC61966-2.1",
                Info="sRGB IEC61966-2.1",
                DestOutputProfile=profile,
            )
        ]
    )


def _attach(document: pikepdf.Pdf, attachment: Attachment) -> None:
    stream = Stream(
        document,
        attachment.content,
        Type=Name.EmbeddedFile,
        Subtype=Name("/" + attachment.media_type),
        Params=Dictionary(
            Size=len(attachment.content), ModDate=_pdf_date(attachment.modified)
        ),
    )
    embedded = document.make_indirect(stream)
    file = document.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=attachment.name,
            UF=attachment.name,
            Desc=attachment.description,
            AFRelationship=Name.Data,
            EF=Dictionary(F=embedded, UF=embedded),
        )
    )
    document.Root.AF = Array([file])
    names = document.Root.get(Name.Names, Dictionary())
    names.EmbeddedFiles = Dictionary(Names=Array([attachment.name, file]))
    document.Root.Names = names


def _pdf_date(at: datetime) -> str:
    zone = f"{at:%z}"
    return f"D:{at:%Y%m%d%H%M%S}{zone[:3]}'{zone[3:5]}'"
