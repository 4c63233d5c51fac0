"""Parts of documents that are archives, looked at before they are unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from lxml import etree

from forms.plan.reading.limits import refuse_broken, refuse_large

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_PART: Final = 24 * 2**20
MAX_ELEMENTS: Final = 600_000
MAX_ENTRIES: Final = 5_000

_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,  # it is encrypted
    ValueError,
)


class Archive:
    """An ODF or OOXML document."""

    def __init__(self, data: bytes, file: str) -> None:
        self._file = file
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            self.names = frozenset(self._archive.namelist())
        except _BROKEN as error:
            raise refuse_broken(file) from error
        if len(self.names) > MAX_ENTRIES:
            raise refuse_large(file)

    def text(self, name: str) -> str:
        """A short part, such as ``mimetype``; empty where it is missing."""
        if name not in self.names:
            return ""
        return self._bytes(name, 1024).decode("utf-8", "replace").strip()

    def xml(self, name: str) -> etree._Element | None:
        """A part's root; ``None`` where there is no such part.

        Raises:
            UserError: It is damaged, or larger than any plan.
        """
        if name not in self.names:
            return None
        content = self._bytes(name, MAX_PART)
        if content.count(b"<") > 2 * MAX_ELEMENTS:
            raise refuse_large(self._file)
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise refuse_broken(self._file)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, remove_comments=True
        )
        try:
            return etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise refuse_broken(self._file) from error

    def _bytes(self, name: str, most: int) -> bytes:
        try:
            if self._archive.getinfo(name).file_size > most:
                raise refuse_large(self._file)
            with self._archive.open(name) as part:
                content = part.read(most + 1)
        except _BROKEN as error:
            raise refuse_broken(self._file) from error
        if len(content) > most:
            raise refuse_large(self._file)
        return content


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The elements right below one that bear any of the names."""
    return (child for child in element if child.tag in names)
