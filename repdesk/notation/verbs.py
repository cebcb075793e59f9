"""The Chinese verbs that make a date at the head of a segment a promise."""

from repdesk.notation.pattern import Pattern

VERB = Pattern(
    r"回电|回复(?![率函])|联系(?!人|方式)|跟进(?!表)|拜访(?![量表])|上门|再访|再去|再打|再谈|打电话|打样"
    r"|报价(?![单表函])|寄样|寄(?!存)|送样|送|发货(?!单)|发(?![现生展票烧火热电愁炎呆觉布言])"
    r"|约(?!\s?[\d一二三四五六七八九十两几百千半])|确认(?![函单书])|催款(?!函)|收款(?![账码方])"
    r"|对账(?!单)|演示(?!文?稿)|试机|验收(?![单]|报告|标准)|开标|签约(?!率)|签合同"
)
"""With the words that only begin like one left out: 发现, 发票, 约30人, 报价单."""

TOLD = Pattern(
    r"了|完|过(?![来去])|没|未|不|[的时后好来说称]|很|成功|失败|顺利|通过|效果|结果|有误|有问题"
    r"|改(?=[到为期成在约周星礼下明后\d])"
)
"""What behind the verb tells of something done or moved: 送样了, 联系不上, 验收顺利, 拜访改周三."""

OFF = Pattern(r"取消|推迟|延期|延后|顺延|作废|暂停|来不及|不行|不了|够呛|没戏")
"""What says that nothing will come of it."""

TO_US = Pattern(r"我|过来")
"""What is done to me is not what I promise: 周五回复我们, 下周二送样过来."""

PART_OF_DAY = Pattern(r"上午|下午|晚上|早上|中午|傍晚|凌晨")
BEFORE = Pattern(r"\s?(?:之前|以前|前(?![台面期端往任景提]))")
