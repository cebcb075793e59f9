"""The floor of the screen: the smallest Textual app."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Empty(App[None]):
    """Shows one word."""

    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        """Show it."""
        yield Static("READY")


if __name__ == "__main__":
    Empty().run()
