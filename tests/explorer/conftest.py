"""The server that the tests of the page talk to."""

import re
import subprocess
import sys
from collections.abc import Iterator
from typing import NamedTuple

import pytest


class Server(NamedTuple):
    """A running ``oraclegames explore``: its address and the number of its process."""

    address: str
    process: int


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server of its own for each file of tests."""
    pytest.importorskip("flask")
    pytest.importorskip("waitress")
    command = [sys.executable, "-m", "oraclegames", "explore", "--port", "0", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = re.search(r"http://\S+/", process.stdout.readline())
        assert found is not None
        yield Server(found[0], process.pid)
        process.terminate()


@pytest.fixture(scope="module")
def address(server: Server) -> str:
    """The address of the page."""
    return server.address
