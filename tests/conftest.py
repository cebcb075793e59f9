"""What holds for the whole suite: no test asserts a time, so none fails on a busy machine."""

import os
import signal

from hypothesis import HealthCheck, settings

settings.register_profile("causes", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("causes")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A suite run in the background of a shell ignores Ctrl-C, and so would what it starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_xdist_auto_num_workers() -> int:
    """Two workers a core: many tests wait for a timer or for the disk."""
    return 2 * (os.cpu_count() or 1)
