"""Keeping what stands in the form of a round."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.widgets.phone_rounds.beginning import people
from desktop.workflows.phone_rounds import make_round, save_round
from forms.errors import UserError

if TYPE_CHECKING:
    from desktop.session import Session
    from desktop.widgets.phone_rounds.plan_form import PlanForm
    from forms.phone.round import Round, RoundDefinition


class PlanKeeper:
    """A form, and the round as it is kept.

    Attributes:
        round: ``None`` while it was never kept.
    """

    def __init__(self, session: Session, form: PlanForm) -> None:
        self._session = session
        self._form = form
        self.round: Round | None = None
        self._proposed: RoundDefinition | None = None

    def begin(self) -> None:
        """Propose a round; as long as nobody changes it there is nothing to keep."""
        self._form.show_fresh()
        self._proposed = self._form.definition()

    def show(self, round: Round) -> None:
        """Show the round in the form, unless it stands there already."""
        there, self.round = self.round, round
        is_there = there is not None and there.draw == round.draw
        if not is_there or self._differs():
            self._form.show_round(round)

    def is_edited(self) -> bool:
        """Whether the form says something that is not kept."""
        return self._differs()

    def save(self) -> Round:
        """Keep what stands in the form.

        Raises:
            UserError: No round can be made of it.
        """
        store, definition = self._session.store, self._form.definition()
        if self.round is None:
            self.round = make_round(
                store,
                definition,
                scale=self._form.scale(),
                people=people(self._session),
                now=self._session.now(),
            )
        else:
            changed = replace(self.round, definition=definition)
            scale = None if self.round.draw else self._form.scale()
            self.round = save_round(store, changed, scale=scale)
        return self.round

    def _differs(self) -> bool:
        try:
            definition = self._form.definition()
        except UserError:
            return True
        there = self.round.definition if self.round else self._proposed
        return there is None or _entered(definition) != _entered(there)


def _entered(definition: RoundDefinition) -> RoundDefinition:
    """What a person enters; how often is the plan's own word."""
    return replace(definition, frequency=None)
