"""The words of window, report and command line, in the reader's language."""

from __future__ import annotations

import gettext
from typing import TYPE_CHECKING, Final

from resources import folder

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES: Final = ("zh-TW", "en")


class Texts:
    """One language's catalogue; English is the language of the keys themselves.

    Attributes:
        language: ``zh-TW`` or ``en``, as it stands in documents' ``/Lang``.
    """

    def __init__(self, language: str = "zh-TW") -> None:
        if language not in LANGUAGES:
            raise ValueError(language)
        self.language = language
        self._catalogue = gettext.translation(
            "zoucha",
            folder("translations"),
            languages=[language.replace("-", "_")],
            fallback=language == "en",
        )

    def __call__(self, message: str, **fields: object) -> str:
        """The message in this language, its ``{named}`` places filled."""
        text = self._catalogue.gettext(message) if message else ""
        return text.format(**fields) if fields else text

    def of(self, text: Mapping[str, str]) -> str:
        """This language's side of a bilingual text; Chinese where it has none."""
        return text.get(self.language) or text.get("zh-TW", "")


def later(message: str) -> str:
    """Mark a text for the catalogue where it is kept before it is shown."""
    return message
