"""What customers owe on a day as figures, and how old what is overdue is (KPIS §2)."""

from repdesk.analytics.owing import Owing
from repdesk.analytics.results import Figure, Note, OpenOrder, Receivables

AGES = (30, 60, 90)
"""Days overdue up to which an age goes."""


def receivables(owed: Owing | None) -> Receivables:
    """Return what is open and overdue as figures; nothing known: null with the reason."""
    if owed is None:
        note = Note("no_payments")
        none = Figure("receivables", None, "money", note=note)
        return Receivables(none, Figure("overdue", None, "money", note=note), None, None, ())
    late = [each for each in owed.orders if each.late]
    ageing = [0] * (len(AGES) + 1)
    for each in late:
        for days, amount in each.late:
            ageing[sum([days > age for age in AGES])] += amount
    a, b, c, d = ageing
    orders = [
        OpenOrder(
            each.order.id,
            each.order.customer,
            each.open,
            each.overdue,
            each.late[0][0] if each.late else 0,
        )
        for each in owed.orders
    ]
    orders.sort(key=lambda each: (-each.days, each.order))
    return Receivables(
        open=Figure(
            "receivables",
            sum([each.open for each in owed.orders]),
            "money",
            n=len(owed.orders),
            ids=tuple([each.order.id for each in owed.orders]),
        ),
        overdue=Figure(
            "overdue",
            sum([each.overdue for each in late]),
            "money",
            n=len(late),
            ids=tuple([each.order.id for each in late]),
        ),
        credit_balance=owed.credit_balance,
        ageing=(a, b, c, d),
        orders=tuple(orders),
    )
