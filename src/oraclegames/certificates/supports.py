"""Documents of ``achieve`` for prescribed moves: is there an equilibrium that plays exactly these?

- *Yes*: a distribution in which exactly the moves M_i are made, each worth v_i, and levels that try
  all others (:mod:`oraclegames.certificates.equilibrium`).
- *No*: multipliers y with g(o) = Σ_i y_{i,o_i}·(U_i(o) − v_i) ≥ 0 on Π M_i and > 0 wherever some
  move of M is made: it cannot be made at these values. Or multipliers by which some move outside of
  M tempts its player whenever it is tried (:mod:`oraclegames.certificates.cover`).
"""

from __future__ import annotations

from fractions import Fraction

from oraclegames.certificates.cover import check_tempted, excludes, gains_on
from oraclegames.certificates.equilibrium import check_levels, check_worth
from oraclegames.certificates.part import Part
from oraclegames.certificates.verify import Proof
from oraclegames.games.game import Game

KEYS = (
    *("schema", "version", "game", "values", "supports", "achievable", "kind"),
    *("distribution", "certificate", "trembles"),
)

Moves = tuple[tuple[int, ...], ...]


def check_supports(document: Part, game: Game, values: tuple[Fraction, ...]) -> Proof:
    """Every claim about an equilibrium with prescribed moves."""
    document.only(*KEYS)
    moves = _moves(document["supports"], game)
    kind = document["kind"].word("distribution", "certificate", "trembles")
    yes = document["achievable"].flag()
    document["achievable"].require(yes == (kind == "distribution"), "it contradicts the kind")
    for key in ("distribution", "certificate", "trembles"):
        needed = key == kind or (kind == "distribution" and key == "trembles")
        document[key].require(document[key].missing is not needed, f"the kind is {kind!r}")
    if kind == "distribution":
        part = document["distribution"]
        masses = part.rationals(game.n_outcomes)
        part.require(sum(masses) == 1 and min(masses) >= 0, "it is no distribution")
        idle = check_worth(part, game, masses, values)
        outside = {(i, s) for i, m in enumerate(game.shape) for s in range(m) if s not in moves[i]}
        part.require(idle == outside, "it plays other moves")
        check_levels(document["trembles"], game, values, idle)
        return Proof(("an equilibrium that plays exactly these moves has these values",))
    if kind == "certificate":
        y = document["certificate"]
        for row, own in zip(y.items(game.n_players), moves):
            for s, number in enumerate(row):
                number.require(s in own or number.rational() == 0, "the move does not count")
        gains = gains_on(y, game, moves, (values, values))
        y.require(excludes(gains, moves, False), "they exclude nothing")
    else:
        stuck = document["trembles"]
        stuck.only("kind", "type", "multipliers")
        for key in ("kind", "type"):
            stuck[key].word("stuck")
        check_tempted(stuck["multipliers"], game, moves, values)
    return Proof(("no equilibrium that plays exactly these moves has these values",))


def _moves(part: Part, game: Game) -> Moves:
    """The moves M_i, in the game's order, at least one for each player."""
    found = []
    for own, labels in zip(part.items(game.n_players), game.moves):
        moves = [labels.index(move.word(*labels)) for move in own]
        if not moves or moves != sorted(set(moves)):
            own.unreadable("some of the player's moves, in their order")
        found.append(tuple(moves))
    return tuple(found)
