"""What the rep of the demo writes down, by kind and outcome, in Chinese and for customers abroad.

`{p}` is a product this customer buys, `{r}` a rival, `{w}` a person there, `{n}` a number.
"""

Notes = dict[tuple[str, str | None], tuple[str, ...]]

NOTES: Notes = {
    ("visit", "positive"): (
        "{p}用得顺,{w}说下个月照常补货",
        "看了现场,{n}号泵振动偏大,建议先换机封,{w}同意报价",
        "{w}带着走了一圈车间,新线预留了两个过滤器位置",
        "试用两周数据不错,压差比原来低,准备转正式采购",
        "年度框架价谈妥,{w}去走内部流程",
        "{p}样品通过,{w}要正式报价",
        "送了检测报告,{w}很满意,顺带问了年度保养",
        "介绍了隔壁厂的设备科长,约下周认识一下",
    ),
    ("visit", "neutral"): (
        "例行拜访,库存还有{n}天的量,月底再看",
        "{w}在忙验厂,聊了十分钟,资料留下了",
        "预算要等季度会,暂时按原量采购",
        "在比{r}的报价,还没定",
        "现场记录了泵的铭牌和运行电流,回去算节能",
        "{w}问{p}的交期,仓库有货,不急",
        "新来的仓库主管,交接订货流程",
    ),
    ("visit", "negative"): (
        "{w}嫌{p}贵,{r}低{n}个点",
        "上批货晚到两天,{w}不高兴,解释了物流原因",
        "停产检修,两个月内不采购",
        "老板要求全部重新比价,现有订单暂停",
    ),
    ("visit", "not_met"): (
        "{w}临时开会,见到仓库主管,留了名片和样本",
        "决策人出差,和车间聊了使用情况",
        "{w}去总部了,只见到助理",
    ),
    ("visit", None): (
        "看了泵房,拍了照片",
        "送样品,签收了",
        "一起对了库存,{p}还剩{n}件",
    ),
    ("call", "positive"): (
        "{p}要补货,{w}去走申请",
        "{w}答应下周安排试机",
        "报价看过了,没有大问题,等老板签字",
        "月底前付款,{w}说已经在排",
    ),
    ("call", "neutral"): (
        "问了用量,{p}和上月差不多",
        "{w}说等检修计划出来再定",
        "确认送货时间,周四上午到",
        "发票已收到,还没入账",
    ),
    ("call", "negative"): (
        "{w}说这次给{r}做了,价格低{n}个点",
        "嫌交期长,想要现货",
        "项目推迟,今年不做了",
    ),
    ("call", "not_reached"): ("没接", "占线,两次都没通", "前台说{w}外出", "关机"),
    ("call", None): ("聊了送货的事", "{w}回电,问{p}规格"),
    ("message", "positive"): (
        "发了{p}报价,{w}回了OK",
        "{w}问清{p}型号,准备走申请",
        "试用反馈好,{w}发了压差记录",
    ),
    ("message", "neutral"): (
        "发了新样本,{w}说收到",
        "问{p}库存,回复有现货",
        "问候,顺便提醒备货",
        "发了物流单号",
    ),
    ("message", "negative"): ("{w}回:暂时不需要,有需要再联系",),
    ("message", None): ("发了{p}资料,还没回", "发了对账单", "提醒滤芯到更换周期了"),
    ("email", "positive"): ("报价单已发,{w}回复可以接受",),
    ("email", "neutral"): ("发了技术参数和材质证书", "发了年度对账单,等盖章"),
    ("email", None): ("发了{p}报价单", "发了保养计划"),
    ("note", None): (
        "听说{w}年底可能换岗",
        "门卫换了,进厂要提前登记车牌",
        "对面新建厂房,像是做电镀,去摸一下",
        "{r}的业务员上周也来过",
        "他们财务每月25号集中付款",
    ),
    ("missed", None): ("到了门口,{w}说改天", "堵车没赶上,改下周", "厂里停电,没进去"),
}

