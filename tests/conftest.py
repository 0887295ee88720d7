"""Settings that all tests share."""

import pytest
from hypothesis import HealthCheck, settings

from tests import depth

# One profile for everybody: deterministic, and without deadlines, for machines differ.
settings.register_profile(
    "oraclegames",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("oraclegames")


def pytest_configure(config: pytest.Config) -> None:
    """A run that leaves the slow tests out tries fewer instances in the others."""
    depth.thorough = config.option.markexpr != "not slow"
