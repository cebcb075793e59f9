"""What was typed is marked where it stands, by pinyin and initials too."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repdesk.domain.search.wanted import wanted
from repdesk.notation.marks import marks
from repdesk.notation.pinyin import keys
from tests.strategies import NAMES, TEXT


@pytest.mark.parametrize(
    ("name", "typed", "marked"),
    [
        ("苏州恒力精密", "恒力", ["恒力"]),
        ("苏州恒力精密", "hl", ["恒力"]),
        ("苏州恒力精密", "szhl", ["苏州恒力"]),
        ("苏州恒力精密", "hengli", ["恒力"]),
        ("苏州恒力精密", "heng l", ["恒力"]),
        ("苏州恒力精密", "suzh", ["苏州"]),
        ("苏州恒力精密", "hengil", ["恒力"]),
        ("苏州恒力精密", "精密 苏州", ["苏州", "精密"]),
        ("重庆泵业", "cq", ["重庆"]),
        ("重庆泵业", "zhongqing", ["重庆"]),
        ("西安安达", "anda", ["安达"]),
        ("西安安达", "xian", ["西安"]),
        ("绿地", "lvdi", ["绿地"]),
        ("苏州ABB有限公司", "abb", ["ABB"]),
        ("苏州ABB有限公司", "szayx", ["苏州ABB有限"]),
        ("Suzhou Hengli Precision", "hengli", ["Hengli"]),
        ("Suzhou Hengli Precision", "sh", ["Suzhou Hengli"]),
        ("Grünfoss & Søn", "grunfoss", ["Grünfoss"]),
        ("Kitagawa Suido", "kitagava", ["Kitagawa"]),
        ("ＡＢＣ 公司", "abc", ["ＡＢＣ"]),
        ("138-0000-7340", "0007340", ["000-7340"]),
        ("嫌报价高,报价要改", "报价", ["报价", "报价"]),
        ("[/] ${x}", "[/]", ["[/]"]),
        ("张家港华昌", "suzhou", []),
        ("", "x", []),
        ("x", "", []),
    ],
)
def test_marked(name: str, typed: str, marked: list[str]) -> None:
    spans = marks(name, wanted(typed), keys(name))
    assert [name[start:end] for start, end in spans] == marked


@given(NAMES | TEXT, st.data())
def test_spans_are_in_order_and_in_the_text(name: str, data: st.DataObject) -> None:
    known = keys(name)
    typed = data.draw(TEXT | NAMES | st.sampled_from(known or ("x",)))
    spans = marks(name, wanted(typed), known)
    assert all(0 <= start < end <= len(name) for start, end in spans)
    assert all(a[1] < b[0] for a, b in pairwise(spans))


@given(st.text("张家港华昌重庆恒力安西abcAB ", min_size=1, max_size=8))
def test_a_name_found_by_its_keys_is_marked(name: str) -> None:
    for key in keys(name):
        assert marks(name, wanted(key), keys(name)), key
