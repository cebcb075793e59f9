"""The tokens of selling: `$amount title`, 报价, `>stage`, and a competitor's price."""

from repdesk.domain.deal import LOST_REASONS
from repdesk.notation.amounts import Amount, amount_at
from repdesk.notation.dates import UNITS
from repdesk.notation.fold import ends_here, fold, has_han, is_word, skip_spaces
from repdesk.notation.known import Known, KnownDeal, KnownStage
from repdesk.notation.pattern import Pattern
from repdesk.notation.reading import Choice, CompetitorRead, DealRead, StageRead
from repdesk.notation.remarks import is_remark
from repdesk.notation.scan import DealDraft, Pending, Scan, StageDraft

_REASONS_ZH = {
    "价格": "price",
    "竞争": "competition",
    "产品": "product",
    "交期": "delivery",
    "预算": "budget",
    "账期": "terms",
    "指定品牌": "brand",
    "搁置": "no_decision",
    "没谈好": "pitch",
    "其他": "other",
}
_REASONS = (
    {reason: reason for reason in LOST_REASONS} | _REASONS_ZH | {"no decision": "no_decision"}
)
_QUOTE = Pattern(r"报价\s?")
_VERSUS = Pattern(r"(?:vs\.?|对手)\s{1,3}")
PAYS = Pattern(r"回款|付款|pays?|payment")
_MONEY_VERB = Pattern(r"chase|charge|send|get|催|收|退")
_MONEY_WORDS = 40
_MONEY = Pattern(
    r"(?<!\w)(?:pay|pays|paid|payment|collect|refund|invoice|credit|transfer|deposit)(?!\w)"
    r"|回款|付款|打款|催款|收款|退款|开票|尾款|定金"
)
_WORD = Pattern(r"[^\s!~@#>$¥€£/\\,;:!?。、]{1,40}\s{1,3}")
_NO_PRICE = Pattern(
    rf"20[12]\d\s?\w|\d{{1,9}}(?:{UNITS.source}|\s?(?:rpm|k?w|v|hz|psi|转|瓦|伏)(?!\w))"
)
_NO_COMPETITOR = Pattern(
    r"last|budget|target|plan|planned|previous|list|our|their|this"
    r"|去年|上月|上次|预算|目标|计划|原价"
)


def deal(scan: Scan) -> bool:
    """Read an amount with its sign, or 报价 and an amount, at the cursor."""
    start = scan.at
    quote = _QUOTE.match(scan.text, start)
    if quote is not None and scan.promise is not None and scan.silent():
        return False
    amount = amount_at(scan.text, quote.end() if quote else start)
    if amount is None or (amount.short and quote) or is_remark(scan.text, amount.end):
        return False
    if _object_of_promise(scan, start):
        scan.leave(amount.end)
        return True
    about_money = scan.spend is not None or scan.payment is not None
    if about_money or (not scan.opens and scan.promise is None):
        if scan.deal is not None:
            scan.flush(start)
            scan.sink = scan.note
        scan.pending = Pending(amount, start)
        scan.leave(amount.end)
        return True
    stage = scan.stage
    touches = stage is not None and scan.run_start == stage.end
    touches = touches and not scan.text[scan.run_start : start].strip()
    scan.token("deal", start, amount.end)
    scan.deals.append(DealDraft(amount))
    scan.sink = scan.deals[-1].runs
    scan.opens = False
    if stage is not None and touches:
        stage.after = len(scan.deals) - 1
    return True


def _object_of_promise(scan: Scan, start: int) -> bool:
    """Say whether the amount is what is promised, `~fri they pay $500`, and so no deal."""
    promise = scan.promise
    if promise is None or promise.runs:
        return False
    said = scan.text[max(scan.run_start, start - _MONEY_WORDS) : start].strip()
    return _MONEY_VERB.fullmatch(said) is not None or _MONEY.search(said) is not None


def stage(scan: Scan) -> bool:
    """Read `>stage` at the cursor, with the reason of a loss or the title of an open deal."""
    start = scan.at
    if scan.text[start - 1 : start] == "—":  # the head of an arrow
        return False
    found = _stage_at(scan.text, start + 1, scan.known.stages)
    if found is None:
        return False
    to, end = found
    if scan.stage is not None:
        scan.problem("stage_twice", start, end)
        scan.leave(end)
        return True
    draft = StageDraft(to.id, to.ends, start, end)
    if scan.pending is not None and scan.sink is scan.note:
        amount, scan.at = scan.pending.amount, start
        scan.flush(scan.pending.start)
        scan.mark("deal", scan.run_start, amount.end)
        scan.run_start = amount.end
        scan.deals.append(DealDraft(amount))
        scan.sink = scan.deals[-1].runs
    if scan.deal is not None:
        draft.before = len(scan.deals) - 1
    scan.token("stage", start, end)
    scan.stage = draft
    _after_stage(scan, draft)
    return True


