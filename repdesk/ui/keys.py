"""Keys made of the list of commands: bindings, the bottom line, the user's own key map."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from textual.binding import ActiveBinding, Binding, BindingType
from textual.keys import format_key

from repdesk.i18n import N_, _
from repdesk.ui.cells import width
from repdesk.ui.command import Command
from repdesk.ui.commands import BY_ID, COMMANDS


def bindings(scope: str) -> list[BindingType]:
    """Return the bindings of a scope, for the `BINDINGS` of its class."""
    return [
        Binding(
            command.keys,
            command.action,
            command.label,
            id=command.id,
            tooltip=command.tip,
            priority=command.eager,
        )
        for command in COMMANDS
        if scope in command.scopes and command.keys
    ]


def translated(active: Mapping[str, ActiveBinding]) -> dict[str, ActiveBinding]:
    """Return active bindings with label and tip in the current language."""
    result = {}
    for key, (node, binding, enabled, tooltip) in active.items():
        command = BY_ID.get(binding.id or "")
        if command is None:
            result[key] = ActiveBinding(node, binding, enabled, tooltip)
            continue
        spoken = Binding(
            key, binding.action, _(command.label), id=binding.id, tooltip=_(command.tip)
        )
        result[key] = ActiveBinding(node, spoken, enabled, _(command.tip))
    return result


def live_keys(active: Mapping[str, ActiveBinding]) -> dict[str, list[str]]:
    """Return the keys that work right now by command id, the one to show first."""
    keys: dict[str, list[str]] = {}
    for key, (_node, binding, enabled, _tip) in active.items():
        if binding.id is not None and binding.id in BY_ID and enabled:
            keys.setdefault(binding.id, []).append(key)
    for command_id, found in keys.items():
        order = {key: at for at, key in enumerate(BY_ID[command_id].keys.split(","))}
        found.sort(key=lambda key: (typed_twin(key), order.get(key, len(order))))
    return keys


SPECIAL: Final[Mapping[str, str]] = {
    "enter": N_("Enter"),
    "escape": "Esc",
    "tab": "Tab",
    "shift+tab": "S-Tab",
    "space": N_("Space"),
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "up": N_("Up"),
    "down": N_("Down"),
}


def typed_twin(key: str) -> bool:
    """Whether the key is what an input method makes of another one: works, is not shown."""
    return key.startswith(("fullwidth_", "ideographic_"))


def key_name(key: str) -> str:
    """Return a key as it is printed for the rep: `?`, `Esc`, `F2`, `^F`."""
    if key in SPECIAL:
        return _(SPECIAL[key])
    if key.startswith("ctrl+"):
        return "^" + key.removeprefix("ctrl+").upper()
    return key.upper() if key[0] == "f" and key[1:].isdigit() else format_key(key)


def clashes(keymap: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Return (key, command, other command) where the user's key map gives one key twice."""
    taken: dict[tuple[str, str], str] = {}
    found = []
    for command in COMMANDS:
        keys = keymap.get(command.id, command.keys)
        for key in filter(None, keys.split(",")):
            for scope in command.scopes:
                other = taken.setdefault((scope, key), command.id)
                if other != command.id:
                    found.append((key, other, command.id))
    return found


def own_keymap(wanted: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Split the user's key map into what can be used and the ids or keys that can not.

    A key that a terminal cannot tell from another one alone (Ctrl+I is Tab) is not usable.
    """
    usable: dict[str, str] = {}
    refused: list[str] = []
    for command_id, keys in wanted.items():
        parts = [part.strip() for part in keys.split(",") if part.strip()]
        bad = [part for part in parts if part.startswith("alt+") or part in UNUSABLE]
        if command_id not in BY_ID or bad or not parts:
            refused.append(command_id if command_id not in BY_ID or not bad else bad[0])
            continue
        usable[command_id] = ",".join(parts)
    for key, first, second in clashes(usable):
        usable.pop(second if second in usable else first, None)
        refused.append(key)
    return usable, refused


UNUSABLE: Final = frozenset(
    {"ctrl+enter", "ctrl+i", "ctrl+m", "ctrl+h", "ctrl+left_square_bracket", "ctrl+space"}
)


def keys_of(scopes: Collection[str], keymap: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the keys of all commands of these scopes, before any screen of theirs is there."""
    return {
        command.id: keymap.get(command.id, command.keys).split(",")
        for command in COMMANDS
        if command.keys and not {*command.scopes}.isdisjoint(scopes)
    }


def key_line(keys: Mapping[str, Sequence[str]], cells: int, needed: Collection[str] = ()) -> str:
    """Return the bottom line: keys and what they do, the least needed left out if too narrow."""
    shown = {
        command.id: _labelled(keys[command.id][0], _(command.label))
        for command in COMMANDS
        if command.foot and command.id in keys
    }
    last_first = sorted(shown, key=lambda one: (one not in needed, BY_ID[one].foot))
    while shown:
        line = "  ".join(shown.values())
        if width(line) <= cells:
            return line
        del shown[last_first.pop()]
    return ""


def key_hint(command: Command, keys: Mapping[str, Sequence[str]], label: str = "") -> str:
    """Return `x done` for a command whose live keys are known; `label`: another word for it."""
    return _labelled(keys[command.id][0], label or _(command.label))


def _labelled(key: str, label: str) -> str:
    """`q quit`, but `q退出`: Chinese needs no space there."""
    return key_name(key) + (" " if label[:1].isascii() else "") + label
