"""Every string a rep can see stands in Chinese too."""

from repdesk import i18n
from tests import catalog


def test_every_marked_message_has_its_chinese_and_no_other() -> None:
    assert catalog.missing() == []


def test_the_compiled_catalog_is_the_written_one() -> None:
    assert catalog.texts(catalog.compiled()) == catalog.texts(catalog.catalog())


def test_locale_decides_the_language() -> None:
    assert i18n.language_of_locale(None, "", "zh_CN.UTF-8") == "zh"
    assert i18n.language_of_locale("C", None, "zh_CN.UTF-8") == "en"
