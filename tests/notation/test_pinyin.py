"""Search keys: all readings, initials, other scripts, within bounds."""

import subprocess
import sys

import pytest
from hypothesis import given

from repdesk.notation.pinyin import MAX_FULL, MAX_INITIALS, keys
from tests.strategies import TEXT


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("重庆泵业", "cqby"),
        ("重庆泵业", "zqby"),
        ("重庆泵业", "chongqingbengye"),
        ("张家港华昌", "zjghc"),
        ("张家港华昌", "zhangjiaganghuachang"),
        ("厦门单先生", "xmsxs"),
        ("绿地", "lvdi"),
        ("Suzhou Hengli", "suzhouhengli"),
        ("Suzhou Hengli", "sh"),
        ("Grünfoss & Søn", "grunfosssøn"),
        ("苏州ABB有限公司", "szayxgs"),
        ("２０ 水务", "20shuiwu"),
    ],
)
def test_a_name_is_found_by_what_a_rep_types(name: str, typed: str) -> None:
    assert typed in keys(name)


def test_names_without_letters_have_no_keys() -> None:
    assert keys("[/] $!") == keys("") == ()


@given(TEXT)
def test_keys_are_bounded_lower_case_and_always_the_same(name: str) -> None:
    found = keys(name)
    assert len(found) <= MAX_FULL + MAX_INITIALS
    assert len(set(found)) == len(found)
    assert all(key and key == key.casefold() for key in found)
    assert keys(name) == found


def test_a_very_long_name_of_many_readings_stays_bounded() -> None:
    assert len(keys("重" * 5000)) <= MAX_FULL + MAX_INITIALS


def test_latin_names_never_load_pypinyin_and_chinese_ones_no_phrases() -> None:
    code = (
        "import sys; from repdesk.notation.pinyin import keys; keys('Acme Pumps');"
        "assert 'pypinyin' not in sys.modules; keys('重庆');"
        "from pypinyin.constants import PHRASES_DICT; assert not PHRASES_DICT"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
