"""Settings that all tests share."""

from hypothesis import HealthCheck, settings

# One profile for everybody: deterministic, and without deadlines, for machines differ.
settings.register_profile(
    "oraclegames",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("oraclegames")
