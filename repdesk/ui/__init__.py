"""The screens: the only room that knows Textual and plotext.

Textual reads three settings from the environment when it is imported: how long an Esc waits for the
rest of an escape sequence (100 ms, too slow a key), how many frames a second it paints (at its 60
every answer to a key waits 17 ms before it is sent), and whether the terminal's newer key protocol
is used (iTerm2's breaks Chinese input methods). What the rep has set stays.
"""

import os

os.environ.setdefault("ESCDELAY", "50")
os.environ.setdefault("TEXTUAL_FPS", "240")
if os.environ.get("LC_TERMINAL") == "iTerm2":
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
