"""One typing error: what is found is what the definition says, no more and no less."""

from hypothesis import given
from hypothesis import strategies as st

from repdesk.domain.search.typos import near

LETTERS = "abc7\n"


def one_off(word: str) -> set[str]:
    """Everything that differs from a word in one letter wrong, missing, added or swapped."""
    places = range(len(word))
    signs = [sign for sign in LETTERS if not sign.isdigit() and sign != "\n"]
    return (
        {word[:at] + word[at + 1 :] for at in places}
        | {word[:at] + sign + word[at + 1 :] for at in places for sign in signs}
        | {word[:at] + sign + word[at:] for at in range(len(word) + 1) for sign in signs}
        | {
            word[:at] + word[at + 1] + word[at] + word[at + 2 :]
            for at in range(len(word) - 1)
        }
    ) - {word}  # fmt: skip


@given(st.text(LETTERS, max_size=14), st.text("abc", min_size=4, max_size=7))
def test_what_is_near_is_one_error_away(text: str, word: str) -> None:
    spans = set(near(text, word, lambda _text, _at: True))
    assert {text[start:end] for start, end in spans} <= one_off(word)
    for wrong in one_off(word):
        # An added first letter, or a last one, is seen as the word with something before or behind.
        if word in wrong or wrong in word:
            continue
        at = text.find(wrong)
        assert at < 0 or (at, at + len(wrong)) in spans, wrong


@given(st.text("abc ", max_size=14), st.text("abc", min_size=4, max_size=7))
def test_only_where_a_word_begins(text: str, word: str) -> None:
    def begins(where: str, at: int) -> bool:
        return at == 0 or where[at - 1] == " "

    for start, _end in near(text, word, begins):
        assert begins(text, start)
