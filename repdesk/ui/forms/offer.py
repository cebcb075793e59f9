"""Drafts offered at the start: each opens again in the form it was typed in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, Final

from msgspec.structs import replace
from textual import on, work
from textual.app import App
from textual.binding import BindingType
from textual.screen import ModalScreen
from textual.widget import Widget

from repdesk.i18n import _, ngettext
from repdesk.ui.forms.answer import AnswerForm
from repdesk.ui.forms.base import FormScreen
from repdesk.ui.forms.customer import CustomerForm
from repdesk.ui.forms.followup import FollowupForm
from repdesk.ui.forms.log import LogForm
from repdesk.ui.forms.log_correct import CorrectForm
from repdesk.ui.forms.target import TargetForm
from repdesk.ui.forms.tier import TierForm
from repdesk.ui.forms.zones import ZonesForm
from repdesk.ui.keys import bindings
from repdesk.ui.ports import Draft
from repdesk.ui.screens.framed import FramedScreen
from repdesk.ui.screens.pick import PickScreen
from repdesk.ui.widgets.columns import Cell, Column, Look
from repdesk.ui.widgets.line_list import LineList

FORMS: Final[dict[str, type[FormScreen[Any]]]] = {
    AnswerForm.FORM: AnswerForm,
    FollowupForm.FORM: FollowupForm,
    LogForm.FORM: LogForm,
    CorrectForm.FORM: CorrectForm,
    CustomerForm.FORM: CustomerForm,
    TargetForm.FORM: TargetForm,
    TierForm.FORM: TierForm,
    ZonesForm.FORM: ZonesForm,
}
"""The form of each name that stands in a draft."""


def draft_text(draft: Draft) -> str:
    """The words of a draft: its longest text."""
    texts = [
        str(text)
        for name, text in draft.data.items()
        if not name.startswith("_") and isinstance(text, str)
    ]
    return max(texts, key=len, default="")


def named(draft: Draft) -> str:
    """The customer as the draft names it, where that was not certain."""
    return str(draft.data.get("_named") or "")


class OfferScreen(FramedScreen[None], ModalScreen[None]):
    """The drafts that wait: Enter opens one, x throws it away, Esc leaves them for later."""

    SCOPE = "offer"
    BINDINGS: ClassVar[list[BindingType]] = bindings("offer")

    def __init__(self, drafts: Sequence[Draft]) -> None:
        super().__init__()
        self.drafts = {draft.id: draft for draft in drafts}

    def body(self) -> Iterable[Widget]:
        """The drafts."""
        columns = (Column(16), Column(12, grow=1, keep=5, most=24), Column(16, grow=3))
        yield LineList(columns, id="drafts", glyphs=self.glyphs)

    def title_line(self) -> str:
        """How many drafts wait."""
        n = len(self.drafts)
        return ngettext("{n} draft was not saved yet", "{n} drafts were not saved yet", n).format(
            n=n
        )

    def on_mount(self) -> None:
        """List the drafts."""
        self._show()

    def _show(self) -> None:
        drafts = list(self.drafts.values())
        ids = [draft.id for draft in drafts]
        self.query_one(LineList).show(ids, lambda at: self._line(drafts[at]))
        self.draw_frame()

    def _line(self, draft: Draft) -> Sequence[Cell]:
        customer = self.book.get("customers", draft.customer)
        when = draft.at[:16].replace("T", " ")
        who = Look(customer.name, "strong") if customer else Look(named(draft), "dim")
        return (when, who, draft_text(draft))

    @on(LineList.Opened)
    @work(group="form")
    async def _opened(self, event: LineList.Opened) -> None:
        draft = self.drafts[event.row_id]
        if not draft.customer and draft.form == LogForm.FORM:
            question = _("Whom is it about? {named}").format(named=named(draft)).strip()
            customer = await self.app.push_screen_wait(PickScreen(question))
            if not customer:
                return
            draft = replace(draft, customer=customer)
        await self.app.push_screen_wait(FORMS[draft.form].from_draft(draft))
        left = {one.id for one in await self.session.drafts()}
        self.drafts = {key: value for key, value in self.drafts.items() if key in left}
        self._show_or_leave()

    def action_drop(self) -> None:
        """Throw the highlighted draft away."""
        draft_id = self.query_one(LineList).row_id
        if draft_id:
            self.session.discard_draft(draft_id)
            del self.drafts[draft_id]
            self._show_or_leave()

    def _show_or_leave(self) -> None:
        if self.drafts:
            self._show()
        else:
            self.dismiss(None)

    def action_later(self) -> None:
        """Leave the drafts for another time."""
        self.dismiss(None)


def offer_drafts(app: App[Any], drafts: Sequence[Draft]) -> None:
    """Offer the drafts whose form this version knows."""
    known = [draft for draft in drafts if draft.form in FORMS]
    if known:
        app.push_screen(OfferScreen(known))
