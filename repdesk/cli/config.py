"""`config`: the settings and the book's stages, shown or changed; comments in the file stay."""

import re
from typing import Any

import click

from repdesk.cli.output import say, say_json, tell
from repdesk.cli.usage import option, verb
from repdesk.cli.values import day_of
from repdesk.cli.workplace import Workplace
from repdesk.domain.errors import Invalid
from repdesk.i18n import N_, _
from repdesk.settings.fields import FIELDS, GOALS, OPEN_SECTIONS, reader_of
from repdesk.settings.values import Settings
from repdesk.wording.snippets import snippets

STAGES, ZONES = "stages", "zones"
DAYS_OFF = "days_off"


@verb()
@click.argument("key", required=False)
@click.argument("value", required=False)
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@click.pass_obj
def config(place: Workplace, key: str | None, value: str | None, as_json: bool) -> None:
    """Show all settings, one, or change one; `stages` and `zones` are kept in the book."""
    if key is not None and value is not None:
        if key == STAGES:
            _set_stages(place, value)
        elif key == ZONES:
            _set_zones(place, value)
        else:
            _set(place, key, value)
        return
    shown = {key: _value(place, key)} if key else _all(place)
    if as_json:
        say_json({"config": shown})
        return
    for name, what in shown.items():
        text = "; ".join(what) if name == ZONES else _text(what)
        say(text if key else f"{name} = {text}")


def _all(place: Workplace) -> dict[str, Any]:
    shown = {name: _value(place, name) for name in FIELDS}
    for section in OPEN_SECTIONS:
        own = getattr(place.settings, section)
        for name in snippets(own) if section == "snippets" else own:
            shown[f"{section}.{name}"] = _value(place, f"{section}.{name}")
    for name in place.settings.kpis.goals:
        shown[f"{GOALS}{name}"] = _value(place, f"{GOALS}{name}")
    return {**shown, STAGES: _value(place, STAGES), ZONES: _value(place, ZONES)}


def _value(place: Workplace, key: str) -> Any:
    if key == STAGES:
        return [stage.name for stage in place.desk.book.stages]
    if key == ZONES:
        return _zones(place)
    if reader_of(key) is None:
        raise Invalid("setting.unknown", key=key)
    return setting(place.settings, key)


def setting(settings: Settings, key: str) -> Any:
    """Return the value behind a key of the file."""
    section, _dot, rest = key.partition(".")
    last = key.rpartition(".")[2]
    if section == "snippets":
        return snippets(settings.snippets)[rest]
    if section in OPEN_SECTIONS:
        return getattr(settings, section).get(rest, "")
    if key.startswith("policy.tiers."):
        tier = settings.policy.tier(key.split(".")[2])
        if last == "playbook":
            return "|".join(tier.playbook)
        return tier.called if last == "name" else getattr(tier, last)
    if key.startswith("policy.weights."):
        return getattr(settings.policy.weights, last)
    if section == "bonus":
        value = getattr(settings.policy.bonus, last)
        return [str(step) for step in value] if last == "steps" else value
    if section == "kpis":
        chosen = settings.kpis
        if key.startswith(GOALS):
            return str(chosen.goals.get(last, ""))
        return chosen.question if last == "question" else list(chosen.shown.get(last, ()))
    if hasattr(settings, last):
        return getattr(settings, last)
    value = getattr(settings.policy, last)
    return "own" if key == "active_days" and value is None else value


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return ",".join(map(str, value))
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)


def _set(place: Workplace, key: str, value: str) -> None:
    if key == DAYS_OFF:
        # typed as days are typed anywhere; the file holds ISO dates
        typed = filter(None, map(str.strip, re.split("[,，、]", value)))
        value = ",".join(day_of(place, day) for day in typed)
    write_setting(place, key, value)
    tell(_("{key} is now {value}").format(key=key, value=value))


def write_setting(place: Workplace, key: str, value: str) -> None:
    """Change one setting in the file, made from the template when there is none yet.

    Raises Invalid, DiskError; the file is then as it was.
    """
    from repdesk.data_files import data_file
    from repdesk.settings.write import with_value
    from repdesk.storage.folder import Folder, disk, replace_file

    path = place.settings_file
    with disk("read", path):
        source = path if path.exists() else data_file("settings.toml")
        old = source.read_bytes()
    try:
        text = old.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid("setting.not_utf8", key=str(path)) from None
    try:
        new = with_value(text, key, value).encode()
    except UnicodeEncodeError:
        raise Invalid("text.broken", field=key, value=ascii(value[:40])) from None
    Folder(place.folder).make()
    replace_file(path, [new])


def _set_stages(place: Workplace, value: str) -> None:
    from repdesk.cli.stages import set_stages

    tell(_("{key} is now {value}").format(key=STAGES, value=",".join(set_stages(place, value))))


def _zones(place: Workplace) -> list[str]:
    from repdesk.domain.zones import zone_names, zones_text

    book = place.desk.book
    return zones_text(book, zone_names(book)).splitlines()


def _set_zones(place: Workplace, value: str) -> None:
    place.desk.teach_zones(value)
    tell(_("{key} is now {value}").format(key=ZONES, value="; ".join(_zones(place))))
