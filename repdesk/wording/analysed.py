"""What the numbers of the analyses mean: what is measured beside a report, funnel, findings."""

from typing import Final

from repdesk.i18n import N_
from repdesk.wording.definitions import BY_DAY, K_OF_N, PURCHASES, WITH_TAX, Definition

CREATED: Final = N_("deals created in the period; who skips a stage has reached it")
OWN_PAST: Final = N_("10 cases on both sides, 10 points worse, Newcombe's interval above 0")
WIDENED: Final = N_(
    "z = 2.5, widened for all that is tested together: chance hardly ever makes one"
)
A_LIST: Final = N_("a list: it is held against nothing and claims nothing")

ANALYSED: Final = {
    "orders": Definition(N_("orders dated in the period"), BY_DAY, PURCHASES),
    "buyers": Definition(N_("customers with an order in the period"), BY_DAY, PURCHASES),
    "repurchase": Definition(
        N_("customers with two orders or more in the period / with one or more"),
        PURCHASES,
        N_("the longer the period, the more of them: compare only periods of one length"),
        K_OF_N,
    ),
    "collected": Definition(
        N_("payments of the period, added up"), WITH_TAX, N_("no payment ever recorded: not known")
    ),
    "funnel_step": Definition(
        N_("deals that moved on / (moved on + lost)"),
        CREATED,
        N_("what is still open counts on neither side and stands beside it"),
    ),
    "weakest_step": Definition(
        N_("the step whose rate fell most below its own of the twelve months before"),
        OWN_PAST,
        N_("else none is named: the lowest rate of a funnel is no finding"),
    ),
    "stalled": Definition(
        N_("open deals longer in their stage than three quarters of the won ones were"),
        N_("of 8 wins or more; else the stage's typical days, else 30"),
        A_LIST,
    ),
    "lost_reason": Definition(
        N_("deals lost for one reason / deals lost, of the last three months"), OWN_PAST, WIDENED
    ),
    "silent_vips": Definition(
        N_("customers of the best tier whose contact is overdue, or who never had one"),
        N_("overdue: longer ago than 1.2 times their interval"),
        A_LIST,
    ),
    "finding": Definition(
        N_("a rate of the last three months clearly worse than in the four quarters before"),
        OWN_PAST,
        WIDENED,
    ),
    "moved": Definition(
        N_("the same rate 30 days after you acted on it, against what it was then"),
        N_("10 cases on both sides and Newcombe's 95 % interval all on one side of 0"),
        N_("under 10 cases: too few to say; of a list, how many of its rows still stand on it"),
    ),
    "trend": Definition(
        N_("rising or falling: the last three changes agree and their median is above the usual"),
        N_("usual: the median size of up to 12 changes before them, 3 at least"),
        N_("a period that goes on is left out; else it is flat"),
    ),
}
"""By key: metrics of trends and comparisons, then the funnel, findings and what became of them."""
