"""Shell completion, by click's own mechanism: the scripts for bash, zsh and fish, and the answers.

A name is inserted quoted as the shell needs it. Fish shows only what holds the letters typed, so
there a customer found by pinyin is offered by pinyin, which every verb takes.
"""

import os
import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ZshComplete,
    split_arg_string,
)

from repdesk.cli.output import say_fields, say_raw
from repdesk.cli.start import place_of, speak
from repdesk.cli.usage import verb
from repdesk.cli.workplace import Workplace
from repdesk.domain.customer import Customer
from repdesk.domain.errors import RepdeskError
from repdesk.domain.find import folded, initials_of
from repdesk.storage.glance import customers
from repdesk.wording.cells import clean

PROGRAM = "repdesk"
BY_KEYS = 3
"""From this rank on a customer fits by pinyin."""
VARIABLE = "_REPDESK_COMPLETE"
"""Set by the scripts; `start` looks for it before anything else."""
_PLAIN = re.compile(r"[\w@%+=:,./-]")
_SPECIAL_IN_DOUBLE = re.compile(r'([\\"$`])')

# Read line by line: the words of an unquoted variable would be taken for file patterns.
_BASH = """\
%(complete_func)s() {
    local line
    COMPREPLY=()
    while IFS= read -r line; do
        case $line in
            plain,*) COMPREPLY+=("${line#plain,}") ;;
            *) compopt -o default ;;
        esac
    done < <(REPDESK_WORD="${COMP_WORDS[COMP_CWORD]}" COMP_WORDS="${COMP_WORDS[*]}" \\
        COMP_CWORD=$COMP_CWORD %(complete_var)s=bash_complete "$1" 2>/dev/null)
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""
# A name may hold a comma: only the first one parts it from its kind.
_FISH = """\
function %(complete_func)s
    for line in (env %(complete_var)s=fish_complete COMP_WORDS=(commandline -cp) \\
            COMP_CWORD=(commandline -ct) %(prog_name)s 2>/dev/null)
        if string match -q 'plain,*' -- $line
            string replace 'plain,' '' -- $line
        else
            __fish_complete_path (commandline -ct)
        end
    end
end
complete --no-files --keep-order --command %(prog_name)s --arguments "(%(complete_func)s)"
"""


class Bash(BashComplete):
    """Bash inserts a word as it is given: it is quoted here, in the quotes that were begun."""

    source_template = _BASH

    def source(self) -> str:
        """Return the script; which bash reads it is not asked here."""
        return self.source_template % self.source_vars()

    def format_completion(self, item: CompletionItem[str]) -> str:
        """Return `type,word`."""
        return f"{item.type},{in_bash(item.value, os.environ.get('REPDESK_WORD', ''))}"


class Fish(FishComplete):
    """Fish quotes by itself."""

    source_template = _FISH


SHELLS = {"bash": Bash, "zsh": ZshComplete, "fish": Fish}


@verb()
@click.argument("shell", type=click.Choice(tuple(SHELLS)), metavar="bash|zsh|fish")
def completion(shell: str) -> None:
    """Print the script that a shell runs at its start."""
    root = click.get_current_context().find_root().command
    say_raw(SHELLS[shell](root, {}, PROGRAM, VARIABLE).source())


def answer(root: click.Command, asked: str) -> int:
    """Print what fits the words in the environment; what cannot be read completes nothing."""
    shell, _underscore, what = asked.partition("_")
    found = SHELLS.get(shell)
    if found is None or what != "complete":
        return 1
    typed = split_arg_string(os.environ.get("COMP_WORDS", ""))[1:]
    shown = ""
    with suppress(RepdeskError, OSError, click.ClickException, KeyError, ValueError, RuntimeError):
        # the shell hands words on as they were typed
        words = [str(Path(w).expanduser()) if w.startswith("~/") else w for w in typed]
        place = place_of(words)
        speak(words, place)
        shown = found(root, {"obj": place}, PROGRAM, VARIABLE).complete()
    for line in shown.split("\n") if shown else ():
        say_fields(line.split("\t"))
    return 0


def in_bash(word: str, typed: str) -> str:
    """Return a word as it continues what was typed: behind a quote that is open, or escaped."""
    if typed.startswith("'"):
        return word.replace("'", "'\\''")
    if typed.startswith('"'):
        return _SPECIAL_IN_DOUBLE.sub(r"\\\1", word).replace("!", "\"'!'\"")
    return "".join(c if _PLAIN.match(c) else f"\\{c}" for c in word)


def fitting(place: Workplace, typed: str) -> Sequence[CompletionItem[str]]:
    """Return the customers that what was typed may become, the likeliest first."""
    rows: list[Customer] = []
    with suppress(RepdeskError, OSError):
        rows = [row for row in customers(place.folder) if not (row.archived or row.erased)]
    wanted = folded(typed)
    ranked = [(rank, row) for row in rows if (rank := _rank(row, wanted)) is not None]
    ranked.sort(key=lambda pair: (pair[0], pair[1].name, pair[1].id))
    # as where a customer is named: what fits a name is not mixed with what fits by pinyin
    by_name = [pair for pair in ranked if pair[0] < BY_KEYS]
    names = Counter(row.name for row in rows)
    items = [_item(row, wanted, names[row.name] > 1) for _rank_, row in by_name or ranked]
    return [item for item in items if item.value == clean(item.value)]


def _rank(row: Customer, wanted: str) -> int | None:
    """Return how well a customer fits: 0 begins so, then the code, a part, pinyin, initials."""
    names = [folded(name) for name in (row.name, *row.aliases)]
    tests = (
        names[0].startswith(wanted),
        bool(wanted) and folded(row.code).startswith(wanted),
        any(wanted in name for name in names),
        any(key.startswith(wanted) for key in row.keys),
        any(wanted in key for key in initials_of(row)),
    )
    return next((rank for rank, fits in enumerate(tests) if fits), None)


def _item(row: Customer, wanted: str, twice: bool) -> CompletionItem[str]:
    """Return the name, or the id where two are called so; for fish what holds what was typed."""
    value = row.id if twice else row.name
    help_ = None
    if os.environ.get(VARIABLE) == "fish_complete" and wanted not in folded(value):
        held = (key for key in (*row.keys, row.code, *row.aliases) if wanted in folded(key))
        value, help_ = next(held, value), row.name
    return CompletionItem(value, help=help_)
