"""All dependency equilibria of two players, by the moves that are played.

- *Each piece*: the equilibria that play just its moves have values in an exact set, whose arcs and
  vertices are shown to be all of its boundary (:mod:`oraclegames.certificates.region`). Over such
  values they are what the equations say: nothing more is to be shown of them.
- *No other*: every choice of moves that is not listed is gone through, and refused for all values
  (:mod:`oraclegames.certificates.best_values`); but for choices that are left out for want of time.
- Pieces of single outcomes are the pure equilibria.
- *Formulas*: what gives the extreme distributions at some values, and near them
  (:mod:`oraclegames.certificates.vertex_formulas`).
"""

from __future__ import annotations

from collections.abc import Sequence

from oraclegames.certificates.best_values import NotShownError, check_nobody_plays
from oraclegames.certificates.demands import Moves, choices
from oraclegames.certificates.part import Look, Part, idle, moves_of
from oraclegames.certificates.region import check_axes, check_boundary
from oraclegames.certificates.region_points import Points
from oraclegames.certificates.verify import Proof
from oraclegames.certificates.vertex_formulas import check_formulas
from oraclegames.games.game import Game, Outcome

_KEYS = ("moves", "dimension", "vertices", "arcs", "status", "left_out", "formulas")


def check_pieces(
    whole: Part, game: Game, pure: Sequence[Outcome] | None, look: Look = idle
) -> tuple[bool, Proof]:
    """Every claim about the pieces; whether they are complete, and what is proved.

    Args:
        whole: the pieces.
        game: the game.
        pure: the pure equilibria; None if not all of them are known.
        look: called now and then; what it raises ends the check.
    """
    whole.only("axes", "pieces", "left_out")
    check_axes(whole, game)
    partial, seen, formulas = False, True, False
    listed: list[Moves] = []
    for part in whole["pieces"]:
        part.only(*_KEYS)
        moves = moves_of(part["moves"], game)
        part["moves"].require(moves not in listed, "they are listed twice")
        listed.append(moves)
        stopped, _, whole_boundary = check_boundary(part, Points(game, True, moves, look))
        partial, seen = partial or stopped, seen and whole_boundary
        part["dimension"].require(part["dimension"].integer() >= 0, "nobody plays so")
        if (written := part.get("formulas")) is not None:
            look()
            check_formulas(written, game, moves)
            formulas = True
    left_out = [moves_of(part, game) for part in whole["left_out"]]
    _check_others(whole["pieces"], game, {*listed, *left_out}, look)
    single = sorted((r[0], c[0]) for r, c in listed if len(r) == len(c) == 1)
    if pure is not None and not left_out:
        whole["pieces"].require(single == sorted(pure), "the pure equilibria are others")
    partial |= bool(left_out)
    others = "but for those left out, no" if left_out else "no"
    proved = [
        "for each piece single values are reached or not, as is said, by play of its moves",
        f"{others} equilibrium plays other moves than a piece lists",
    ]
    boundary = "nothing but the listed arcs and vertices bounds the values of a piece"
    proved += [boundary] if seen else []
    proved += ["the formulas give all extreme distributions at their values"] if formulas else []
    return not partial, Proof(tuple(proved), () if seen else (f"that {boundary}",))


def _check_others(pieces: Part, game: Game, known: set[Moves], look: Look) -> None:
    for moves in choices(game):
        if moves not in known:
            look()
            try:
                check_nobody_plays(game, moves)
            except NotShownError as error:
                names = [", ".join(game.moves[i][s] for s in own) for i, own in enumerate(moves)]
                pieces.refute(f"play of ({names[0]}; {names[1]}) is missing: {error}")
