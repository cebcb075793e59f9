"""What the book's own words are called: tiers, kinds, outcomes, stages, tables, fields."""

from collections.abc import Mapping
from typing import Final

from repdesk.domain.deal import Stage
from repdesk.i18n import N_, _, language, own_word

TIERS: Final = {
    "VIP": "VIP",
    "key": N_("key"),
    "potential": N_("potential"),
    "general": N_("general"),
}
KINDS: Final = {
    "visit": N_("visit"),
    "call": N_("call"),
    "message": N_("message"),
    "email": N_("email"),
    "note": N_("note"),
    "missed": N_("missed"),
}
CHANNELS: Final = {
    "visit": N_("visit"),
    "call": N_("call"),
    "message": N_("message"),
    "email": N_("email"),
}
OUTCOMES: Final = {
    "positive": N_("positive"),
    "neutral": N_("neutral"),
    "negative": N_("negative"),
    "not_met": N_("decision maker not met"),
    "not_reached": N_("nobody reached"),
}
FOLLOWUP_KINDS: Final = {
    "promise": N_("promise"),
    "sample": N_("sample"),
    "complaint": N_("complaint"),
    "payment": N_("payment"),
    "tender": N_("tender"),
}
POWERS: Final = {
    "decides": N_("decides"),
    "specifies": N_("specifies"),
    "uses": N_("uses"),
    "pays": N_("pays"),
    "blocks": N_("blocks"),
}
OWNERS: Final = {"me": N_("I owe"), "them": N_("they owe")}
STOP_STATES: Final = {
    "planned": N_("planned"),
    "done": N_("done"),
    "missed": N_("missed"),
    "moved": N_("moved"),
}
ANSWERS: Final = {
    "done": N_("done"),
    "planned": N_("planned"),
    "snoozed": N_("snoozed"),
    "not_now": N_("not now"),
    "wrong_person": N_("wrong person"),
    "wrong_reason": N_("wrong reason"),
}
STAGES: Final = {
    "lead": N_("lead"),
    "contacted": N_("contacted"),
    "quote": N_("quote"),
    "won": N_("won"),
    "lost": N_("lost"),
}
LOST_REASONS: Final = {
    "price": N_("price"),
    "competition": N_("competition"),
    "product": N_("product"),
    "delivery": N_("delivery"),
    "budget": N_("budget"),
    "terms": N_("terms"),
    "brand": N_("brand"),
    "no_decision": N_("no decision"),
    "pitch": N_("pitch"),
    "other": N_("other"),
}
TABLES: Final = {
    "customers": N_("customer"),
    "contacts": N_("contact"),
    "interactions": N_("log entry"),
    "followups": N_("follow-up"),
    "stages": N_("stage"),
    "deals": N_("deal"),
    "stage_events": N_("stage move"),
    "products": N_("product"),
    "prices": N_("agreed price"),
    "orders": N_("order"),
    "payments": N_("money received"),
    "spends": N_("expense"),
    "targets": N_("target"),
    "tier_marks": N_("tier change"),
    "answers": N_("answer"),
    "stops": N_("stop"),
    "actions": N_("action"),
    "zones": N_("zone"),
    "rates": N_("exchange rate"),
    "saved_filters": N_("saved filter"),
}
FIELDS: Final = {
    "name": N_("name"),
    "due": N_("due"),
    "text": N_("text"),
    "kind": N_("kind"),
    "owner": N_("owner"),
    "amount": N_("amount"),
    "time": N_("time"),
    "date": N_("date"),
    "at": N_("time"),
    "outcome": N_("outcome"),
    "note": N_("note"),
    "price": N_("price"),
    "cost": N_("cost"),
    "qty": N_("quantity"),
    "terms": N_("payment terms"),
    "stage": N_("stage"),
    "reason": N_("reason"),
    "customer": N_("customer"),
    "channel": N_("channel"),
    "preferences": N_("preferences"),
    "interval_days": N_("contact interval"),
    "period": N_("period"),
    "probability": N_("probability"),
    "snooze_until": N_("snoozed until"),
    "own_tier": N_("tier"),
    "code": N_("code"),
}


SHORT: Final = {"potential": N_("pot."), "general": N_("gen."), "message": N_("msg")}


def tier_label(tier: str) -> str:
    """Return a tier's name as it goes into the catalog: the rep's own, else the usual one."""
    return own_word(f"tier.{tier}") or TIERS.get(tier, tier)


def tier_name(tier: str | None) -> str:
    """Return what a tier is called: the rep's own name, else the usual one in the language."""
    return own_word(f"tier.{tier}") or named(TIERS, tier)


def short_tier(tier: str) -> str:
    """Return a tier in at most four cells where its name is the usual one."""
    own = own_word(f"tier.{tier}")
    return own or (_(SHORT[tier]) if tier in SHORT else named(TIERS, tier))


def short_channel(channel: str) -> str:
    """Return a channel, or another kind of entry, in at most six cells."""
    return _(SHORT[channel]) if channel in SHORT else named(dict(KINDS), channel)


def named(words: Mapping[str, str], code: str | None) -> str:
    """Return what a code is called, the code itself where it is the rep's own word."""
    return _(words[code]) if code and code in words else code or ""


def stage_name(stage: Stage) -> str:
    """Return a stage's name: the rep's own, or the translated name of a standard one."""
    if stage.name == stage.id and stage.id in STAGES:
        return _(STAGES[stage.id])
    return stage.name


def colon(label: str, text: str) -> str:
    """Join a label and a text: `Due: ...`, in Chinese with the full-width colon."""
    return f"{label}{'：' if language() == 'zh' else ': '}{text}"
