"""From what one pass has read to the reading: titles, deals and stages, kinds of promises, note."""

from decimal import Decimal

from msgspec.structs import replace

from repdesk.notation.amounts import amount_at
from repdesk.notation.deals import PAYS, settle_deals, settle_stage
from repdesk.notation.fold import fold
from repdesk.notation.offers import offers
from repdesk.notation.pattern import Pattern
from repdesk.notation.reading import FollowUp, Reading, SpendRead
from repdesk.notation.scan import PromiseDraft, Scan

_DEFAULT_TEXT = {True: "跟进", False: "follow up"}
_PAYS = Pattern(rf"(?:{PAYS.source})\s{{0,3}}(?=[\d$¥€£]|rmb|usd|eur|cny)")
_SAMPLE = Pattern(
    r"(?:上午|下午|晚上|早上)?(?:送样|寄样|打样|样品|[送寄发]样品)"
    r"|(?:send|bring|mail|ship|deliver|drop\soff)s?\s(?:\w{1,8}\s){0,2}samples?(?!\w)|samples?(?!\w)"
)
_TENDER = Pattern(r"开标|投标|招标|tender(?!\w)|bid(?!\w)")


def settle(scan: Scan) -> Reading:
    """Return the reading of a finished pass."""
    note = scan.words(scan.note)
    deals = settle_deals(scan)
    stage = settle_stage(scan, deals)
    followups = tuple(_followup(scan, draft) for draft in scan.promises)
    complaint = scan.kind == "complaint"
    if complaint:
        followups = _complained(followups, note)
    spend = SpendRead(scan.spend.value, note) if scan.spend is not None else None
    kind = "note" if scan.kind in ("complaint", "spend") else scan.kind or "visit"
    day, clock = scan.when or (None, None)
    if day is None and scan.payment is not None:
        day = scan.payment.day
    return Reading(
        raw=scan.raw,
        kind=kind,
        kind_given=scan.kind is not None,
        outcome=scan.outcome,
        at=day,
        at_time=clock,
        contacts=tuple(contact.id for contact in scan.contacts),
        contact_names=tuple(contact.name for contact in scan.contacts),
        followups=followups,
        deals=deals,
        stage=stage,
        order=tuple(scan.items),
        payment=scan.payment,
        spend=spend,
        competitor=scan.competitor,
        complaint=complaint,
        tags=tuple(scan.tags),
        private=scan.private,
        note=note,
        pieces=tuple(sorted(scan.pieces, key=lambda piece: (piece.start, piece.end))),
        offered=offers(scan),
        choices=tuple(scan.choices),
        problems=tuple(scan.problems),
    )


def _followup(scan: Scan, draft: PromiseDraft) -> FollowUp:
    text = scan.words(draft.runs)
    for start, end in draft.runs:
        scan.mark("text", start, end)
    folded = fold(text)
    kind, amount = "promise", None
    pays = _PAYS.match(folded) if draft.owner == "them" else None
    money = amount_at(folded, pays.end()) if pays is not None else None
    if money is not None:
        kind, amount = "payment", Decimal(money.value)
    elif _SAMPLE.match(folded):
        kind = "sample"
    elif _TENDER.match(folded):
        kind = "tender"
    text = text or _DEFAULT_TEXT[scan.base.zh]
    return FollowUp(draft.due, draft.time, draft.owner, text, kind, amount)


def _complained(followups: tuple[FollowUp, ...], note: str) -> tuple[FollowUp, ...]:
    """Return the follow-ups with the complaint among them: my first promise says until when."""
    for index, followup in enumerate(followups):
        if followup.owner == "me":
            text = followup.text if not note else f"{note}: {followup.text}"
            answered = replace(followup, kind="complaint", text=text)
            return (*followups[:index], answered, *followups[index + 1 :])
    return (FollowUp(None, None, "me", note, "complaint"), *followups)
