"""The document around the items: bases, objectives, task force, steps, evaluation."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTextBrowser

from desktop import theme
from forms.report.plans.wording import day_said, marked, period_said
from forms.report.said import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forms.plan.model import Plan, Section
    from resources.texts import Texts


class DocumentTab(QTextBrowser):
    """To be read; what an agency wrote stays as it wrote it."""

    def __init__(self, texts: Texts, plan: Plan) -> None:
        super().__init__()
        self.texts = texts
        self.setObjectName("document")
        self.setAccessibleName(texts("The document"))
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.mark(self, "help")
        self.setHtml("".join(self._all(plan)))

    def _all(self, plan: Plan) -> Iterator[str]:
        texts = self.texts
        yield f"<h2>{escape(plan.title)}</h2>"
        facts = (
            (texts("Agency"), plan.agency),
            (texts("Document number"), plan.document_number or ""),
            (texts("Approved"), self._day(plan.approved_on)),
            (texts("Revised"), listed(texts, map(self._day, plan.revised_on))),
            (texts("Period"), period_said(plan.period, texts)),
            (texts("SHA-256 of the original"), plan.original or ""),
        )
        rows = (
            f"<tr><td><b>{escape(name)}</b>　</td><td>{escape(said)}</td></tr>"
            for name, said in facts
            if said
        )
        yield f"<table cellspacing='4'>{''.join(rows)}</table>"
        yield from _list(texts("Legal bases"), plan.bases)
        yield from _list(texts("Objectives"), plan.objectives)
        force = plan.task_force
        if force is not None:
            seats = (f"{seat.role}：{seat.held_by}" for seat in force.seats)
            title = texts("Task force: {name}", name=force.name)
            yield from _list(title, filter(None, (force.duty, *seats)))
        if plan.sections:
            yield f"<h3>{escape(texts('Sections of the document'))}</h3>"
            yield from (self._section(one) for one in plan.sections)

    def _section(self, section: Section) -> str:
        text = escape(marked(section.ordinal, section.text)).replace("\n", "<br>")
        if section.level == 1:
            text = f"<b>{text}</b>"
        return f"<p style='margin-left: {(section.level - 1) * 24}px'>{text}</p>"

    def _day(self, iso: str | None) -> str:
        return day_said(iso, self.texts) if iso else ""


def _list(title: str, lines: Iterable[str]) -> Iterator[str]:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    if items:
        yield f"<h3>{escape(title)}</h3><ul>{items}</ul>"
