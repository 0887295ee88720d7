"""b-similarity equilibria, read back from documents "oraclegames/similar-1"."""

from __future__ import annotations

from fractions import Fraction

from flint import fmpq_poly

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.formulas import formula_of
from oraclegames.certificates.part import Part, game_of
from oraclegames.conditional.similarity.diagram import Phase
from oraclegames.conditional.similarity.equilibrium import Curve, Entry, Equilibrium, settled
from oraclegames.conditional.similarity.formula import Formula
from oraclegames.conditional.similarity.similar import SimilarEquilibria
from oraclegames.exact.rational import to_fraction
from oraclegames.games.game import Game


def read_similar(document: Part) -> SimilarEquilibria:
    """The answer of ``similar``."""
    game = game_of(document["game"])
    b = document.optional("b", Part.rational)
    phases = tuple(_phase(part, game) for part in document["phases"])
    status = document["status"].word("complete", "undetermined", "partial")
    return SimilarEquilibria(game, b, phases, status)  # type: ignore[arg-type]


def _phase(part: Part, game: Game) -> Phase:
    low = number_of(part["low"])
    high = low if part["high"].value == part["low"].value else number_of(part["high"])
    closed = part["low_included"].flag(), part["high_included"].flag()
    return Phase(low, high, *closed, tuple(_equilibrium(one, game) for one in part["equilibria"]))


def _equilibrium(part: Part, game: Game) -> Equilibrium:
    labels = game.moves[0]
    support = tuple(labels.index(item.word(*labels)) for item in part["support"])
    if "where" in part.mapping():
        return Equilibrium(support, curve=_curve(part))
    if "corners" not in part.mapping():
        return Equilibrium(support, (_strategy(part["strategy"]),), (_entry(part["value"]),))
    corners = tuple(map(_strategy, part["corners"]))
    values = tuple(map(_entry, part["values"]))
    whole, good = part["whole"].flag(), tuple(item.integer() for item in part["good"])
    return Equilibrium(support, corners, values, whole, () if whole else good)


def _strategy(part: Part) -> tuple[Entry, ...]:
    return tuple(map(_entry, part))


def _entry(part: Part) -> Entry:
    if isinstance(part.value, dict) or "√" in part.text():
        return number_of(part)
    found = formula_of(part, "b")
    return settled(Formula.of(found.over, found.under))


def _curve(part: Part) -> Curve:
    text = part["where"]["equation"]
    left = Part(text.text().partition("=")[0], text.where)
    at = [formula_of(left, "x", {"b": Fraction(b)}).over for b in (0, 1)]
    value = formula_of(part["value"], "x").over
    low, high = (number_of(end) for end in part["where"]["between"].items(2))
    n, m = (tuple(int(c.p) for c in fmpq_poly(p).coeffs()) for p in (at[0], at[1] - at[0]))
    return Curve(n, m, tuple(map(to_fraction, value.coeffs())), low, high)
