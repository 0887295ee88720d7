"""Starting and ending the server: the port, the address to open, and Ctrl-C."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable
from urllib.parse import urlencode

from oraclegames.errors import InputError, MissingDependencyError, UnsupportedError
from oraclegames.games.game import Game

LOCAL = "127.0.0.1"
PORT = 8765

THREADS = 32
"""Most of them wait for a worker; more requests wait in line."""


def serve(
    start: str = "",
    *,
    host: str = LOCAL,
    port: int = PORT,
    started: Callable[[str], None] | None = None,
) -> None:
    """Serve the page until Ctrl-C.

    Args:
        start: the query of the first view, see :mod:`oraclegames.explorer.view`.
        host: the address to listen at; other machines reach the page only if this is theirs too.
        port: the port; 0 takes any free one.
        started: called with the page's address when it can be opened.

    Raises:
        InputError: the port is taken; the message names a free one.
        MissingDependencyError: Flask or waitress is not installed.
    """
    from oraclegames.explorer.web import create_app
    from oraclegames.explorer.workers import Workers

    # It would tell of every request that waits in line.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    listening = bind(host, port)
    workers = Workers()
    try:
        try:
            from waitress.server import create_server

            app = create_app(workers, start)
        except ImportError:
            raise MissingDependencyError(
                'the explorer needs more packages: pip install "oraclegames[explorer]"'
            ) from None
        server = create_server(
            app,
            sockets=[listening],
            threads=THREADS,
            max_request_body_size=1024,
            max_request_header_size=65_536,
            connection_limit=200,
            ident="oraclegames",
        )
        if started is not None:
            shown = f"[{host}]" if ":" in host else host
            started(f"http://{shown}:{listening.getsockname()[1]}/")
        try:
            server.run()
        finally:
            server.close()
    finally:
        workers.close()
        listening.close()


def bind(host: str, port: int) -> socket.socket:
    """A socket that listens at an address.

    Raises:
        InputError: the port is taken, or there is no such address.
    """
    if not 0 <= port <= 65_535:
        raise InputError(f"a port is a number from 0 to 65535, not {port}")
    try:
        return _listen(host, port)
    except socket.gaierror:
        raise InputError(f"there is no address {host!r:.60} here: leave out --host") from None
    except PermissionError:
        raise InputError(f"port {port} needs rights that you lack: take one above 1023") from None
    except OSError as error:
        try:
            with _listen(host, 0) as other:
                free = other.getsockname()[1]
        except OSError:
            raise InputError(f"cannot listen at {host}: {error.strerror or error}") from None
        raise InputError(
            f"port {port} is taken by another program: end that one, or use --port {free}, which "
            "is free"
        ) from None


def start_query(game: Game, name: str = "") -> str:
    """The query of a game's first view; ``name`` is its name if it comes from the catalogue.

    Raises:
        UnsupportedError: the game has not two players.
    """
    if game.n_players != 2:
        raise UnsupportedError(
            f"the explorer shows games of two players, not {game.n_players}: "
            "use `oraclegames solve`"
        )
    if name:
        return urlencode({"game": name})
    from oraclegames.explorer.choices import game_fields

    fields = game_fields(game)
    pairs = [(key, ",".join(fields[key])) for key in "ab"]
    pairs += [(key, label) for key in ("players", "rows", "cols") for label in fields[key]]
    return urlencode([*pairs, ("title", fields["title"])])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(128)
    except BaseException:
        listening.close()
        raise
    return listening
