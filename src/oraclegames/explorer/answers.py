"""From a request to an answer: a pure function of a path and a query.

The worker processes run it; tests call it without any server.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from oraclegames.errors import MissingDependencyError, OracleGamesError
from oraclegames.explorer.choices import game_choices
from oraclegames.explorer.equilibria import equilibria_page
from oraclegames.explorer.files import KINDS, make_file
from oraclegames.explorer.pictures import looks
from oraclegames.explorer.view import View, WrongFieldsError, parse_view


def _programs(view: View) -> dict[str, Any]:
    from oraclegames.explorer.programs import programs_page  # slow to import, and needs NumPy

    return programs_page(view)


def _tournament(view: View) -> dict[str, Any]:
    from oraclegames.explorer.programs import tournament_page

    return tournament_page(view)


def _words(view: View) -> dict[str, Any]:
    from oraclegames.explorer.larger import more_words  # needs NumPy

    return more_words(view.game)


def _similar(view: View) -> dict[str, Any]:
    from oraclegames.explorer.likeness import similar_page

    return similar_page(view)


def _strip(view: View) -> dict[str, Any]:
    from oraclegames.explorer.likeness import strip_page

    return strip_page(view)


PAGES = {
    "equilibria": equilibria_page,
    "words": _words,
    "similar": _similar,
    "strip": _strip,
    "programs": _programs,
    "tournament": _tournament,
}
"""What each page shows of a view."""

LISTS: dict[str, Callable[[], dict[str, Any]]] = {"games": game_choices, "looks": looks}
"""What is the same for every view."""


@dataclass(frozen=True)
class Answer:
    """What goes back to the browser.

    Attributes:
        status: the HTTP status.
        media: the media type.
        body: the content.
        name: the name to save it under, or an empty text.
    """

    status: int
    media: str
    body: bytes
    name: str = ""


def answer(path: str, query: str) -> Answer:
    """Compute an answer; every error on purpose becomes status 400 with its one-line message.

    What needs a package that is not installed has status 501.
    """
    try:
        if path in LISTS:
            return _json(LISTS[path]())
        view = parse_view(query)
        if path in PAGES:
            return _json(PAGES[path](view))
        body, name = make_file(view, path)
        return Answer(200, KINDS[path], body, name)
    except WrongFieldsError as error:
        return refusal(400, str(error), error.cells)
    except MissingDependencyError as error:
        return refusal(501, str(error))
    except ModuleNotFoundError as error:  # where only a part of Python is there, as in a browser
        return refusal(501, f"this question needs {error.name}, which is not installed here")
    except (OracleGamesError, OverflowError, RecursionError, MemoryError) as error:
        known = isinstance(error, OracleGamesError)
        return refusal(400, str(error) if known else "these numbers are too large to compute with")


def refusal(status: int, message: str, cells: Any = ()) -> Answer:
    """An error in words, with the fields of the page that caused it."""
    return _json({"error": " ".join(message.split()), "wrong": list(cells)}, status)


def _json(document: dict[str, Any], status: int = 200) -> Answer:
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Answer(status, "application/json", text.encode())
