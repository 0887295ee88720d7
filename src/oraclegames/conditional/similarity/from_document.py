"""Answers about similarity and notions, read back from their documents."""

from __future__ import annotations

from fractions import Fraction

from flint import fmpq_poly

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.formulas import formula_of
from oraclegames.certificates.part import Part, game_of, move_of, outcome_of
from oraclegames.conditional.similarity.diagram import Phase
from oraclegames.conditional.similarity.equilibrium import Curve, Entry, Equilibrium, settled
from oraclegames.conditional.similarity.formula import Formula
from oraclegames.conditional.similarity.joint import Similarity
from oraclegames.conditional.similarity.judge import JUDGES, Evidence
from oraclegames.conditional.similarity.notion_verdict import NotionVerdict
from oraclegames.conditional.similarity.similar import SimilarEquilibria
from oraclegames.exact.rational import to_fraction
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game


def read_similar(document: Part) -> SimilarEquilibria:
    """The answer of ``similar``."""
    game = game_of(document["game"])
    b = document.optional("b", Part.rational)
    phases = tuple(_phase(part, game) for part in document["phases"])
    status = document["status"].word("complete", "undetermined", "partial")
    return SimilarEquilibria(game, b, phases, status)  # type: ignore[arg-type]


def read_similarity(document: Part) -> Similarity:
    """The answer of ``similarity``."""
    game = game_of(document["game"])
    return Similarity(game, _distribution(document["distribution"], game))


def read_notion(document: Part) -> NotionVerdict:
    """The answer of ``check`` for one notion."""
    game = game_of(document["game"])
    given = document.optional("given", lambda part: _distribution(part, game))
    found = document.optional("evidence", lambda part: read_evidence(part, game))
    return NotionVerdict(
        game,
        _distribution(document["distribution"], game),
        document["notion"].word(*JUDGES),
        document["verdict"].word("yes", "no", "undetermined"),  # type: ignore[arg-type]
        given,
        found,
    )


def _distribution(part: Part, game: Game) -> Distribution:
    return Distribution(game, part.rationals(game.n_outcomes))


def read_evidence(part: Part, game: Game) -> Evidence:
    """Why a distribution is an equilibrium of a notion, or none."""
    kind = part["kind"].text()
    if kind == "better move":
        player, other = move_of(part, game, "other")
        move = part.optional("move", lambda _: move_of(part, game)[1])
        return Evidence("better move", player, move, other, part["difference"].rational())
    if kind == "dependence":
        return Evidence("dependence", outcome=outcome_of(part["outcome"], game))
    if kind == "beliefs":
        beliefs = ((*move_of(b, game), outcome_of(b["outcome"], game)) for b in part["beliefs"])
        return Evidence("beliefs", beliefs=tuple(beliefs))
    if kind == "completion":
        return Evidence("completion", q=part["q"].rationals(game.n_outcomes))
    if kind == "multipliers":
        weights = ((*move_of(w, game), w["weight"].rational()) for w in part["multipliers"])
        return Evidence("multipliers", multipliers=tuple(weights))
    part["kind"].word("arithmetic")
    return Evidence("arithmetic")


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
