"""The stages of the book, set by `config stages`."""

import re

from repdesk.cli.workplace import Workplace
from repdesk.domain.errors import Invalid
from repdesk.domain.stages import set_stages as put_stages


def set_stages(place: Workplace, text: str) -> list[str]:
    """Save the stages named in the text, separated by commas; returns their names in order."""
    names = [name.strip() for name in re.split("[,，、]", text) if name.strip()]
    if not names:
        raise Invalid("stages.no_end", field="stages", value=text)
    place.desk.run("edit", lambda edit: put_stages(edit, names), table="stages", name="")
    return [stage.name for stage in place.desk.book.stages]
