"""The list of verbs, each with its module, which is imported when the verb runs; global options."""

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from repdesk.cli.output import say
from repdesk.cli.terminal import has_terminal
from repdesk.cli.usage import Option, with_help, write_options, write_usage
from repdesk.cli.workplace import Workplace
from repdesk.i18n import LANGUAGES, N_, _

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class Row(NamedTuple):
    """A verb: `module:attribute` under repdesk.cli, and what it does."""

    where: str
    help: str


VERBS: dict[str, Row] = {
    "today": Row("today:today", N_("The day: target and pace, promises due, who next, stops.")),
    "log": Row("log:log", N_("Save one line of notation: a visit, a promise, a deal.")),
    "inbox": Row("inbox:inbox", N_("Take in a phone's notes: lines like 9:12 Acme: v + ok.")),
    "parse": Row("parse:parse", N_("Show how a line is read, as JSON; nothing is saved.")),
    "customers": Row("customers:customers", N_("List customers.")),
    "show": Row("show:show", N_("Show what is known of a customer, in at most twelve lines.")),
    "add": Row("accounts:add", N_("Add a customer: add customer NAME.")),
    "edit": Row("accounts:edit", N_("Change fields of a customer, one option a field.")),
    "archive": Row("accounts:archive", N_("Take a customer out of the lists; nothing is deleted.")),
    "merge": Row("accounts:merge", N_("Make two accounts one: merge KEEP OTHER; the second goes.")),
    "followups": Row(
        "followups:followups", N_("List the open promises, how many were kept, no next step.")
    ),
    "done": Row("promises:done", N_("Mark a promise done (its id from followups).")),
    "snooze": Row(
        "promises:snooze", N_("Keep a customer off the list until a day, like fri or 2w.")
    ),
    "next": Row("next:next_", N_("Whom to contact next, with amounts and reasons.")),
    "plan": Row("plan:plan", N_("The plan of a day: plan tomorrow; --accept puts it there.")),
    "kpi": Row("kpi:kpi", N_("The numbers of a period: kpi 2026-Q2.")),
    "funnel": Row("funnel:funnel", N_("Stages and steps of the deals created in a period.")),
    "trend": Row("trend:trend", N_("A number over periods, and where it is going.")),
    "compare": Row(
        "compare:compare", N_("A number against target, before, last year; between groups.")
    ),
    "segments": Row("segments:segments", N_("Net sales by two dimensions: segments zone month.")),
    "findings": Row(
        "findings:findings", N_("What stands out; --act makes follow-ups, --review looks again.")
    ),
    "forecast": Row(
        "forecast:forecast", N_("What a month or a quarter will bring; --gap: what closes it.")
    ),
    "tiers": Row("tiers:tiers", N_("The tiers: how they are looked after, factors, the review.")),
    "rank": Row("rank:rank", N_("Rank the customers of any order log.")),
    "target": Row(
        "targets:target", N_("Set a target, or list them: target sales_net 2026-Q2 12000.")
    ),
    "import": Row("imports:import_", N_("Take in files of other systems, as one change.")),
    "export": Row("export:export", N_("Write the whole book as JSON; it is only read.")),
    "undo": Row("changes:undo", N_("Take back the newest change, whoever made it.")),
    "redo": Row("changes:redo", N_("Redo what was undone.")),
    "history": Row("changes:history", N_("List the last changes.")),
    "backup": Row("backups:backup", N_("Back up the whole book now.")),
    "backups": Row("backups:backups", N_("List the backups.")),
    "restore": Row(
        "backups:restore", N_("Put a backup in the place of the book, which is backed up first.")
    ),
    "drafts": Row("drafts:drafts", N_("List text that was typed and not saved.")),
    "doctor": Row("doctor:doctor", N_("Check the book, its folder and this machine; --repair.")),
    "hold": Row("hold:hold", N_("Keep the book locked until a signal, for backup scripts.")),
    "erase": Row(
        "erase:erase", N_("Erase a customer from every file; the amounts stay, without a name.")
    ),
    "completion": Row(
        "completion:completion",
        N_("Print the script that completes verbs and customers in a shell."),
    ),
    "config": Row("config:config", N_("Show or change settings; comments stay.")),
}
"""Every verb, in the order of the help and the README."""


