"""settings.toml: names, terms, tiers and policy, keys. A bad line costs that line only."""

from repdesk.settings.read import FILE_NAME, load
from repdesk.settings.values import Problem, Settings

__all__ = ["FILE_NAME", "Problem", "Settings", "load"]
