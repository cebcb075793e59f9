"""`drafts`: the words that were typed, and nothing that a form keeps beside them."""

from repdesk.cli.drafts import text_of


def test_what_a_form_keeps_beside_its_words_is_not_shown() -> None:
    data = {
        "line": "v+ [/] ${x}",
        "rest": "",
        "_picked": "followup 7 Jul",
        "_corrected": '[["kind", "visit", "call"]]',
        "_base": {"line": "old"},
        "_field": "line",
    }
    assert text_of(data) == "v+ [/] ${x}"