class LazyGroup(click.Group):
    """Finds a verb in the table and imports its module."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        return list(VERBS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the verb, None where there is none of that name."""
        row = VERBS.get(cmd_name)
        if row is None:
            return None
        module, _colon, attribute = row.where.partition(":")
        found = getattr(import_module(f"repdesk.cli.{module}"), attribute)
        assert isinstance(found, click.Command)
        found.help = row.help
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb that was typed."""
        found = self.get_command(ctx, args[0])
        if found is None:
            raise click.UsageError(_("there is no verb {name}").format(name=args[0]), ctx)
        return args[0], found, args[1:]

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem[Any]]":
        """Complete a verb or a global option; no verb is imported for it."""
        from click.shell_completion import CompletionItem

        verbs = [(name, row) for name, row in VERBS.items() if name.startswith(incomplete)]
        found = [CompletionItem(name, help=_(row.help)) for name, row in verbs]
        return [*found, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        write_usage(self, ctx, formatter)

    def format_help_text(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the program is."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(
                _("The desk of one field sales rep. Without a verb the app opens.")
            )

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the global options, then the verbs, without importing any of them."""
        write_options(self, ctx, formatter)
        with formatter.section(_("Verbs")):
            formatter.write_dl([(name, _(row.help)) for name, row in VERBS.items()])


def _stand_at(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    if value is None:
        return
    from repdesk.cli.values import Day

    ctx.obj.stand_at(Day().convert(value, param, ctx))


def _show_version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value:
        from importlib.metadata import PackageNotFoundError, version

        try:
            say(f"repdesk {version('repdesk')}")
        except PackageNotFoundError:
            say(_("repdesk, run from its source without being installed"))
        ctx.exit()


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    add_help_option=False,
)
@with_help
@click.option(
    "--data",
    cls=Option,
    metavar="DIR",
    expose_value=False,
    help=N_("The data folder (else REPDESK_DATA, else the platform's)."),
)
@click.option(
    "--lang",
    cls=Option,
    type=click.Choice(LANGUAGES),
    expose_value=False,
    help=N_("The language."),
)
@click.option(
    "--today",
    cls=Option,
    metavar="DATE",
    callback=_stand_at,
    expose_value=False,
    help=N_("Stand the clock at the end of this day."),
)
@click.option(
    "--version",
    cls=Option,
    is_flag=True,
    is_eager=True,
    callback=_show_version,
    expose_value=False,
    help=N_("Show the version and leave."),
)
@click.option(
    "--demo",
    cls=Option,
    is_flag=True,
    help=N_("Open the app on a throwaway copy of the demo book."),
)
@click.pass_context
def root(ctx: click.Context, demo: bool) -> int | None:
    """Open the app, or run a verb."""
    place = ctx.obj
    assert isinstance(place, Workplace)
    if ctx.invoked_subcommand is not None:
        if demo:
            raise click.UsageError(_("--demo goes without a verb"), ctx)
        return None
    if demo:
        from repdesk.cli.demo import demo_copy

        with demo_copy(place) as copy:
            if shown := _app(copy):
                return shown.code
            return _today_of(copy)
    shown = _app(place)
    if shown is not None:
        return shown.code
    for line in ctx.get_help().splitlines():
        say(line)
    return 2


class Shown(NamedTuple):
    """The app was shown and left with this code."""

    code: int


def _app(place: Workplace) -> Shown | None:
    """Show the app, where there is a terminal for it."""
    if not has_terminal(os.environ.get("TERM")):
        return None
    from repdesk.cli.app import open_app

    return Shown(open_app(place))


def _today_of(place: Workplace) -> int:
    from repdesk.analytics.today import today
    from repdesk.cli.today import PLACES, day_lines

    book = place.desk.book
    for line in day_lines(place, book, today(book, place.today, place.settings.policy, PLACES)):
        say(line)
    return 0
