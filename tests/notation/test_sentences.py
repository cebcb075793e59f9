"""The rules of the one-line log, sentence by sentence, each with lines that would break it."""

from datetime import date, time
from typing import Any

import pytest

from repdesk.domain.deal import LOST_REASONS
from repdesk.notation.known import Known, KnownDeal
from repdesk.notation.reader import read
from repdesk.notation.render import as_json
from tests.notation.fixture_lines import contact, disagreements

TUESDAY = date(2026, 6, 30)
FRI, NEXT_WED = "2026-07-03", "2026-07-08"
PUMP, FILTERS = KnownDeal("d1", "pump line", "quote"), KnownDeal("d2", "filters", "lead")
KNOWN = Known(
    contacts=(contact("王军"), contact("李娜")),
    deals=(PUMP, FILTERS),
    snippets={"1": "!3d 催款", "2": "$500 泵"},
)
VERBS_TEXT = (
    "回电 回复 联系 跟进 拜访 上门 再访 再去 再打 再谈 打电话 报价 寄 寄样 送 送样 发 发货 约 确认"
    " 催款 收款 对账 演示 试机 验收 开标 签约 签合同 打样"
)
REASONS_TEXT = "价格 竞争 产品 交期 预算 账期 指定品牌 搁置 没谈好 其他"
NO_KIND = (
    "v见了王总|c了一下|不在状态|上门安装|不在乎|不在意|电话号码变了|电话费|邮件地址|微信群|微信号"
    "|微信同号138"
)
NO_PROMISE = (
    "今天送样|他说，周五送样|王总：周五送样|Mark: 周五回复|周五前回复我们|周五送样过来"
    "|周五拜访改周三|周五验收推迟|周五送样取消|周五送样行不行|周五送样，已签收|3d打样"
    "|fri 送样|7/3、7/4送样|周五发票|周五发现|周五约10人|原定周五送样"
)
NO_DEAL = (
    "price: $99.95 list|budget: $50k|$84 net|$10k - $12k pump|￥10万—12万 泵"
    "|$5.000 retainer|￥9800 出厂价|￥9800 多|报价100 KW 电机|$64 lunch|￥200 餐费"
)
KINDS = {
    "visit": "v visit 拜访 面谈 上门",
    "call": "c call 电话 去电 来电 打电话",
    "message": "m message 微信 短信",
    "email": "e email 邮件",
    "note": "n note 备注",
    "missed": "x missed 未遇 不在",
}


def got(line: str, known: Known = KNOWN, now: time | None = time(10)) -> dict[str, Any]:
    lang = "en" if line.isascii() else "zh"
    return as_json(read(line, TUESDAY, lang, known, now))


def promise(due: str, text: str, owner: str = "me", **more: Any) -> dict[str, Any]:
    return {"followups": [{"due": due, "text": text, "owner": owner, **more}]}


def deal(amount: object, title: str) -> dict[str, Any]:
    return {"deals": [{"amount": amount, "title": title}]}


