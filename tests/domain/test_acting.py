"""Acting on a finding: follow-ups and the number as it was, as one change."""

import pytest

from repdesk.domain.acting import Task, act_on
from repdesk.domain.errors import Conflict, Invalid
from tests.memory_store import MemoryStore, desk_of

TASKS = (
    Task("", "2026-07-01", "张家港华昌 [/] ${x}"),
    Task("", "2026-07-02", "collect", None, "payment", 5_000),
)


def test_one_action_is_one_change_with_one_undo() -> None:
    store = MemoryStore()
    desk = desk_of(store)
    customer = desk.add_customer("Acme").answer
    before = len(store.lines)
    tasks = [task._replace(customer=customer) for task in TASKS]
    done = desk.run("act", lambda edit: act_on(edit, "churn//zone/苏州", "churn", "3/20", tasks))
    assert len(store.lines) == before + 1
    action = desk.book.get("actions", done.answer)
    assert (action.finding, action.metric, action.before) == ("churn//zone/苏州", "churn", "3/20")
    assert (action.review_on, action.verdict) == ("2026-07-30", None)
    promises = [desk.book.get("followups", id_) for id_ in action.followups]
    assert [(each.due, each.text, each.kind, each.amount) for each in promises] == [
        ("2026-07-01", "张家港华昌 [/] ${x}", "promise", None),
        ("2026-07-02", "collect", "payment", 5_000),
    ]
    assert {(each.owner, each.state, each.from_) for each in promises} == {
        ("me", "open", action.id)
    }
    desk.undo()
    assert (desk.book.count("actions"), desk.book.count("followups")) == (0, 0)
    desk.redo()
    assert desk.book.get("actions", done.answer) == action


def test_without_a_follow_up_there_is_no_action() -> None:
    desk = desk_of()
    with pytest.raises(Invalid) as refused:
        desk.run("act", lambda edit: act_on(edit, "churn", "churn", "3/20", []))
    assert refused.value.code == "finding.nothing"
    assert desk.book.count("actions") == 0


def test_who_was_erased_meanwhile_is_not_followed_up() -> None:
    desk = desk_of()
    customer = desk.add_customer("Acme").answer
    desk.edit("customers", customer, erased=True)
    with pytest.raises(Conflict):
        desk.run(
            "act",
            lambda edit: act_on(
                edit, "churn", "churn", "3/20", [Task(customer, "2026-07-01", "x")]
            ),
        )


def test_what_an_earlier_action_came_to_is_kept_once_with_the_next() -> None:
    desk = desk_of()
    tasks = [Task(desk.add_customer("Acme").answer, "2026-07-01", "x")]

    def act(verdicts: dict[str, str]) -> str:
        return str(
            desk.run(
                "act", lambda edit: act_on(edit, "churn", "churn", "3/20", tasks, verdicts)
            ).answer
        )

    first = act({})
    second = act({first: "moved 1/20", "gone": "moved 1/20"})
    act({first: "worse 9/20", second: "too_few 1/2"})
    told = [desk.book.get("actions", each).verdict for each in (first, second)]
    assert told == ["moved 1/20", "too_few 1/2"]
    desk.undo()
    told = [desk.book.get("actions", each).verdict for each in (first, second)]
    assert told == ["moved 1/20", None]
