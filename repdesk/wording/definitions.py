"""What each number means: its formula, what it counts, its edge.

The one place of it: the screens, `kpi --explain`, the README and the tests read these.
"""

from typing import Final, NamedTuple

from repdesk.i18n import N_


class Definition(NamedTuple):
    """A formula in words, what it counts, its edge; `worked` is the formula with inputs."""

    formula: str
    counts: str
    edge: str
    worked: str = ""


BY_DAY: Final = N_("orders on their day, credit notes on their own; cancelled ones never")
LEADS: Final = N_("a lead is a deal of a customer who had bought nothing before its day")
PURCHASES: Final = N_("an order that credits have taken to 0 or below counts as none")
WITH_TAX: Final = N_("all amounts with tax; payments on their day")
TARGET_EDGE: Final = N_("a quarter is the sum of its months, a year of its quarters, unless set")
TARGET_DAYS: Final = N_("calendar days, or working days where the settings say so")
NO_COST: Final = N_("lines without a cost leave both sides and are counted")
K_OF_N: Final = "{k} / {n} = {value}"
NET_OF_N: Final = "{net} / {n} = {value}"

DEFINITIONS: Final = {
    "sales_net": Definition(
        N_("quantity × price less discount, added up, less credits; without tax"),
        BY_DAY,
        N_("an order in a currency without a rate is left out and counted"),
        N_("{gross} of orders ({orders}) − {credited} of credit notes ({credits})"),
    ),
    "sales_gross": Definition(
        N_("quantity × price less discount, added up, without credits and tax"),
        BY_DAY,
        N_("an order in a currency without a rate is left out and counted"),
        N_("orders: {orders}"),
    ),
    "growth_previous": Definition(
        N_("(net sales − those of the period before) / those of the period before"),
        N_("of an unfinished period as many days of the one before as have gone by"),
        N_("nothing sold then, or no more than was credited: no number"),
        "({now} − {before}) / {before} = {value}",
    ),
    "growth_last_year": Definition(
        N_("(net sales − those of the same dates last year) / those of last year"),
        N_("of an unfinished period the dates that have gone by; of a week that week"),
        N_("nothing sold then, or no more than was credited: no number"),
        "({now} − {before}) / {before} = {value}",
    ),
    "collection_due": Definition(
        N_("collected / (owed before the period + sold − not yet due at its end)"),
        N_("with tax; collected is what payments cover of the orders they name"),
        N_("paid too much or for no order is a credit balance and sets nothing off"),
        "{collected} / ({opening} + {sold} − {not_due}) = {value}",
    ),
    "collection_cash": Definition(
        N_("payments of the period / sales of the period"),
        WITH_TAX,
        N_("may pass 100 %: old debts are paid too"),
        "{collected} / {sold} = {value}",
    ),
    "collection_available": Definition(
        N_("payments of the period / (owed before the period + sold)"),
        WITH_TAX,
        N_("what is not yet due counts as owed here"),
        "{collected} / ({opening} + {sold}) = {value}",
    ),
    "receivables": Definition(
        N_("what is open: orders less credits less the payments that name them"),
        N_("with tax, each order rounded to the cent as its invoice; on the day itself"),
        N_("no payment ever recorded: not known"),
        N_("open orders: {n}"),
    ),
    "overdue": Definition(
        N_("what is open past its due day: the order's own, else its day + terms"),
        N_("overdue from the day after; the customer's terms, else the setting's"),
        N_("no payment ever recorded: not known"),
        N_("overdue orders: {n}"),
    ),
    "margin": Definition(
        N_("(net sales − cost of the same lines) / net sales"),
        N_("a line's own cost, else its product's"),
        NO_COST,
        "({net} − {cost}) / {net} = {value}",
    ),
    "lead_conversion": Definition(
        N_("leads created in the period and won by now / leads created in it"),
        LEADS,
        N_("not ripe until twice the median cycle after the period"),
        K_OF_N,
    ),
    "lead_conversion_period": Definition(
        N_("leads won in the period / leads created in it"),
        LEADS,
        N_("two groups of leads: no interval"),
        K_OF_N,
    ),
    "win_rate": Definition(
        N_("leads won / leads won or lost, closed in the period"),
        LEADS,
        N_("none closed: no number"),
        K_OF_N,
    ),
    "cycle_median": Definition(
        N_("median of the days from created to won"),
        N_("deals won in the period; the same day is 0"),
        N_("wins without a start are left out and counted"),
        N_("wins: {n}, from {shortest} to {longest}"),
    ),
    "cycle_mean": Definition(
        N_("mean of the days from created to won"),
        N_("deals won in the period; the same day is 0"),
        N_("wins without a start are left out and counted"),
        N_("wins: {n}, from {shortest} to {longest}"),
    ),
    "sales_per_customer": Definition(
        N_("net sales / customers who ordered"),
        PURCHASES,
        N_("none: no number"),
        NET_OF_N,
    ),
    "sales_per_order": Definition(
        N_("net sales / orders"), PURCHASES, N_("none: no number"), NET_OF_N
    ),
    "sales_per_day": Definition(
        N_("net sales / working days gone by"),
        N_("the week of the settings less the days off"),
        N_("none: no number"),
        NET_OF_N,
    ),
    "sales_per_visit": Definition(
        N_("net sales / visits"), N_("visits held"), N_("none: no number"), NET_OF_N
    ),
    "new_customers": Definition(
        N_("customers whose first order ever is in the period"),
        PURCHASES,
        N_("wrong where the history begins within the period: marked"),
        N_("of {buyers} who ordered"),
    ),
    "recovered_customers": Definition(
        N_("customers who ordered, had bought before and were not active the day before"),
        PURCHASES,
        N_("active as in lost customers"),
        N_("of {buyers} who ordered"),
    ),
    "churn": Definition(
        N_("active the day before and no longer on the last day / active the day before"),
        N_("active is whose last order is at most so many days old (active_days)"),
        N_("active_days = own: twice the customer's median gap, 30 to 365 days"),
        K_OF_N,
    ),
    "ltv_projected": Definition(
        N_("gross profit per active customer and period / lost customers' rate"),
        N_("active on the last day; lines with a cost"),
        N_("at most five years; rough under 20 active customers"),
        "{profit} / {n} × {periods} = {value}",
    ),
    "cac": Definition(
        N_("spent on acquisition / new customers"),
        N_("spends of that kind in the period; your pay is not in it"),
        N_("no new customer: no number, the spend is shown"),
        "{spent} / {n} = {value}",
    ),
    "ltv_to_cac": Definition(
        N_("lifetime value / cost of a new customer"),
        N_("both of the same period"),
        N_("nothing spent: no number"),
        "{ltv} / {cac} = {value}",
    ),
    "visits": Definition(
        N_("visits held"), N_("not a missed one"), N_("one log of several customers is several")
    ),
    "contacts": Definition(
        N_("visits, calls, messages and e-mails"),
        N_("not a note, a missed visit, nobody reached"),
        N_("one log of several customers is several"),
    ),
    "coverage": Definition(
        N_("customers contacted within their interval / customers"),
        N_("the tier's interval or the customer's, stretched to what you can do"),
        N_("do not contact and no interval: left out; never contacted: not within it"),
        K_OF_N,
    ),
    "promises_kept": Definition(
        N_("my promises done by their day / my promises due in the period"),
        N_("a dropped one was not kept"),
        N_("none due: no number"),
        K_OF_N,
    ),
    "quote_days": Definition(
        N_("median of the days from a lead's creation to its first quote"),
        N_("leads quoted in the period"),
        N_("none: no number"),
        N_("leads: {n}, from {shortest} to {longest}"),
    ),
    "order_gap": Definition(
        N_("median of the days between a customer's order days"),
        N_("all gaps so far of those who ordered in the period"),
        N_("nobody ordered twice: no number"),
        N_("gaps: {n}, of {buyers} customers"),
    ),
    "attainment": Definition(
        N_("net sales / target"), TARGET_DAYS, TARGET_EDGE, "{actual} / {target} = {value}"
    ),
    "pace_expected": Definition(
        N_("target × days gone by / days of the period"),
        TARGET_DAYS,
        TARGET_EDGE,
        "{target} × {elapsed} / {days} = {value}",
    ),
    "pace_index": Definition(
        N_("net sales / due by now"), TARGET_DAYS, TARGET_EDGE, "{actual} / {expected} = {value}"
    ),
    "pace_gap": Definition(
        N_("target − net sales"), BY_DAY, TARGET_EDGE, "{target} − {actual} = {value}"
    ),
    "pace_needed": Definition(
        N_("gap to target, at least 0 / days left"),
        TARGET_DAYS,
        TARGET_EDGE,
        "{gap} / {n} = {value}",
    ),
    "pace_line": Definition(
        N_("net sales / days gone by × days of the period"),
        TARGET_DAYS,
        N_("no day gone by: no number"),
        "{actual} / {elapsed} × {days} = {value}",
    ),
    "product_share": Definition(
        N_("net sales of the product / net sales"),
        BY_DAY,
        N_("a product below 0: no shares; shown ones add to 100.0"),
    ),
    "product_margin": Definition(
        N_("(net sales of the product − cost) / net sales of the product"), BY_DAY, NO_COST
    ),
    "product_repurchase": Definition(
        N_("customers with the product in two orders or more / in one or more"),
        N_("bought: its quantity less credits is above 0; all history"),
        N_("two lines of one order are one purchase"),
    ),
    "ltv_realised": Definition(N_("gross profit of a customer so far"), BY_DAY, NO_COST),
    "forecast": Definition(
        N_("sold so far + (1 − share usually done by now) × what the month was forecast at"),
        N_("from your own complete months; from 20 closed deals on half of it the open deals"),
        N_("under 6 complete months: none"),
    ),
    "chance": Definition(
        N_("share of your own past months that would reach the target from here"),
        N_("how each of the last 12 months ended, around what is expected now"),
        N_("never 0 % or 100 %: so few months cannot say that"),
    ),
}
"""The definition of every number by its key: those of a report, then what stands beside them."""
