"""Starting and ending the server, as a person does it."""

import re
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest

from oraclegames import InputError, catalog
from oraclegames.explorer.serve import bind, start_query

pytest.importorskip("flask")
pytest.importorskip("waitress")


def test_a_busy_port_names_a_free_one():
    with bind("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(InputError, match=f"port {port} is taken") as caught:
            bind("127.0.0.1", port)
    free = int(re.search(r"--port (\d+)", str(caught.value))[1])
    assert free != port
    bind("127.0.0.1", free).close()


@pytest.mark.parametrize(("host", "port"), [("no.such.host.invalid", 0), ("127.0.0.1", 70_000)])
def test_a_wrong_address_is_refused_in_words(host, port):
    with pytest.raises(InputError):
        bind(host, port)


def test_the_first_view_is_short_for_a_game_of_the_catalogue():
    assert start_query(catalog.chicken(), "chicken") == "game=chicken"
    assert start_query(catalog.chicken()).startswith("a=4%2C4%2C5%2C0&b=")


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_ends_the_server_and_its_workers():
    process = subprocess.Popen(
        [sys.executable, "-m", "oraclegames", "explore", "--port", "0", "--no-browser"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A shell that runs tests in the background lets its children ignore Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert process.stdout is not None
    address = re.search(r"http://127\.0\.0\.1:(\d+)/", process.stdout.readline())
    assert address is not None
    with urllib.request.urlopen(
        address[0] + "api/equilibria?game=chicken", timeout=300
    ) as answered:
        assert answered.status == 200
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=300)
    assert (process.returncode, errors) == (0, "")
    with pytest.raises(OSError), socket.create_connection(("127.0.0.1", int(address[1])), 1):
        pass


def test_a_game_that_the_page_cannot_show_is_refused_at_once():
    found = subprocess.run(
        [sys.executable, "-m", "oraclegames", "explore", "public_goods", "--no-browser"],
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert found.returncode == 2
    assert found.stderr.count("\n") == 1 and "two players" in found.stderr
