"""More questions than the corpus has, for kinds of evidence and of 2×2 games that it lacks."""

from __future__ import annotations

from functools import cache
from typing import Any

import oraclegames as og
from oraclegames import catalog
from tests.certificates.corpus import CORPUS, PD, TIED
from tests.certificates.corpus import result as result_of_corpus
from tests.certificates.test_match import MATCHES
from tests.certificates.test_oracles import SYSTEMS


def game(*tables):
    return og.Game.from_arrays(*tables)


UNKNOWN = {"dimension": None, "branches": [], "computed": False}
ONES = [[1, 1], [1, 1]]
EXCLUDED = game(
    [[[2, 2], [0, 1]], [[1, 0], [2, 2]]],
    [[[0, 0], [1, 2]], [[0, 2], [1, 2]]],
    [[[2, 1], [0, 2]], [[0, 2], [0, 0]]],
)
SOLVED = {
    "constants": game([[3, 1], [2, 2]], [[3, 2], [1, 2]]),
    "a constant": game([[3, 1], [2, 2]], [[1, 4], [3, 2]]),
    "equals": game([[1, 2], [1, 2]], [[1, 1], [2, 2]]),
    "an equal": game([[1, 4], [3, 2]], [[2, 2], [1, 1]]),
    "an indifferent": game([[2, 4], [3, 1]], ONES),
    "a diagonal that is reached": game([[3, 1], [2, 3]], ONES),
    "both indifferent": game(ONES, ONES),
    "a diagonal": game([[3, 1], [2, 3]], [[3, 2], [1, 3]]),
    "a point of a face": game([[3, 1], [2, 2]], [[4, 2], [1, 3]]),
    "a whole face": game([[2, 2], [2, 1]], [[2, 2], [2, 1]]),
    "a reflective edge": game([[4, 3], [2, 1]], ONES),
    "an edge": game([[1, 1], [1, 2]], [[3, 2], [3, 1]]),
    "two pieces": game([[4, 2], [3, 1]], [[1, 2], [3, 4]]),
    "pieces that turn back": game([[-3, 6], [0, 7]], [[-8, -5], [0, 4]]),
    "pieces side by side": game([[8, 0], [4, -8]], [[4, 0], [-7, -9]]),
    "an irrational end": game([[4, 1], [0, 3]], [[5, 2], [1, 4]]),
}
MORE: dict[str, Any] = {
    "check, same values": lambda: og.check(
        game([[0, 2, 1], [0, 1, 2]], [[0, 0, 0], [0, 0, 0]]), "0,0,0,1/3,1/3,1/3"
    ),
    "check, a balance": lambda: og.check(
        game([[2, 0, 0], [2, 0, 0], [0, 2, 2]], [[2, 0, 1], [0, 0, 2], [1, 1, 1]]),
        "1/3,0,0,1/3,0,0,0,0,1/3",
    ),
    "check, a balance inside": lambda: og.check(
        game([[2, 1, 1], [2, 0, 0]], [[1, 2, 0], [0, 0, 1]]), "0,0,1/3,1/3,1/3,0"
    ),
    "check, obstacle of a mixture": lambda: og.check(
        game([[2, 1], [1, 0]], [[1, 2], [2, 1]]), "0,1/2,1/2,0"
    ),
    "check, obstacle on an edge": lambda: og.check(
        game([[1, 0], [0, 0]], [[1, 0], [0, 0]]), "0,0,1/2,1/2"
    ),
    "check, trembles on an edge": lambda: og.check(
        game([[2, 2], [0, 0]], [[2, 2], [0, 0]]), "1/2,1/2,0,0"
    ),
    "check, stuck on an edge": lambda: og.check(
        game([[1, 0], [1, 0]], [[0, 1], [0, 1]]), "1/2,0,1/2,0"
    ),
    # without its outline, as if there had been no time for one
    "solve, ties": lambda: (
        og.solve(TIED, outline=True).document(verify=False)
        | {"interior": UNKNOWN, "status": "complete"}
    ),  # whatever the outline had time for
    "best, reflective in a game with ties": lambda: og.best(
        catalog.anti_coordination(), notion="reflective", compare=False
    ),
    "pure, excluded": lambda: og.pure_equilibria(EXCLUDED),
    "achieve, inside a box": lambda: og.achieve(PD, "5/4,3/2", closure=True),
    "achieve, a limit by terms": lambda: og.achieve(
        game([[1, -1], [1, -1]], [[-2, -1], [0, 0]]), "-1,0", closure=True
    ),
    **{
        f"solve, {name}": lambda solved=solved: og.solve(solved).to_dict(1)
        for name, solved in SOLVED.items()
    },
    **{
        f"oracles, {name}": lambda name=name: og.solve_oracles(SYSTEMS[name])
        for name in ("readings", "a face and readings", "the liar", "an irrational answer")
    },
    **{
        f"match, {name}": lambda name=name: og.match(*MATCHES[name])
        for name in ("a segment", "demands", "a region with a punishment", "three moves")
    },
}


@cache
def document_of(name: str) -> Any:
    """The document of a question, here or in the corpus."""
    told = result_of_corpus(name) if name in CORPUS else MORE[name]()
    return told if isinstance(told, dict) else told.document(verify=False)
