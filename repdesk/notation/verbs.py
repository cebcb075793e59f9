"""The Chinese verbs that make a date at the head of a segment a promise."""

import re

VERB = re.compile(
    r"回电|回复|联系|跟进|拜访|上门|再访|再去|再打|再谈|打电话|打样|报价|寄样|寄|送样|送|发货"
    r"|发(?![现生展票烧火热电愁炎呆觉])|约(?!\s?[\d一二三四五六七八九十两几百千半])"
    r"|确认|催款|收款|对账|演示|试机|验收|开标|签约|签合同"
)
"""With the words that only begin like one left out: 发现, 发票, 约30人."""

PART_OF_DAY = re.compile(r"上午|下午|晚上|早上|中午|傍晚|凌晨")
BEFORE = re.compile(r"\s?(?:之前|以前|前(?![台面期端往任景提]))")
