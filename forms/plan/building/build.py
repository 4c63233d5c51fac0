"""The plan that a document is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from forms.errors import UserError
from forms.plan.building.bearing import bear
from forms.plan.building.categories import namings
from forms.plan.building.dates import unreadable
from forms.plan.building.doubts import Doubt
from forms.plan.building.drafts import Draft
from forms.plan.building.facts import (
    StatedCount,
    facts_of,
    is_listed_elsewhere,
    stated_counts,
)
from forms.plan.building.grids import grids
from forms.plan.building.headings import headed
from forms.plan.building.keys import sibling_keys
from forms.plan.building.outline import outline_of
from forms.plan.building.prose import prose_tree
from forms.plan.building.repeats import repeats_of
from forms.plan.building.table import tree_of
from forms.plan.lint import lint
from forms.plan.model import Category, Deadline, Item, Lint, Plan, Section
from forms.plan.reading.document import Document, Place
from forms.plan.reading.limits import MAX_ITEMS, MAX_TABLES, refuse_large
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from forms.plan.building.categories import Naming
    from forms.plan.building.columns import Column, Role
    from forms.plan.building.facts import Facts
    from forms.plan.building.grids import Grid
    from forms.plan.building.headings import Headed
    from forms.plan.building.outline import Node, Outline
    from resources.texts import Texts


@dataclass(frozen=True, kw_only=True)
class Imported:
    """A plan with what is known of how it was read.

    Attributes:
        places: Where in the document each item stands, by key.
        doubts: What was doubtful while reading; all of it is in the plan's lint too.
        about: Of each doubt, the key of what it is about, or ``""``.
        stated: What the document says of its own size.
    """

    plan: Plan
    document: Document
    places: Mapping[str, Place]
    doubts: tuple[Doubt, ...]
    about: tuple[str, ...]
    stated: tuple[StatedCount, ...]


@dataclass(kw_only=True)
class _Grown:
    """A whole tree, of however many tables."""

    top: list[Draft] = field(default_factory=list)
    names: tuple[str, ...] = ()


def build_plan(
    document: Document,
    texts: Texts,
    *,
    file: str,
    code: str,
    roles: Mapping[int, Sequence[Role]] | None = None,
) -> Imported:
    """The plan in a document, with everything that is doubtful in its lint.

    Args:
        document: What a reader made of the file.
        texts: The language of the lint.
        file: The name to say in a refusal.
        code: The code that the plan gets.
        roles: What a person says that columns are, by the number among `grids`.

    Raises:
        UserError: There is nothing in it that is like a plan, or more than any has.
    """
    return _Building(document, texts, roles or {}).built(file, code)


class _Building:
    def __init__(
        self, document: Document, texts: Texts, roles: Mapping[int, Sequence[Role]]
    ) -> None:
        self._document = document
        self._texts = texts
        self._roles = roles
        self._outline = outline_of(document)
        self._doubts: list[Doubt] = []
        self._items: list[Item] = []
        self._key_of: dict[int, str] = {}
        self._places: dict[str, Place] = {}

    def built(self, file: str, code: str) -> Imported:
        trees, used = self._trees(file)
        if not any(tree.top for tree in trees):
            raise UserError(
                "{file} holds no plan that can be recognised: neither a table of "
                "items nor numbered paragraphs.",
                file=file,
            )
        names = namings([tree.top for tree in trees], self._outline)
        for tree, naming in zip(trees, names, strict=True):
            self._add_items(tree.top, naming.prefix, naming, several=len(trees) > 1)
        if len(self._items) > MAX_ITEMS:
            raise refuse_large(file)
        facts = facts_of(self._outline)
        plan = self._plan(code, facts, trees, names, used)
        every_name = [name for tree in trees for name in tree.names]
        stated = tuple(stated_counts(self._outline, every_name))
        self._doubt_facts(facts)
        told = tuple(self._told(doubt) for doubt in self._doubts)
        lost = {(f"no-{one.code.removesuffix('-lost')}", one.where) for one in told}
        found = [
            one
            for one in lint(plan, self._texts, stated=stated)
            if (one.code, one.where) not in lost
        ]
        return Imported(
            plan=replace(plan, lint=_once((*told, *found))),
            document=self._document,
            places=self._places,
            doubts=tuple(self._doubts),
            about=tuple(map(self._where, self._doubts)),
            stated=stated,
        )

    def _trees(self, file: str) -> tuple[list[_Grown], list[Node]]:
        """The trees of the document, and the lines that became part of them."""
        every = grids(self._document, self._roles)
        if len(every) > MAX_TABLES:
            raise refuse_large(file)
        plans = [grid for grid in every if grid.is_plan()]
        for grid in every:
            if grid not in plans:
                self._doubts.append(
                    Doubt(
                        code="table-left-out",
                        message="This table does not look like a part of the plan and "
                        "was left out.",
                        place=grid.place,
                    )
                )
        if not plans:
            top, names, section = prose_tree(self._outline)
            used = list(_below(section)) if section else []
            return [_Grown(top=top, names=names)], used
        groups = headed(plans, self._outline)
        used = [node for group in groups for path in group.paths for node in path]
        return [self._grown(group) for group in groups], used

    def _grown(self, group: Headed) -> _Grown:
        """The tree of tables that belong together, below their headings."""
        columns = group.columns()
        trees = [
            tree_of(grid, columns if _is_like(grid, columns) else grid.columns)
            for grid in group.grids
        ]
        bear(trees)
        whole = _Grown()
        heads: dict[int, Draft] = {}
        for tree, path in zip(trees, group.paths, strict=True):
            siblings = whole.top
            for node in path:
                if id(node) not in heads:
                    heads[id(node)] = Draft(
                        text="\n".join([node.title, *node.body]),
                        place=node.place,
                        ordinal=node.ordinal,
                    )
                    siblings.append(heads[id(node)])
                siblings = heads[id(node)].children
            siblings += tree.top
            whole.names = max(whole.names, (*group.names, *tree.names), key=len)
            self._doubts += tree.doubts
        return whole

    def _plan(
        self,
        code: str,
        facts: Facts,
        trees: Sequence[_Grown],
        names: Sequence[Naming],
        used: Sequence[Node],
    ) -> Plan:
        items = self._with_repeats()
        several = len(trees) > 1
        return Plan(
            code=code,
            version="1",
            roc_year=facts.roc_year,
            title=facts.title,
            title_en="",
            agency=facts.agency,
            document_number=facts.document_number,
            approved_on=facts.approved_on,
            revised_on=facts.revised_on,
            period=facts.period,
            bases=facts.bases,
            objectives=facts.objectives,
            task_force=facts.task_force,
            levels=trees[0].names,
            categories=tuple(
                Category(
                    key=naming.key,
                    ordinal=naming.ordinal,
                    title=naming.title,
                    levels=tree.names,
                )
                for tree, naming in zip(trees, names, strict=True)
            )
            if several
            else (),
            items=items,
            sections=tuple(_sections(self._outline, used)),
        )

    def _add_items(
        self,
        drafts: Sequence[Draft],
        prefix: str,
        naming: Naming,
        *,
        several: bool,
        parent: str | None = None,
        level: int = 1,
    ) -> None:
        keys = sibling_keys([draft.ordinal for draft in drafts])
        for draft, own in zip(drafts, keys, strict=True):
            key = f"{prefix}-{own}" if prefix else own
            self._key_of[id(draft)] = key
            self._places[key] = draft.place
            self._items.append(
                Item(
                    key=key,
                    level=level,
                    text=draft.text,
                    ordinal=draft.ordinal.text if draft.ordinal else None,
                    parent=parent,
                    category=naming.key if several else None,
                    owners=draft.owners,
                    excluded=draft.excluded,
                    owners_inherited=draft.owners_inherited,
                    deadline=draft.deadline or Deadline(),
                    remarks=draft.remarks,
                )
            )
            if draft.children:
                self._add_items(
                    draft.children,
                    key,
                    naming,
                    several=several,
                    parent=key,
                    level=level + 1,
                )

    def _with_repeats(self) -> tuple[Item, ...]:
        parents = {item.parent for item in self._items}
        same = repeats_of([item for item in self._items if item.key not in parents])
        return tuple(
            replace(item, repeats=same[item.key]) if item.key in same else item
            for item in self._items
        )

    def _doubt_facts(self, facts: Facts) -> None:
        for applies, code, message in (
            (not facts.has_title, "no-title", later("No title of a plan was found.")),
            (
                not facts.agency,
                "no-agency",
                later("The title does not name the agency."),
            ),
            (
                facts.document_number is None,
                "no-document-number",
                later("The document says neither its number nor when it was approved."),
            ),
            (
                facts.period_from_title,
                "period-from-title",
                later("The period was taken from the year in the title."),
            ),
            (
                not facts.roc_year,
                "no-year",
                later("The document does not say its year."),
            ),
        ):
            if applies:
                self._doubts.append(Doubt(code=code, message=message))
        for line in self._outline.before:
            date = unreadable(line)
            if date:
                self._doubts.append(
                    Doubt(
                        code="date-unclear",
                        message="“{date}” is no date.",
                        fields={"date": date},
                    )
                )

    def _told(self, doubt: Doubt) -> Lint:
        message = doubt.told(self._texts)
        return Lint(code=doubt.code, where=self._where(doubt), message=message)

    def _where(self, doubt: Doubt) -> str:
        return self._key_of.get(id(doubt.about), "") if doubt.about else ""


def _is_like(grid: Grid, columns: Sequence[Column]) -> bool:
    """Whether what holds for the tables together holds for this one of them."""
    return grid.roles is None and len(grid.columns) == len(columns)


def _sections(outline: Outline, used: Sequence[Node]) -> Iterator[Section]:
    """What is numbered and neither an item nor told as bases or objectives."""
    taken = set(map(id, used))

    def below(
        nodes: Sequence[Node], prefix: str, parent: str | None, level: int
    ) -> Iterator[Section]:
        left = [node for node in nodes if id(node) not in taken]
        for node, own in zip(
            left, sibling_keys([node.ordinal for node in left]), strict=True
        ):
            key = f"{prefix}-{own}"
            yield Section(
                key=key,
                level=level,
                text="\n".join([node.title, *node.body]),
                ordinal=node.ordinal.text,
                parent=parent,
            )
            if level > 1 or not is_listed_elsewhere(node):
                yield from below(node.children, key, key, level + 1)

    return below(outline.top, "section", None, 1)


def _below(node: Node) -> Iterator[Node]:
    for child in node.children:
        yield child
        yield from _below(child)


def _once(found: Iterable[Lint]) -> tuple[Lint, ...]:
    return tuple(dict.fromkeys(found))
