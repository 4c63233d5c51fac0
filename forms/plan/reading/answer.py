"""What the reading process says to the one that started it."""

from __future__ import annotations

from dataclasses import dataclass, field

from forms.errors import UserError
from forms.plan.reading.document import Document, Line, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A block of a document, of either kind."""

    line: Line | None = None
    table: Table | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A document, or the sentence that says why there is none.

    Attributes:
        message: Empty where there is a document.
    """

    blocks: tuple[Sent, ...] = ()
    message: str = ""
    fields: dict[str, str | int] = field(default_factory=dict)

    @classmethod
    def holding(cls, document: Document) -> Answer:
        """The answer that carries a document."""
        sent = (
            Sent(line=block) if isinstance(block, Line) else Sent(table=block)
            for block in document.blocks
        )
        return cls(blocks=tuple(sent))

    @classmethod
    def refusing(cls, error: UserError) -> Answer:
        """The answer that carries an error."""
        fields = {
            name: value if isinstance(value, int) else str(value)
            for name, value in error.fields.items()
        }
        return cls(message=error.message, fields=fields)

    def document(self) -> Document:
        """What it holds.

        Raises:
            UserError: It holds why the document was not read.
        """
        if self.message:
            raise UserError(self.message, **self.fields)
        blocks = (sent.line or sent.table for sent in self.blocks)
        return Document(blocks=tuple(block for block in blocks if block is not None))