NOTES_BEFORE: Notes = {
    ("visit", "positive"): (
        "看了现场,{n}台泵都是老型号,{w}愿意试一台",
        "{w}要{p}样品试用,下周送",
        "介绍了案例,{w}让我们进供应商名录",
    ),
    ("visit", "neutral"): (
        "第一次见设备科,现在用{r},合同到年底",
        "留了样本,{w}说有项目再找",
        "了解工况:每月换{n}次滤芯",
    ),
    ("visit", "negative"): ("一直用{r},没有换的意思",),
    ("visit", "not_met"): ("没约上{w},样本放前台了",),
    ("visit", None): ("看了泵房,拍了铭牌",),
    ("call", "positive"): ("{w}有兴趣,约了上门",),
    ("call", "neutral"): ("{w}说先发资料", "年底才有预算,先保持联系"),
    ("call", "negative"): ("{w}说不需要", "嫌我们不是进口品牌"),
    ("call", "not_reached"): ("没接", "前台不转"),
    ("call", None): ("问了在用的型号",),
    ("message", "positive"): ("{w}回了现场照片和参数",),
    ("message", "neutral"): ("发了公司资料和案例", "发了{p}样本"),
    ("message", None): ("加了{w}微信",),
    ("email", "neutral"): ("发了资质文件",),
    ("note", None): ("大门口看到{r}的送货车", "招聘网上在招设备主管,可能扩产"),
    ("missed", None): ("保安不让进,要预约",),
}

NOTES_ABROAD_BEFORE: Notes = {
    ("email", "positive"): ("{w} likes the data sheet, asks for a sample",),
    ("email", "neutral"): (
        "sent company profile and two references",
        "sent data sheet and material certificates",
        "reminded of our quotation, decision after their budget round",
    ),
    ("email", "negative"): ("{w}: under contract with {r} until the end of the year",),
    ("email", None): ("sent updated price list", "sent season's greetings"),
    ("call", "positive"): ("{w} wants a trial batch for one line",),
    ("call", "neutral"): ("talked through their spare parts list", "{w} compares freight costs"),
    ("call", "negative"): ("{w} says {r} is {n} % cheaper",),
    ("call", "not_reached"): ("no answer, left a message", "voicemail"),
    ("call", None): ("quick call about freight",),
    ("note", None): ("they buy from {r}, about 400 seals a year",),
}

NOTES_AFTER: Notes = {
    ("visit", "positive"): ("{w}还认我们的质量,答应下次询价带上我们",),
    ("visit", "neutral"): ("车间在用{r}的货,说是试用", "换了采购,重新介绍了一遍"),
    ("visit", "negative"): ("{r}低{n}个点,{w}说今年先用他们",),
    ("visit", "not_met"): ("{w}没出来,前台说在开会",),
    ("visit", None): ("货架上看到{r}的滤芯",),
    ("call", "positive"): ("{w}说库存用完会找我们",),
    ("call", "neutral"): ("库存还多,暂不采购", "开工率低,用量少了"),
    ("call", "negative"): ("嫌上次交期长,不想谈",),
    ("call", "not_reached"): ("没接", "连着两次没接"),
    ("call", None): ("问了开工情况",),
    ("message", "positive"): ("{w}回:月底盘点后联系",),
    ("message", "neutral"): ("问候,回了个表情", "发了新品资料,已读"),
    ("message", "negative"): ("{w}回:暂时不需要",),
    ("message", None): ("发了促销价,没回",),
    ("email", "neutral"): ("发了对账单",),
    ("note", None): ("听同行说他们在和{r}谈年框",),
    ("missed", None): ("到了门口,{w}说没空",),
}

