"""Amounts that the words behind them show to be no deal: a price per piece, a cost, a remark."""

from repdesk.notation.pattern import Pattern

_NO_TITLE = Pattern(
    r"\s{0,3}(?:(?:each|per|apiece|a\s(?:piece|unit|set|metre|meter|kg|month|year|week|day)|ea|pcs"
    r"|pieces|units|sets|off|less|more|cheaper|higher|lower|left|monthly|yearly|is|was|are|were|for|to"
    r"|on|by|in|at|of|from|and|or|but|than|as|if|would|will|too|sounds|seems|approx|ish|tops|plus"
    r"|k?w|v|hz|rpm|mm|cm|kg|psi|bar)"
    r"(?![\w/-])"
    r"|每|单价|[一1]?[台套只件个箱米吨根支把桶包瓶条片块组](?![\u4e00-\u9fff])"
    r"|(?:[\u4e00-\u9fff]{1,3}价|多|上下)(?![\u4e00-\u9fff])|[是的够嫌就才都]|左右|出头|太(?!阳)"
    r"|起(?![重动])|不(?![锈间])|比(?![例色重])|以[内上下]|封顶|[含未]税|含运|包邮|他们|客户|对方)"
)
_NO_DEAL = Pattern(
    r"\s{0,3}(?:(?:budget|discount|freight|shipping|refund|deposit|fee|penalty|rebate|credit|invoice"
    r"|payment|bonus|tax|cost|price|margin|overdue|paid|due|profit|list|net|gross|retail|lunch|dinner"
    r"|taxi|parking|toll|hotel|flight|gift)s?"
    r"\s{0,3}(?:$|[,.;!?]|(?:for|on|to|from|per|extra|only|approved|included)(?!\w))"
    r"|(?:预算|运费|折扣|押金|定金|尾款|首付|预付|罚款|返点|税费?|成本|欠款|货款|差价|利润|保证金"
    r"|发票|餐费|油费|红包)"
    r"\s{0,3}(?:$|[,.;!?\s]|[已未没要太另由]))"
)
_TITLE = Pattern(r"[^,;!?。>#@~$¥€£\n]{0,60}")
_SAYS = Pattern(
    r"说(?!明)|觉得|认为|考虑|同意|接受|贵(?![州阳])|便宜|没问题|嫌|已|[了吗吧]\s{0,9}$"
    r"|(?<!\w)(?:is|are|was|were|said|says|wants?|asked|agreed|accepted|thinks|too|ok|okay)(?!\w)"
)


def is_remark(text: str, at: int) -> bool:
    """Say whether what follows an amount is about it rather than the title of a deal."""
    if _NO_TITLE.match(text, at) or _NO_DEAL.match(text, at):
        return True
    title = _TITLE.match(text, at)
    return title is not None and _SAYS.search(title[0]) is not None
