"""Any refusal in one line: what, where, and what to do."""

from repdesk.domain.errors import Busy, Damaged, DiskError, NewerFormat, RepdeskError
from repdesk.i18n import _
from repdesk.wording.disk import DAMAGED, NEWER, busy, damaged, refused_by_system
from repdesk.wording.errors import sentence
from repdesk.wording.lines import SENTENCES as LINES
from repdesk.wording.lines import line_sentence
from repdesk.wording.settings import SENTENCES as SETTINGS
from repdesk.wording.settings import setting_sentence


def in_words(error: RepdeskError) -> str:
    """Return the error in one line."""
    if isinstance(error, Busy):
        return busy(error.facts)
    if isinstance(error, DiskError):
        return refused_by_system(error.facts)
    if isinstance(error, NewerFormat):
        return _(NEWER[error.code]).format_map(error.facts)
    if isinstance(error, Damaged) and error.code in DAMAGED:
        return damaged(error.code, error.facts)
    if error.code in LINES:
        return line_sentence(error.code, error.facts)
    if error.code in SETTINGS:
        return setting_sentence(error.code, error.facts)
    return sentence(error)
