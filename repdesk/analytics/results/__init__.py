"""What the numbers are handed out as: plain frozen values, no frames, no records, no sentences.

Money is integer minor units, rounded half-up once from exact sums; a rate or ratio of exact sums
is a Fraction, an estimate a float; days are ISO text. Customers, deals, … are named by id.
"""

from repdesk.analytics.results.analyses import (
    Against,
    ComparedGroup,
    Comparison,
    PointForecast,
    SegmentCell,
    Segments,
    Trend,
    TrendPoint,
)
from repdesk.analytics.results.behind import Behind, BehindPart, BehindRow
from repdesk.analytics.results.brief import Brief, BriefLine, BriefPart, Source
from repdesk.analytics.results.day import DayStop, DueFollowup, TodayNumbers, Tried
from repdesk.analytics.results.figures import (
    ROWS,
    AccountMoney,
    CustomerValue,
    Fact,
    Figure,
    Input,
    Note,
    Number,
    OpenOrder,
    ProductFigures,
    Receivables,
    SalesPoint,
    Unit,
)
from repdesk.analytics.results.findings import (
    Finding,
    Findings,
    Offer,
    OfferedFollowup,
    Review,
)
from repdesk.analytics.results.forecasts import Forecast, GapPlan, OpenDeal
from repdesk.analytics.results.funnels import (
    Funnel,
    FunnelGroup,
    FunnelGroups,
    FunnelStage,
    FunnelStep,
    Overall,
    StalledDeal,
)
from repdesk.analytics.results.goals import Bonus, BonusStep, MoneyIn, TargetLine, TargetStep
from repdesk.analytics.results.plan import ContactCount, DayPlan, LeftOut, PlannedStop
from repdesk.analytics.results.reports import KpiReport
from repdesk.analytics.results.review import TierFactors, TierReview, TierStanding
from repdesk.analytics.results.who_next import (
    Cell,
    HiddenCustomer,
    Reason,
    Suggestion,
    Suggestions,
    TierCoverage,
    Why,
)
from repdesk.domain.tier import TierMove

__all__ = [
    "ROWS",
    "AccountMoney",
    "Against",
    "Behind",
    "BehindPart",
    "BehindRow",
    "Bonus",
    "BonusStep",
    "Brief",
    "BriefLine",
    "BriefPart",
    "Cell",
    "ComparedGroup",
    "Comparison",
    "ContactCount",
    "CustomerValue",
    "DayPlan",
    "DayStop",
    "DueFollowup",
    "Fact",
    "Figure",
    "Finding",
    "Findings",
    "Forecast",
    "Funnel",
    "FunnelGroup",
    "FunnelGroups",
    "FunnelStage",
    "FunnelStep",
    "GapPlan",
    "HiddenCustomer",
    "Input",
    "KpiReport",
    "LeftOut",
    "MoneyIn",
    "Note",
    "Number",
    "Offer",
    "OfferedFollowup",
    "OpenDeal",
    "OpenOrder",
    "Overall",
    "PlannedStop",
    "PointForecast",
    "ProductFigures",
    "Reason",
    "Receivables",
    "Review",
    "SalesPoint",
    "SegmentCell",
    "Segments",
    "Source",
    "StalledDeal",
    "Suggestion",
    "Suggestions",
    "TargetLine",
    "TargetStep",
    "TierCoverage",
    "TierFactors",
    "TierMove",
    "TierReview",
    "TierStanding",
    "TodayNumbers",
    "Trend",
    "TrendPoint",
    "Tried",
    "Unit",
    "Why",
]
