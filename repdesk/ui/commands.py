"""The one list of commands: bindings, key line, palette, help and the user's key map read it.

A new command is one row here and one `action_` method on the screen (or widget) of its scope. The
scope `base` is every screen that is no form, `list` any highlighted list, `form` any form, and the
name of a screen that screen alone. The first key is the one shown; an input method's full-width
twin and a key without letters stand behind it. `foot` is the place in the bottom line's queue when
the terminal is too narrow for all: 1 stays longest, 0 is never shown there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from repdesk.i18n import N_


@dataclass(frozen=True, slots=True)
class Command:
    """One row: what it is called, which action it runs, its keys, and where it works."""

    id: str
    action: str
    label: str
    keys: str
    tip: str
    scopes: tuple[str, ...]
    foot: int = 0
    group: str = ""


COMMANDS: Final[tuple[Command, ...]] = (
    Command("mode.today", "mode('today')", N_("Today"), "1",
            N_("Promises, whom to contact next, stops"), ("base",), 5, "modes"),
    Command("mode.customers", "mode('customers')", N_("Customers"), "2", N_("All customers"),
            ("base",), 5, "modes"),
    Command("mode.log", "mode('log')", N_("Log"), "3",
            N_("Everything that happened, by day"), ("base",), 5),
    Command("mode.kpis", "mode('kpis')", N_("KPIs"), "4",
            N_("The numbers of a period"), ("base",), 5, "modes"),
    Command("log.save", "save", N_("save"), "enter,ctrl+s", N_("Save everything in the line"),
            ("logform",), 1),
    Command("log.onward", "onward", N_("save + next stop"), "f2",
            N_("Save, then log the next planned stop of today"), ("logform",), 4),
    Command("log.tokens", "tokens", N_("tokens"), "f1",
            N_("What may be typed in the line; again, or typing on: the reading"),
            ("logform",), 3),
    Command("log", "log", N_("log"), "l,f4", N_("Write down what happened, in one line"),
            ("base",), 3),
    Command("new", "new", N_("new"), "n,f5", N_("Add a customer"), ("base",), 6),
    Command("edit", "edit", N_("edit"), "e", N_("Change the highlighted customer"), ("base",), 7),
    Command("promise.done", "done", N_("done"), "x", N_("Mark the promise or the stop done"),
            ("today",), 5),
    Command("snooze", "snooze", N_("snooze"), "z",
            N_("Snooze the customer or put the promise off: then d a day, w a week"),
            ("today", "customers"), 6),
    Command("snooze.day", "snooze_for(1)", N_("a day"), "d", N_("After z: for a day"),
            ("today", "customers")),
    Command("snooze.week", "snooze_for(7)", N_("a week"), "w", N_("After z: for a week"),
            ("customers",)),
    Command("why", "why", N_("why"), "w",
            N_("Why the customer is suggested; after z: for a week"), ("today",), 6),
    Command("plan", "plan", N_("stop today"), "p", N_("Put the customer on today's stops"),
            ("today",), 7),
    Command("period.before", "period(-1)", N_("before"), "left_square_bracket,left",
            N_("The period before"), ("kpis",), 4),
    Command("period.after", "period(1)", N_("after"), "right_square_bracket,right",
            N_("The period after"), ("kpis",), 4),
    Command("period.kind", "period_kind", N_("month, quarter, year, all"), "p",
            N_("Show a month, a quarter, a year or everything"), ("kpis",), 6),
    Command("chart", "chart", N_("chart"), "c", N_("Draw the funnel"), ("kpis",), 5),
    Command("target", "target", N_("target"), "t", N_("Set a target"), ("today", "kpis"), 8),
    Command("list.open", "open", N_("open"), "enter", N_("Open the highlighted row"),
            ("list",), 8),
    Command("list.down", "down", N_("down"), "j,down", N_("Next row"), ("list",)),
    Command("list.up", "up", N_("up"), "k,up", N_("Row before"), ("list",)),
    Command("list.first", "first", N_("first"), "g,home", N_("First row"), ("list",)),
    Command("list.last", "last", N_("last"), "G,end", N_("Last row"), ("list",)),
    Command("list.page_down", "page_down", N_("page down"), "pagedown,ctrl+f",
            N_("One window down"), ("list",)),
    Command("list.page_up", "page_up", N_("page up"), "pageup,ctrl+b", N_("One window up"),
            ("list",)),
    Command("list.select", "select", N_("select"), "space,ideographic_space",
            N_("Select or deselect the row"), ("list",)),
    Command("search", "search", N_("search"), "slash,fullwidth_solidus,ideographic_comma,f3",
            N_("Search by name, pinyin, initials or phone"), ("base",), 4),
    Command("clear", "clear", N_("show all"), "escape", N_("Show all rows again"),
            ("customers", "log")),
    Command("narrow", "narrow", N_("filter"), "f",
            N_("Show only some: a tier or zone; in the log a kind, outcome, tag, day, customer"),
            ("customers", "log"), 6),
    Command("archive", "archive", N_("archive"), "",
            N_("Take the customer, or all selected, out of the lists; nothing is deleted"),
            ("customers",)),
    Command("log.positive", "outcome('positive')", "+", "plus,fullwidth_plus_sign",
            N_("Fill in the outcome: positive"), ("log",)),
    Command("log.neutral", "outcome('neutral')", "0", "0,fullwidth_digit_zero",
            N_("Fill in the outcome: neutral"), ("log",)),
    Command("log.negative", "outcome('negative')", "-", "minus,fullwidth_hyphen_minus",
            N_("Fill in the outcome: negative"), ("log",)),
    Command("log.not_met", "outcome('not_met')", "m", "m",
            N_("Fill in the outcome: decision maker not met"), ("log",)),
    Command("log.not_reached", "outcome('not_reached')", "x", "x",
            N_("Fill in the outcome: nobody reached; of a stop: missed"), ("log",)),
    Command("log.happened", "happened", N_("visited"), "v",
            N_("Log the visit of a stop of today; the next key says how it was"), ("log",), 6),
    Command("log.moved", "moved", N_("move"), "t",
            N_("Move a stop of today to the next working day"), ("log",), 6),
    Command("log.customer", "customer", N_("customer"), "c", N_("Open the customer"),
            ("log",), 6),
    Command("followup", "followup", N_("follow-up"), "a,f6",
            N_("Write down a promise: yours or theirs"), ("base",), 7),
    Command("profile.next", "step(1)", N_("next customer"), "J,shift+down,ctrl+n",
            N_("The next customer of the list you came from"), ("profile",), 6),
    Command("profile.previous", "step(-1)", N_("customer before"), "K,shift+up,ctrl+p",
            N_("The customer before on the list you came from"), ("profile",)),
    Command("profile.merge", "merge", N_("merge"), "m",
            N_("Another account is the same customer: give everything of it to this one"),
            ("profile",), 8),
    Command("undo", "undo", N_("undo"), "u,f7", N_("Take back the newest change"), ("base",), 6),
    Command("redo", "redo", N_("redo"), "U,f8", N_("Redo what was undone"), ("base",)),
    Command("hide", "hide", N_("hide"), "h,f9",
            N_("Turn the screen to the customer: tiers, margins, private text, others hidden"),
            ("base",)),
    Command("backups", "backups", N_("backups"), "",
            N_("Whole books that were kept: make one, put one back"), ("base",)),
    Command("backups.make", "back_up", N_("back up now"), "b", N_("Back up the book as it stands"),
            ("backups",), 3),
    Command("backups.restore", "restore", N_("put back"), "y",
            N_("After Enter: put this backup in the place of the book"), ("backups",), 4),
    Command("language", "language", N_("language"), "", N_("Switch between English and Chinese"),
            ("base",)),
    Command("back", "back", N_("back"), "escape", N_("Back to where you came from"),
            ("profile", "help", "palette", "read", "pick", "narrow", "chart", "backups"), 2),
    Command("offer.drop", "drop", N_("throw away"), "x,delete", N_("Throw the draft away"),
            ("offer",), 3),
    Command("offer.later", "later", N_("later"), "escape", N_("Leave the drafts for another time"),
            ("offer",), 2),
    Command("search.open", "submit", N_("open"), "enter", N_("Open what is highlighted"),
            ("searchbox",), 1),
    Command("search.close", "close", N_("close search"), "escape",
            N_("Empty the search line and close it"), ("search",), 1),
    Command("search.down", "move(1)", N_("down"), "down,ctrl+n",
            N_("Move the highlight, go on typing"), ("search",), 2),
    Command("search.up", "move(-1)", N_("up"), "up,ctrl+p",
            N_("Move the highlight, go on typing"), ("search",), 2),
    Command("save", "save", N_("save"), "f2,ctrl+s", N_("Save and close the form"), ("form",), 1),
    Command("form.next", "next_field", N_("next field"), "tab", N_("Go to the next field"),
            ("form",), 3),
    Command("form.previous", "previous_field", N_("field before"), "shift+tab",
            N_("Go to the field before"), ("form",)),
    Command("form.leave", "leave", N_("leave a draft"), "escape",
            N_("Close the form and keep what was typed as a draft"), ("form",), 2),
    Command("form.discard", "discard", N_("discard"), "f9",
            N_("Close the form and throw the draft away"), ("form",), 4),
    Command("help", "help", N_("help"), "question_mark,fullwidth_question_mark,f1",
            N_("All keys of this screen"), ("base",), 3),
    Command("palette", "palette", N_("commands"), "colon,fullwidth_colon,f12",
            N_("Find a command by its name"), ("base",), 6),
    Command("repaint", "repaint", N_("redraw"), "ctrl+l",
            N_("Draw the whole screen again"), ("base",)),
    Command("quit", "quit", N_("quit"), "q,f10", N_("Leave repdesk"), ("base",), 5),
)  # fmt: skip
BY_ID: Final[Mapping[str, Command]] = {command.id: command for command in COMMANDS}
