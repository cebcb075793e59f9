"""What the KPI screen costs on the line, in a real terminal."""

from pathlib import Path

from tests.ui.test_terminal import app


def test_the_keys_of_the_numbers_cost_few_bytes(tmp_path: Path) -> None:
    with app(tmp_path, "--lang", "zh", "--demo") as terminal:
        terminal.wait_for("漏斗")
        terminal.read(1.0)

        def cost(keys: str, seconds: float = 1.0) -> int:
            terminal.press(keys)
            return terminal.read(seconds)

        terminal.press("4")
        opened = terminal.read(0.5)
        terminal.wait_for("想知道什么")
        assert opened + terminal.read(3.0) <= 8_000
        assert cost("\x1b[B") <= 350
        assert cost("\r", 2.0) <= 8_000
        assert cost("j") <= 700  # the line about the number changes with it
        for keys in ("[", "]", "w", "w", "c", "c", "\x1b", "b", "\x1b", "\x1b[6~"):
            assert cost(keys) <= 8_000, keys
        assert terminal.read(2.0) == 0


def test_the_arrow_on_the_tiers_costs_few_bytes(tmp_path: Path) -> None:
    with app(tmp_path, "--lang", "zh", "--demo") as terminal:
        terminal.wait_for("漏斗")
        terminal.press("T")
        terminal.wait_for("按期联系")
        terminal.read(1.0)
        for _row in range(12):
            terminal.press("j")
            assert 0 < terminal.read(0.5) <= 350
