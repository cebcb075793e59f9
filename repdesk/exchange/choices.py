"""What the words of a column of choices are called elsewhere, and what is no goods; folded."""

CHOICE_WORDS: dict[tuple[str, str], dict[str, str]] = {
    ("interactions", "kind"): {
        "visit": "visited meeting onsite 拜访 上门 面谈 上门拜访 会面",
        "call": "phone phonecall telephone 电话 通话 电话拜访",
        "message": "msg wechat whatsapp sms chat text 微信 短信 消息 企业微信",
        "email": "mail 邮件",
        "note": "memo 备注 记录",
        "missed": "missedvisit 未遇 没见到 扑空",
    },
    ("interactions", "outcome"): {
        "positive": "good success 积极 好 正面 有意向 成功",
        "neutral": "ok 一般 中性",
        "negative": "bad 消极 差 负面 拒绝",
        "not_met": "notmet 没见到决策人 未见到",
        "not_reached": "notreached noanswer 没接 未接通 未联系上",
    },
    ("orders", "state"): {
        "confirmed": "complete completed closed shipped delivered invoiced paid fulfilled done"
        " 已确认 已完成 已发货 已出库 已审核 完成 正常",
        "announced": "announced pending 待确认 口头",
        "cancelled": "canceled void voided 已取消 取消 作废 已作废 已关闭",
    },
    ("spends", "kind"): {
        "acquisition": "marketing 获客 拓展 市场 展会",
        "service": "support 服务 维护 售后",
    },
    ("followups", "kind"): {
        "promise": "task todo 承诺 待办",
        "sample": "样品",
        "complaint": "投诉",
        "payment": "催款 回款",
        "tender": "投标 招标",
    },
    ("followups", "owner"): {"me": "我 本人 i", "them": "customer 对方 客户"},
    ("followups", "state"): {
        "open": "pending todo 未完成 进行中 待办",
        "done": "completed complete closed 已完成 完成",
        "dropped": "cancelled canceled 取消 作废",
    },
    ("stage_events", "reason"): {
        "price": "tooexpensive 价格 价格高",
        "competition": "competitor 竞争 竞争对手",
        "product": "产品 产品不符",
        "delivery": "leadtime 交期 交货期",
        "budget": "nobudget 预算",
        "terms": "付款条件 账期",
        "brand": "品牌",
        "no_decision": "nodecision 未决定 搁置",
        "pitch": "方案",
        "other": "其他",
    },
    ("customers", "own_tier"): {
        "VIP": "vip a 战略",
        "key": "b 重点",
        "potential": "c 潜力",
        "general": "d 一般 普通",
    },
    ("contacts", "power"): {
        "decides": "decisionmaker 决策 决策人 拍板",
        "specifies": "技术 选型",
        "uses": "user 使用",
        "pays": "finance 财务 付款",
        "blocks": "反对",
    },
    ("targets", "metric"): {
        "sales_net": "sales revenue 销售额 销售",
        "collected": "collection 回款 回款额",
        "new_customers": "newcustomers 新客户 新增客户",
        "visits": "visit 拜访 拜访量",
        "orders": "order 订单 订单数",
    },
}
"""(table, field) -> our word -> theirs, folded; our own word always fits."""

_NON_GOODS = (
    "freight shipping postage dotcompostage carriage packing packaging handling deposit rounding"
    " surcharge delivery discount bankcharges bankcharge fee manual"
    " 运费 包装费 快递费 手续费 押金 抹零 杂费 服务费 运输费 物流费 折扣 折让"
)
NON_GOODS = frozenset(_NON_GOODS.split())
"""Products that are no goods, folded, by their whole name."""