def _after_stage(scan: Scan, draft: StageDraft) -> None:
    text, at = scan.text, skip_spaces(scan.text, scan.at)
    if draft.ends == "lost":
        for word, reason in _REASONS.items():
            if text.startswith(word, at) and ends_here(text, at + len(word)):
                draft.reason, draft.end = reason, at + len(word)
                scan.token("reason", at, draft.end)
                at = skip_spaces(text, scan.at)
                break
    open_deal = titled_at(text, at, scan.known.deals)
    if open_deal is not None and not scan.deals:
        draft.titled, draft.end = open_deal.id, at + len(open_deal.title.strip())
        scan.token("title", at, draft.end)


def _stage_at(text: str, at: int, stages: tuple[KnownStage, ...]) -> tuple[KnownStage, int] | None:
    best: tuple[KnownStage, int] | None = None
    for known in stages:
        for name in known.names:
            end = at + len(name)
            if name and text.startswith(fold(name), at) and (best is None or end > best[1]):
                best = (known, end)
    return best if best is not None and ends_here(text, best[1]) else None


def titled_at(text: str, at: int, deals: tuple[KnownDeal, ...]) -> KnownDeal | None:
    """Return the open deal whose whole title stands at that place: the longest one."""
    fits = [
        known
        for known in deals
        if (title := fold(known.title.strip()))
        and text.startswith(title, at)
        and ends_here(text, at + len(title))
    ]
    return max(fits, key=lambda known: len(known.title)) if fits else None


def competitor(scan: Scan) -> bool:
    """Read `vs NAME amount` where a segment begins."""
    opening = _VERSUS.match(scan.text, scan.at)
    if opening is None or scan.competitor is not None:
        return False
    at = opening.end()
    for _ in range(2):
        word = _WORD.match(scan.text, at)
        if word is None or _NO_COMPETITOR.fullmatch(word[0].strip()):
            return False
        at = word.end()
        amount = amount_at(scan.text, at)
        name = scan.raw[opening.end() : at].strip()
        if amount is not None and _is_price(scan.text, amount) and _is_name(name):
            scan.token("competitor", scan.at, amount.end)
            scan.competitor = CompetitorRead(name, amount.value)
            return True
    return False


def _is_price(text: str, amount: Amount) -> bool:
    """Say whether the amount is money: not 12 pumps, 2900 rpm, the 2025 model."""
    return not amount.plain and (amount.signed or not _NO_PRICE.match(text, amount.start))


def _is_name(name: str) -> bool:
    """Say whether the text begins as a name does."""
    return has_han(name) or (is_word(name[0]) and not name[0].isdigit())


def settle_deals(scan: Scan) -> tuple[DealRead, ...]:
    """Return the deals of the line with the open deal that each updates."""
    known = scan.known
    read = []
    for index, draft in enumerate(scan.deals):
        title = scan.words(draft.runs)
        for start, end in draft.runs:
            scan.mark("title", start, end)
        target = _target(scan, index, title)
        if target is not None and not title:
            title = target.title
        code = draft.amount.currency
        currency = code if len(known.currencies) > 1 and code in known.currencies else None
        read.append(DealRead(draft.amount.value, title, target.id if target else None, currency))
    return tuple(read)


def _target(scan: Scan, index: int, title: str) -> KnownDeal | None:
    deals = scan.known.deals
    if not title:
        if len(deals) > 1:
            amount = scan.deals[index].amount
            options = tuple((known.id, known.title) for known in deals)
            scan.choices.append(Choice("deal", amount.start, amount.end, options, index))
        return deals[0] if len(deals) == 1 else None
    for known in deals:
        if fold(known.title.strip()) == fold(title):
            return known
    return next((known for known in deals if not known.title.strip()), None)


def settle_stage(scan: Scan, deals: tuple[DealRead, ...]) -> StageRead | None:
    """Return the stage move with its deal, or with none and a choice where it isn't clear."""
    draft = scan.stage
    if draft is None:
        return None
    if deals:
        index = 0 if len(deals) == 1 else draft.before if draft.before is not None else draft.after
        if index is not None and draft.ends != "lost":
            named = deals[index]
            return StageRead(draft.to, draft.reason, named.deal, named.title, index)
    else:
        one = _only(scan.known, draft)
        if one is not None:
            return StageRead(draft.to, draft.reason, one.id, one.title)
    options = tuple((known.id, known.title) for known in scan.known.deals)
    options += tuple((f"line:{i}", named.title) for i, named in enumerate(deals))
    if options:
        scan.choices.append(Choice("stage", draft.start, draft.end, options))
    return StageRead(draft.to, draft.reason)


def _only(known: Known, draft: StageDraft) -> KnownDeal | None:
    if len(known.deals) == 1:
        return known.deals[0]
    return next((deal for deal in known.deals if deal.id == draft.titled), None)
