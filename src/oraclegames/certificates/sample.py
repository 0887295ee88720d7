"""Documents of ``sample``: every point is a totally mixed equilibrium, by the definition."""

from __future__ import annotations

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.equilibrium import check_worth, total_of
from oraclegames.certificates.part import Part, game_of
from oraclegames.certificates.verify import Proof


def check(document: Part) -> Proof:
    """Every claim of a document "oraclegames/sample-1"."""
    document.only("schema", "version", "game", "seed", "status", "points")
    document["version"].text()
    game = game_of(document["game"])
    document["seed"].integer()
    status = document["status"].word("complete", "partial", "undetermined", "empty")
    points = document["points"].items()
    found = status in ("complete", "partial") or not points
    document["status"].require(found, "equilibria are listed")
    for point in points:
        point.only("distribution", "values")
        part = point["distribution"]
        masses = [number_of(p) for p in part.items(game.n_outcomes)]
        values = [number_of(v) for v in point["values"].items(game.n_players)]
        part.require(all(p > 0 for p in masses), "it is not totally mixed")
        part.require(total_of(masses) == 1, "it is no distribution")
        check_worth(part, game, masses, values)
    if status == "empty":
        return Proof((), ("that there is no totally mixed equilibrium",))
    proved = ("that all points are totally mixed equilibria, with these values",) if points else ()
    return Proof(proved, ("how the points were drawn",) if points else ())
