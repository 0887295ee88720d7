"""Settings that all tests share."""

import signal

import pytest
from hypothesis import HealthCheck, settings

from tests import depth


def pytest_configure(config: pytest.Config) -> None:
    """A run that leaves the slow tests out tries fewer instances in the others.

    One profile for everybody: deterministic, and without deadlines, for machines differ.
    """
    depth.thorough = config.option.markexpr != "not slow"
    settings.register_profile(
        "oraclegames",
        max_examples=depth.some(40, 100),
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    settings.load_profile("oraclegames")
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as shells do for what runs in the back
        signal.signal(signal.SIGINT, signal.default_int_handler)  # tests of Ctrl-C need it
