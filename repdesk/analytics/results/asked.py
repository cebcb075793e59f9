"""What the analyses can be asked: the parts a number can be told of, the periods of a trend."""

CUSTOMER = ("type", "industry", "tag", "tier", "zone", "source", "cohort")
PRODUCT = ("product", "category")
TIME = ("week", "month", "quarter", "year")
SALES = (*CUSTOMER, *PRODUCT, "channel", *TIME)
"""What sales can be taken apart by, two at a time."""
BY = (*CUSTOMER, *PRODUCT, "channel")
"""What a number can be compared between."""
COHORTS = ("month", "quarter", "year")
FUNNEL_BY = ("zone", *PRODUCT, "source", *COHORTS)
"""What a funnel can be taken apart by; the last three are cohorts, by when a deal was created."""
KINDS = ("month", "quarter", "week", "year")
"""The periods of a trend."""
FEWEST, USUAL, MOST = 8, 12, 36
"""How many periods a trend may have."""

OF_SALES = frozenset(
    {
        *("sales_net", "sales_gross", "growth_previous", "growth_last_year", "margin"),
        *("sales_per_customer", "sales_per_order", "orders", "buyers", "repurchase"),
    }
)
"""Numbers made of sales alone: they can be told of a product or a channel."""
OF_DEALS = frozenset(
    {
        *("lead_conversion", "lead_conversion_period", "win_rate"),
        *("cycle_median", "cycle_mean", "quote_days"),
    }
)
"""Numbers made of deals alone."""
OF_ALL = frozenset(
    {
        *("cac", "ltv_to_cac", "sales_per_day", "attainment", "pace_expected", "pace_index"),
        *("pace_gap", "pace_needed", "pace_line"),
    }
)
"""Numbers that are not told of a part: what they are made of is not kept by part."""


STOCKS = frozenset({"receivables", "overdue"})
"""Numbers of a day, not of a period: beside other periods each is that of its last day."""


def parts_of(metric: str) -> tuple[str, ...]:
    """Return the dimensions a number can be compared between, none where it is of all alone."""
    if metric in OF_ALL:
        return ()
    if metric in OF_SALES:
        return BY
    return (*CUSTOMER, *PRODUCT) if metric in OF_DEALS else CUSTOMER