NOTES_ABROAD: Notes = {
    ("email", "positive"): (
        "{w} accepted the quotation, PO to follow this week",
        "sample report well received, asks for a volume price",
        "confirmed the call-off for next month",
    ),
    ("email", "neutral"): (
        "sent data sheet and material certificates",
        "{w} asks for lead time of 2 cartons, answered 3 weeks",
        "sent packing list and B/L copy",
        "reminded of the open quotation, decision after their budget round",
    ),
    ("email", "negative"): (
        "{r} is {n} % cheaper on seals, {w} will split the order",
        "{w} turned down the price rise",
    ),
    ("email", None): ("sent updated price list", "sent shipping schedule"),
    ("call", "positive"): ("{w} happy with the last batch, wants a yearly agreement",),
    ("call", "neutral"): (
        "talked through the spare parts list, {w} checks stock",
        "delivery moved by a week at their request",
    ),
    ("call", "negative"): (
        "last shipment had two damaged cartons, photos to come",
        "{w} unhappy with freight cost, asks for CIF prices",
        "delivery was four days late, {w} wants it in writing",
    ),
    ("call", "not_reached"): ("no answer, left a message", "voicemail"),
    ("call", None): ("quick call about freight",),
    ("note", None): (
        "{w} is on leave until the end of the month",
        "they also buy from {r}, about a third of their volume",
    ),
}

OUTCOMES: dict[str, tuple[tuple[str | None, float], ...]] = {
    "visit": (("positive", 0.45), ("neutral", 0.36), ("negative", 0.08), ("not_met", 0.11)),
    "call": (("positive", 0.32), ("neutral", 0.37), ("negative", 0.09), ("not_reached", 0.22)),
    "message": (("positive", 0.35), ("neutral", 0.6), ("negative", 0.05)),
    "email": (("positive", 0.35), ("neutral", 0.65)),
}
"""Shares of outcomes where one was noted."""

FOLLOW: dict[str, tuple[str, ...]] = {
    "promise": (
        "回电确认交期",
        "发{p}报价单",
        "送{p}样本",
        "补材质证书",
        "约设备科一起看现场",
        "算节能数据发过去",
        "跟进内部审批",
    ),
    "sample": ("送{p}样品两支试用", "跟进{p}试用结果"),
    "payment": ("催款,财务说排在月底", "对账后催付"),
}
FOLLOW_THEM = ("发采购单", "给检修计划", "回复报价意见", "提供进厂许可", "寄回盖章合同")
FOLLOW_ABROAD = (
    "send revised quotation",
    "send certificates of origin",
    "confirm shipping date",
    "check stock of seals",
)
FOLLOW_ABROAD_THEM = ("send purchase order", "confirm forwarder", "return signed agreement")

CONTACTED = ("第一次通话,{w}介绍了需求", "电话里问了工况和用量", "{w}加了微信,约时间上门")
CONTACTED_ABROAD = ("first call, {w} explained the application", "introduced us by e-mail")
QUOTED = ("当面递交报价{t},{w}要比一比", "带着报价单过去{t},{w}说内部讨论")
QUOTED_ABROAD = ("quotation sent, valid 60 days",)
WON = ("{w}通知我们中了{t},本周下单", "合同已签{t},安排备货")
WON_ABROAD = ("{w} confirmed the order",)
LOST: dict[str, tuple[str, ...]] = {
    "price": ("输在价格,{r}低{n}个点",),
    "competition": ("总包指定了{r}",),
    "product": ("我们没有他们要的材质",),
    "delivery": ("要两周内到货,我们做不到",),
    "budget": ("预算砍了,明年再说",),
    "terms": ("要求月结120天,谈不下来",),
    "brand": ("设计院指定进口品牌",),
    "no_decision": ("一直没有下文,项目搁置",),
    "pitch": ("技术交流没打动设备科",),
    "other": ("工厂要搬迁",),
}
LOST_ABROAD: dict[str, tuple[str, ...]] = {
    "price": ("lost on price, {r} was {n} % lower",),
    "delivery": ("needed it in four weeks, we offered seven",),
    "no_decision": ("project on hold",),
}
LOST_SHARES = (
    ("price", 0.44),
    ("no_decision", 0.18),
    ("delivery", 0.12),
    ("budget", 0.1),
    ("competition", 0.07),
    ("terms", 0.05),
    ("product", 0.04),
    ("brand", 0.02),
    ("other", 0.02),
)
PRIVATE = (
    "{w}家孩子今年高考,少打扰",
    "{w}和老板不太合,绕开副总谈",
    "听财务说资金紧,账期别放宽",
)
