"""Taking the next step with a customer who was just logged and has none."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from repdesk.domain.errors import RepdeskError
from repdesk.i18n import _
from repdesk.ui.screens.framed import FramedScreen
from repdesk.ui.views.after_log import NextStep
from repdesk.wording.echo import day_echo


async def take_step(screen: FramedScreen[Any], question: NextStep, days: int) -> None:
    """Save a follow-up in so many days, and say so, or why not."""
    today = date.fromisoformat(screen.today)
    due = today + timedelta(days=days)
    fields = {
        "customer": question.customer,
        "due": due.isoformat(),
        "text": _("follow up"),
        "deal": question.deal,
        "from_": question.interaction,
    }
    try:
        await screen.session.do(lambda desk: desk.add("followups", **fields))
    except RepdeskError as error:
        screen.refused(error)
        return
    name = getattr(screen.book.get("customers", question.customer), "name", "")
    said = _("next step {day}: {name}; u takes it back")
    screen.say(said.format(day=day_echo(due, today), name=name))
