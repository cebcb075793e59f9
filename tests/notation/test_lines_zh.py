"""Lines of a Chinese notebook: what they mean, and many that must stay text."""

from datetime import date, time
from typing import Any

import pytest

from repdesk.notation.reader import read
from repdesk.notation.render import as_json
from tests.notation.fixture_lines import disagreements

TUESDAY = date(2026, 6, 30)
VISIT = {"kind": "visit", "outcome": None, "stage": None}


def me(due: str, text: str | None = None, **more: Any) -> dict[str, Any]:
    return {"due": due, "owner": "me"} | ({"text": text} if text else {}) | more


def them(due: str, text: str | None = None, **more: Any) -> dict[str, Any]:
    return me(due, text, **more) | {"owner": "them"}


READ: list[tuple[str, dict[str, Any]]] = [
    # kinds and outcomes
    ("打电话 ? 只有助理在", {"kind": "call", "outcome": "not_met", "note": "只有助理在"}),
    ("来电说要货", {"kind": "call", "note": "说要货"}),
    ("短信 x", {"kind": "message", "outcome": "not_reached"}),
    (
        "电话未接通，明天再打",
        {"kind": "call", "outcome": "not_reached", "followups": [me("2026-07-01")]},
    ),
    ("电话无人接听", {"kind": "call", "outcome": "not_reached"}),
    ("不在，门卫说出差", {"kind": "missed", "note": "门卫说出差"}),
    (
        "v @昨天 + 很好",
        {"kind": "visit", "outcome": "positive", "at": "2026-06-29", "note": "很好"},
    ),
    ("拜访+ 送样", {"kind": "visit", "outcome": "positive", "note": "送样"}),
    ("＋ 满意", {"kind": "visit", "outcome": "positive", "note": "满意"}),
    ("微信@昨天 聊了", {"kind": "message", "at": "2026-06-29", "note": "聊了"}),
    # promises
    ("！周五送样", {"followups": [me("2026-07-03", "送样", kind="sample")]}),
    ("!下周三前 送样", {"followups": [me("2026-07-08", "送样")]}),
    ("!今天15:00 回电", {"followups": [me("2026-06-30", "回电", time="15:00")]}),
    ("!下午3点 开会", {"followups": [me("2026-06-30", "开会", time="15:00")]}),
    ("!30号", {"followups": [me("2026-06-30", "跟进")]}),
    ("!2月29日 生日", {"followups": [me("2028-02-29", "生日")]}),
    ("!11-30 前送样", {"followups": [me("2026-11-30", "送样")]}),
    ("周五上午回电", {"followups": [me("2026-07-03", "上午回电")]}),
    ("周五3点演示", {"followups": [me("2026-07-03", "3点演示", time=None)]}),
    ("备注：周五回电", {"kind": "note", "followups": [me("2026-07-03", "回电")]}),
    ("（周五送样）", {"followups": [me("2026-07-03", "送样")], "note": ""}),
    ("11月27日（周五）下午3点 送样", {"followups": [me("2026-11-27", "送样", time="15:00")]}),
    ("明天（周三）送样", {"followups": [me("2026-07-01", "送样")]}),
    ("下周五 7月10日 送样", {"followups": [me("2026-07-10", "送样")]}),
    ("明天寄过去", {"followups": [me("2026-07-01", "寄过去")]}),
    ("￥5000 不锈钢泵", {"deals": [{"amount": 5000, "title": "不锈钢泵"}]}),
    ("￥5000 比例阀", {"deals": [{"amount": 5000, "title": "比例阀"}]}),
    ("@5号去了工厂", {"at": "2026-06-05", "note": "去了工厂"}),
    ("!5号开会", {"followups": [me("2026-07-05", "开会")]}),
    ("周五送样：两套", {"followups": [me("2026-07-03", "送样：两套")]}),
    ("x 明天再去", {"kind": "missed", "followups": [me("2026-07-01", "再去")]}),
    ("c x 明天再打", {"outcome": "not_reached", "followups": [me("2026-07-01", "再打")]}),
    ("拜访了新厂", {"kind": "visit", "kind_given": True, "note": "拜访了新厂"}),
    ("微信上聊了价格", {"kind": "message", "note": "微信上聊了价格"}),
    ("7/15 送样", {"followups": [me("2026-07-15")]}),
    ("他周五回电", {"followups": [them("2026-07-03", "回电")]}),
    ("对方3天后回复", {"followups": [them("2026-07-03", "回复")]}),
    ("~30号 付款 5万元", {"followups": [them("2026-06-30", kind="payment", amount="50000")]}),
    ("~周五 付款$500 首付", {"followups": [them("2026-07-03", kind="payment", amount="500")]}),
    ("周五开标", {"followups": [me("2026-07-03", "开标", kind="tender")], "note": ""}),
    ("周五报价12000 泵", {"followups": [me("2026-07-03", "报价12000 泵")], "note": ""}),
    ("样品寄了，周五跟进，月底收款", {"followups": [me("2026-07-03", "跟进")]}),
    (
        "$12000 泵 周五回电",
        {"followups": [me("2026-07-03")], "deals": [{"amount": 12000, "title": "泵"}]},
    ),
    # deals and stages
    (
        "报价 1.2万 泵 >报价",
        {"deals": [{"amount": 12000, "title": "泵"}], "stage": {"to": "quote", "deal": "泵"}},
    ),
    ("报价USD 500 泵", {"deals": [{"amount": 500, "title": "泵"}]}),
    (
        "￥3千 滤芯；￥5000 阀",
        {"deals": [{"amount": 3000, "title": "滤芯"}, {"amount": 5000, "title": "阀"}]},
    ),
    (
        "￥1.2万元 泵，下周三送样",
        {"deals": [{"amount": 12000, "title": "泵"}], "followups": [me("2026-07-08")]},
    ),
    (
        "同意 报价12000 泵 >报价",
        {"deals": [{"amount": 12000, "title": "泵"}], "stage": {"to": "quote"}, "note": "同意"},
    ),
    ("》输单 指定品牌", {"stage": {"to": "lost", "reason": "brand"}}),
    ("对手 格兰富 9800", {"competitor": {"name": "格兰富", "amount": 9800}, "note": ""}),
    # the rest
    ("满意、、老板打高尔夫", {"private": "老板打高尔夫", "note": "满意"}),
    ("价格谈好了//他老婆在HR", {"private": "他老婆在HR", "note": "价格谈好了"}),
    ("3#泵 #泵站 #3", {"tags": ["泵站"], "note": "3#泵 #3"}),
    (
        "投诉 泵漏油",
        {
            "kind": "note",
            "complaint": True,
            "followups": [me("2026-07-03") | {"due": None, "kind": "complaint"}],
        },
    ),
    (
        "投诉 泵漏油 !周五 换泵",
        {"kind": "note", "followups": [me("2026-07-03", kind="complaint")], "note": "泵漏油"},
    ),
    ("费用 300 招待", {"spend": {"amount": 300, "note": "招待"}}),
    (
        "回款 5万 昨天 已到",
        {"kind": "payment", "at": "2026-06-29", "payment": {"amount": 50000, "order": None}},
    ),
    ("回款5万 已到账", {"kind": "payment", "payment": {"amount": 50000, "order": None}}),
    ("回款5万 周五", {"kind": "note", "note": "回款5万 周五"}),
    ("回款5万 下周安排", {"kind": "note", "note": "回款5万 下周安排"}),
    (
        "订单 P1x20台 急",
        {"kind": "order", "order": [{"code": "P1", "qty": 20, "price": None}], "note": "急"},
    ),
]
REFUSED = [
    "!昨天 回电",
    "!今天9点 回电",
    "!9:00 回电",
    "!2月30日 送样",
    "!11月31号 送样",
    "@下周二 拜访",
    "@11:30 电话",
    "@2月30日 来过",
    "@昨天 @前天 来过",
    ">报价 >成交",
]
TEXT = """
周五送样了
周五验收没通过
周五拜访时他说
周五联系不上
周五报价单发出
周三 周五送样
周三下午拜访客户，谈了交期
!12月1日到15日 停产
报价12000 含税
¥9000 泵 已发
客户周三回复说贵
报价50元 泵
报价12000 王总说再考虑
报价12000 泵 王总觉得贵
￥300 运费
￥8000 定金已付
￥500 左右
周五送样品过去了
周三联系过他
周五发票到
周五发烧请假
周五确认一下可以吗？
王总周五回电
我们周五送样
客户说，周五回电
周一到周三送样
周一、周三送样
周六日联系
每周五送样
下周三左右送样
3-5天后送样
三天后回访
明天约三十人
周五9:30-11:00演示
今天送样
5月8号送样
大前天送样
2号泵送样
11月30送样
“周五送样”
他们下周三。确认
客户 周五 付款
~3天后 回款
～5% 折扣
~10-12天 交货
!2号线 检修
!明早 送样
!2号开关 更换
!3号泵房 检修
!周五-周日 展会
!6-8周 交期
!下月底 对账
报价12000泵
报价100台
报价3000 台
报价880 一套
报价880 每套
报价12000 太高
我方报价12000 泵
报价1,2000 泵
￥5000 是他们的预算
￥10~12万 泵
USD 500 泵
微信群里说了
去电厂看现场
来电显示不对
未遇到阻力
电话：138-0000-0000
电话0512-5550-0000 换了
拜访计划做好了
不在乎价格
投诉已处理
费用太高
订单
下单流程太慢
vs 预算 12000
对手报价9800
对手 9800
> 报价
->报价
- 太贵
0 库存
vx 聊了价格
5#车间
张三@周五.com
价格：面议
""".strip().split("\n")


@pytest.mark.parametrize(("line", "expect"), READ, ids=[line for line, _ in READ])
def test_what_a_line_means(line: str, expect: dict[str, Any]) -> None:
    reading = read(line, TUESDAY, "zh", now=time(10))
    assert disagreements(as_json(reading), expect) == {}


@pytest.mark.parametrize("line", REFUSED)
def test_what_is_refused_says_why(line: str) -> None:
    reading = read(line, TUESDAY, "zh", now=time(10))
    assert len(reading.problems) == 1
    assert reading.followups == ()


@pytest.mark.parametrize("line", TEXT)
def test_what_stays_text(line: str) -> None:
    reading = read(line, TUESDAY, "zh", now=time(10))
    assert disagreements(as_json(reading), VISIT | {"note": line, "competitor": None}) == {}
    assert (reading.kind_given, reading.tags, reading.at) == (False, (), None)


def test_a_day_behind_at_is_not_offered_as_another_day() -> None:
    told = as_json(read("拜访 @下周三", TUESDAY))
    assert [problem["value"] for problem in told["problems"]] == ["2026-07-08"]
    assert told["offered"] == []