SAYS: dict[str, list[tuple[str, dict[str, Any]]]] = {
    "full-width forms mean the same as their half-width twins": [
        ("ｖ＋ 很好", {"kind": "visit", "outcome": "positive", "note": "很好"}),
        ("拜访 － 太贵", {"kind": "visit", "outcome": "negative"}),
        ("！周五　回电", promise(FRI, "回电")),
        ("～周五 付款", promise(FRI, "付款", "them")),
        ("＠昨天 来过", {"at": "2026-06-29"}),
        ("＄５００ 泵", deal(500, "泵")),
        ("＞报价 pump line", {"stage": {"to": "quote", "deal": "pump line"}}),
        ("＃展会", {"tags": ["展会"]}),
        ("；1 尽快", promise(FRI, "催款 尽快")),
        ("好。周五回电", promise(FRI, "回电")),
    ],
    "letters are case-insensitive": [
        ("V+ OK !FRI CALL", {"kind": "visit", "outcome": "positive", **promise(FRI, "CALL")}),
        ("$12K PUMP >QUOTE", {**deal(12000, "PUMP"), "stage": {"to": "quote"}}),
    ],
    "a token stands alone: at the start, after a space or after punctuation": [
        ("good,!fri call", promise(FRI, "call")),
        ("“!周五 送样”", promise(FRI, "送样")),
        ("great!fri call", {"note": "great!fri call"}),
        ("a#b c>quote d$5", {"tags": [], "note": "a#b c>quote d$5"}),
        ("meet @ 10:30, ! 3pm", {"at": None, "note": "meet @ 10:30, ! 3pm"}),
    ],
    "a complaint is due when the line says so": [
        ("投诉 漏水，周五回复", promise(FRI, "漏水: 回复", kind="complaint")),
        ("complaint leaks !fri fix", promise(FRI, "leaks: fix", kind="complaint")),
    ],
    "a letter, 不在 and 上门 may not touch what follows; nor is the word in a longer one": [
        (line, {"kind": "visit", "kind_given": False, "note": line})
        for line in NO_KIND.split("|")
    ]
    + [("微信同意了", {"kind": "message", "note": "同意了"})],
    "the outcome directly after the kind, alone or touching it; + also as the first word": [
        ("v- no", {"outcome": "negative"}),
        ("c? temp", {"outcome": "not_met"}),
        ("m0 read", {"kind": "message", "outcome": "neutral"}),
        ("visit+ ok", {"outcome": "positive"}),
        ("上门 + 装好", {"outcome": "positive"}),
        ("x ?", {"kind": "missed", "outcome": "not_met"}),
        ("-", {"outcome": "negative"}),
        ("- // drunk", {"outcome": "negative", "private": "drunk"}),
        ("? only a trainee", {"outcome": None, "note": "? only a trainee"}),
        ("v agreed + signed", {"outcome": None, "note": "agreed + signed"}),
        ("+86 138", {"outcome": None}),
    ],
    "nobody reached": [
        (line, {"kind": "call", "outcome": "not_reached", "note": ""})
        for line in ("c x", "c 没接", "打电话未接", "来电 无人接", "call voicemail", "c: no answer")
    ],
    "@when is past, without a year the last one, a clock time may follow or is today's": [
        ("@周一 来过", {"at": "2026-06-29"}),
        ("@周二 来过", {"at": "2026-06-23"}),
        ("@本周一 来过", {"at": "2026-06-29"}),
        ("@12月25日 来过", {"at": "2025-12-25"}),
        ("@3天前 来过", {"at": "2026-06-27"}),
        ("@yesterday 4pm met", {"at": "2026-06-29T16:00"}),
        ("@9:30 met", {"at": "2026-06-30T09:30"}),
        ("@明天 来过", {"at": None, "problems": True}),
        ("@11:00 met", {"at": None, "problems": True}),
        ("bought 40 @3.12. wants more", {"at": None}),
        ("200只 @4-5 泵", {"at": None}),
    ],
    "!when text, the text to the next token or the end": [
        ("!fri call #vip he waits", {**promise(FRI, "call"), "tags": ["vip"], "note": "he waits"}),
        ("!15:00 开会", promise("2026-06-30", "开会", time="15:00")),
        ("!9:00 call", {"followups": [], "problems": True}),
        ("!fri", promise(FRI, "follow up")),
        ("!周五", promise(FRI, "跟进")),
        ("!mon (jul 6) kickoff", promise("2026-07-06", "kickoff")),
        ("!7月3日、4日 展会", {"followups": []}),
    ],
    "~when: a named day or date only; money in it is the promise's": [
        ("@昨天 ~周五 寄图纸", {**promise(FRI, "寄图纸", "them"), "at": "2026-06-29"}),
        ("~周五下午3点 来电", promise(FRI, "来电", "them", time="15:00")),
        ("~eom PO", promise("2026-06-30", "PO", "them")),
        ("~周五 付款3万", promise(FRI, "付款3万", "them", kind="payment", amount=30000)),
        ("~fri they pay $1,500", {**promise(FRI, "they pay $1,500", "them"), "deals": []}),
        ("!fri invoice the remaining $2k", {"deals": []}),
        ("!fri call $12000 pump", {**promise(FRI, "call"), **deal(12000, "pump")}),
        *[
            (line, {"followups": [], "note": line})
            for line in ("~2w", "~in 2 weeks", "~半个月后 付款", "~3天后 付款", "水箱 ~3/4 满")
        ],
    ],
    "a Chinese date and one of the verbs": [
        *[(f"周五{verb}", promise(FRI, verb)) for verb in VERBS_TEXT.split()],
        *[(f"客户下周三{v}", promise(NEXT_WED, v, "them")) for v in ("回电", "确认", "发货")],
        ("#展会 周五送样", promise(FRI, "送样")),
        ("@昨天 周五送样", promise(FRI, "送样")),
        (">报价 pump line 周五送样", promise(FRI, "送样")),
        ("!周五 回电，下周三送样", {"followups": [{"due": FRI}, {"due": NEXT_WED}]}),
        ("下一步：周五送样", promise(FRI, "送样")),
        ("周五约 Dr. Liu 开会", promise(FRI, "约 Dr. Liu 开会")),
        ("周五3pm演示", promise(FRI, "演示", time="15:00")),
    ],
    "past dates, mid-sentence, other verbs, what others do, what is off: text": [
        (line, {"followups": [], "note": line})
        for line in NO_PROMISE.split("|")
    ],
    "$amount title, where a segment begins; 报价 with three digits or 万 千 k": [
        ("报价9千 泵", deal(9000, "泵")),
        ("报价 12k pump", deal(12000, "pump")),
        ("报价99 泵", {"deals": []}),
        ("visit; $2k kit", deal(2000, "kit")),
        ("商机：￥5万 泵", deal(50000, "泵")),
        ("$12000 USD pump", deal(12000, "pump")),
        *[
            (line, {"deals": [], "competitor": None})
            for line in NO_DEAL.split("|")
        ],
        ("￥9800 多级泵", deal(9800, "多级泵")),
    ],
    ">stage of the deal named, the only open one, the titled one, else asked": [
        (">won filters", {"stage": {"to": "won", "deal": "filters"}}),
        (">won", {"stage": {"to": "won", "deal": None}}),
        (">赢单 pump line", {"stage": {"to": "won", "deal": "pump line"}}),
        (">已联系 filters", {"stage": {"to": "contacted"}}),
        *[(line, {"stage": None}) for line in ("lead->quote", "lead—>报价", "=>报价", "> 报价")],
        *[
            (f">lost {word}", {"stage": {"to": "lost", "reason": reason, "deal": None}})
            for names in (LOST_REASONS, REASONS_TEXT.split())
            for word, reason in zip(names, LOST_REASONS, strict=True)
        ],
    ],
    "a competitor and its price": [
        ("vs 格兰富 9800 他们更快", {"competitor": {"name": "格兰富", "amount": 9800}}),
        ("对手 KSB 9800元", {"competitor": {"name": "KSB", "amount": 9800}}),
        *[
            (line, {"competitor": None})
            for line in ("vs KSB 2900 rpm", "vs Wilo 2025 model", "vs KSB 300 pcs", "vs 去年 9800")
        ],
    ],
    "// hides the rest, :// is an address": [
        ("底价9200//别外传", {"private": "别外传"}),
        ("备注：//老板离婚了", {"kind": "note", "private": "老板离婚了"}),
        ("ok // !fri $5 >won", {"private": "!fri $5 >won", "followups": [], "stage": None}),
        ("https://a.example/b", {"private": None}),
        ("path a//b", {"private": None}),
    ],
    "a backslash takes a token character literally": [
        (r"\$500 泵", {"deals": [], "note": "$500 泵"}),
        (r"\!fri \@x \#y \>won \//", {"note": "!fri @x #y >won //"}),
        (r"\;1", {"note": ";1"}),
        (r"\周五送样", {"followups": [], "note": "周五送样"}),
        (r"v \30号催款", {"followups": [], "note": "30号催款"}),
        (r"C:\temp\30", {"note": r"C:\temp\30"}),
    ],
    "an order is items, a payment an amount and little else": [
        ("o p1x2@190/台 p2×3 @5 p3*4", {"order": [{"price": 190}, {"price": 5}, {"qty": 4}]}),
        ("o p1x0", {"problems": True}),
        ("o clock", {"kind": "visit", "note": "o clock"}),
        ("p 1000 已到", {"kind": "payment", "payment": {"amount": 1000, "order": None}}),
        ("p 1000 o10 rest in July", {"payment": {"amount": 1000, "order": "o10"}}),
        ("p 1000 Q3 bonus", {"kind": "note", "payment": None}),
        ("回款5万 下周安排", {"kind": "note", "payment": None}),
        ("p 555-0142", {"kind": "visit", "payment": None}),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("line", "expect"),
    [case for cases in SAYS.values() for case in cases],
    ids=[f"{rule}: {line}" for rule, cases in SAYS.items() for line, _ in cases],
)
def test_a_rule(line: str, expect: dict[str, Any]) -> None:
    said = got(line)
    allowed = {name: said[name] for name in ("followups", "deals", "stage", "order", "payment")}
    allowed["problems"] = bool(said["problems"])
    assert disagreements(said, allowed | expect) == {}


@pytest.mark.parametrize(("kind", "words"), KINDS.items())
def test_first_words_are_kinds(kind: str, words: str) -> None:
    for word in words.split():
        assert (got(word)["kind"], got(word)["note"], got(word)["kind_given"]) == (kind, "", True)
        assert got(f"{word}, ok")["kind"] == kind


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("客户说周五回电", [FRI]),
        ("王总：周五签合同", [FRI]),
        ("李工回复：下周二送样过来", ["2026-07-07"]),
        ("delivery Nov 30", ["2026-11-30"]),
        ("下周再说", [None]),
        ("节后拜访", [None]),
        ("周五送样取消", [FRI]),
        ("今天送样", []),
        ("昨天送样", []),
    ],
)
def test_every_future_date_left_as_text_is_offered(line: str, days: list[str | None]) -> None:
    assert [one["due"] for one in got(line)["offered"] if one["what"] == "followup"] == days


@pytest.mark.parametrize("line", ["!下周 送样", "!frid call", "!30 pcs", "~2w", "~下周 付款"])
def test_an_unread_day_behind_a_token_is_named(line: str) -> None:
    assert [one["what"] for one in got(line)["offered"]] == ["unread_day"]


def test_no_time_is_offered_as_a_new_contact() -> None:
    for line in ("@上周 来过", "@last week met", "@上午 来过", "@noon met", "@fri/sat fair"):
        assert got(line)["offered"] == []
    assert got("@bob met")["offered"][0]["what"] == "new_contact"


def test_an_empty_line_saves_nothing() -> None:
    for line in ("", " ", "　", "\t"):
        assert read(line, TUESDAY).stopped
