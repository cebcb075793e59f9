"""Help and usage in the rep's language: click's own few words are said here."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

import click

from repdesk.cli.output import say
from repdesk.i18n import N_, _

T = TypeVar("T")
HELP = N_("Show this and leave.")


class Verb(click.Command):
    """A command whose help speaks the current language."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write `Usage: repdesk log CUSTOMER LINE`."""
        write_usage(self, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options with their help."""
        write_options(self, ctx, formatter)

    def format_help_text(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the verb does."""
        if self.help:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(_(self.help))


class LineVerb(Verb):
    """A verb that takes a line as it is: what does not look like an option is text."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Let `- price` and `-5% asked` through, which click would take for options."""
        if "--" not in args:
            options, texts, waiting = list[str](), list[str](), False
            takes_value = {
                name
                for param in self.get_params(ctx)
                if isinstance(param, click.Option) and not param.is_flag
                for name in param.opts
            }
            for word in args:
                is_option = waiting or _OPTION.fullmatch(word) is not None
                (options if is_option else texts).append(word)
                waiting = not waiting and word in takes_value
            args = [*options, "--", *texts]
        return super().parse_args(ctx, args)


_OPTION = re.compile(r"-[A-Za-z]|--[A-Za-z][A-Za-z-]*(?:=.*)?", re.DOTALL)


class Option(click.Option):
    """An option whose help is translated when it is shown."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return (the option, its help in the current language)."""
        written = self.help
        self.help = _(written) if written else written
        try:
            return super().get_help_record(ctx)
        finally:
            self.help = written


def show_help(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    """Print the help and leave."""
    if value and not ctx.resilient_parsing:
        for line in ctx.get_help().splitlines():
            say(line)
        ctx.exit()


def with_help(function: T) -> T:
    """Add the option for help; click's own asks gettext for its words, which costs 3 ms a start."""
    added: T = option(
        "-h",
        "--help",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show_help,
        help=HELP,
    )(function)
    return added


def verb(kind: type[Verb] = Verb) -> Callable[[Callable[..., Any]], Verb]:
    """Make a function a verb; its help stands in the table of `group`."""

    def made(function: Callable[..., Any]) -> Verb:
        return click.command(cls=kind, add_help_option=False)(with_help(function))

    return made


def option(*names: str, **settings: Any) -> Callable[[Any], Any]:
    """Add an option; its help is marked with N_."""
    return click.option(*names, cls=Option, **settings)


def write_usage(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    """Write the usage line."""
    pieces = " ".join(command.collect_usage_pieces(ctx))
    formatter.write_usage(ctx.command_path, pieces, prefix=_("Usage: "))


def write_options(
    command: click.Command, ctx: click.Context, formatter: click.HelpFormatter
) -> None:
    """Write the list of options."""
    rows = []
    for param in command.get_params(ctx):
        record = param.get_help_record(ctx)
        if record is not None and isinstance(param, click.Option):
            rows.append(record)
    with formatter.section(_("Options")):
        formatter.write_dl(rows)


def usage_words(error: click.UsageError) -> str:
    """Return what is wrong with a command line, and where its help is."""
    path = error.ctx.command_path if error.ctx is not None else "repdesk"
    match error:
        case click.NoSuchOption():
            words = _("there is no option {name}").format(name=error.option_name)
            if error.possibilities:
                words += " (" + ", ".join(sorted(error.possibilities)) + "?)"
        case click.MissingParameter():
            param = error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
            if isinstance(error.param, click.Option):
                param = error.param.opts[-1]
            words = _("{name} is missing").format(name=param)
        case click.BadParameter():
            name = error.param.opts[-1] if error.param and error.param.opts else ""
            words = f"{name}: {error.message}" if isinstance(error.param, click.Option) else ""
            words = words or error.message
        case _:
            words = error.format_message()
    return _("{words}. {path} -h helps").format(words=words.rstrip("."), path=path)
