"""What holds for the whole suite: no test asserts a time, so none fails on a busy machine."""

from hypothesis import HealthCheck, settings

settings.register_profile("causes", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("causes")
