"""The pure dependency equilibria of a game: each of them, and that there are no more.

Each item has the evidence of a verdict. An outcome that is not listed is none because

- a player has a move whose least payoff is more than hers at the outcome, which is seen here; or
- it is excluded by multipliers (:func:`oraclegames.certificates.trembles.check_stuck`); or
- the document lists it as not reached.
"""

from __future__ import annotations

from fractions import Fraction

from oraclegames.certificates.corners import is_dependency
from oraclegames.certificates.edges import edges
from oraclegames.certificates.faces import faces
from oraclegames.certificates.interior import interior
from oraclegames.certificates.part import Part, game_of, outcome_of
from oraclegames.certificates.play import Play
from oraclegames.certificates.reflective import check_reflective
from oraclegames.certificates.trembles import check_stuck, check_weak
from oraclegames.certificates.verdict import check_status
from oraclegames.certificates.verify import Proof
from oraclegames.games.game import Game, Outcome


def check(document: Part) -> Proof:
    """Every claim of a list of pure equilibria, or of one of them."""
    game = game_of(document["game"])
    if document["schema"].text() == "oraclegames/pure-outcome-1":
        document.only("schema", "version", "game", "pure")
        reflective = check_item(document["pure"], game)[1]
        return Proof(("it is a dependency equilibrium", *_notion(reflective)))
    document.only("schema", "version", "game", "pure", "excluded", "undecided", "status")
    return check_all(document, game)


def check_all(document: Part, game: Game, *, searched: bool = False) -> Proof:
    """The lists "pure", "excluded", "undecided" and the status of a document.

    ``searched`` says that the document reports of other searches, which may have been stopped.
    """
    items = [check_item(item, game) for item in document["pure"]]
    listed = [outcome for outcome, _ in items]
    excluded = []
    for item in document["excluded"]:
        item.only("outcome", "certificate")
        excluded.append(outcome_of(item["outcome"], game))
        check_stuck(item["certificate"], Play.at(game, excluded[-1]))
    undecided = [outcome_of(item, game) for item in document["undecided"]]
    for key, found in (("pure", listed), ("excluded", excluded), ("undecided", undecided)):
        document[key].require(found == sorted(set(found)), "they are not in order, each once")
    document["pure"].require(
        len({*listed, *excluded, *undecided}) == len(listed) + len(excluded) + len(undecided),
        "an outcome stands in two lists",
    )
    _check_rest(document["pure"], game, {*listed, *excluded, *undecided})
    open_ones = [reflective for _, reflective in items if reflective == "undetermined"]
    if not (searched and document["status"].text() == "partial"):
        decided = not (undecided or open_ones)
        check_status(document["status"], decided=decided, stopped=bool(undecided))
    proved = ["each pure outcome listed is a dependency equilibrium", "its reflective notion"]
    proved += [] if undecided else ["no other pure outcome is one"]
    assumed = [f"{len(undecided)} outcomes were not decided"] if undecided else []
    assumed += ["the reflective notion of some was left open"] if open_ones else []
    return Proof(tuple(proved), tuple(assumed))


def check_item(item: Part, game: Game) -> tuple[Outcome, str]:
    """Every claim about one outcome; it, and the reflective notion."""
    item.only(
        "outcome", "values", "reflective", "isolated", "reason", "certificate",
        "reflective_certificate",
    )  # fmt: skip
    outcome = outcome_of(item["outcome"], game)
    play = Play.at(game, outcome)
    item["reason"].text()
    item["values"].require(item["values"].rationals() == play.values, "these are not the payoffs")
    _check_dependency(item, play, outcome)
    evidence = item.given("reflective_certificate")
    if evidence is not None:
        proven = check_reflective(evidence, play)
    else:
        proven = "yes" if play.totally_mixed else "undetermined"
    reflective = item["reflective"].word("yes", "no", "undetermined")
    item["reflective"].require(reflective == proven, f"the evidence proves {proven!r}")
    isolated = item["isolated"]
    if not isolated.missing:
        if game.shape != (2, 2):
            isolated.refute("nothing proves it")
        lonely = is_isolated(game, outcome)
        isolated.require(isolated.flag() == lonely, "others come near" if not lonely else "none do")
    return outcome, reflective


def is_isolated(game: Game, outcome: Outcome) -> bool:
    """Whether no other dependency equilibria of a 2×2 game come near a pure one."""
    cell = 2 * outcome[0] + outcome[1]
    p = tuple(Fraction(int(k == cell)) for k in range(4))
    near = interior(game).closure(p) or any(face.closure_holds(p) for face in faces(game))
    return not near and not any(
        edge.touches(edge.cells.index(cell)) for edge in edges(game) if cell in edge.cells
    )


def _check_dependency(item: Part, play: Play, outcome: Outcome) -> None:
    levels = item.given("certificate")
    if levels is not None:
        check_weak(levels, play)
    elif play.game.shape == (2, 2):
        item["outcome"].require(is_dependency(play.game, outcome), "it is no equilibrium")
    else:
        item["certificate"].require(not play.idle, "levels are needed here")


def _check_rest(part: Part, game: Game, known: set[Outcome]) -> None:
    """Every other outcome pays somebody less than the least that another move would."""
    least = []
    for i, count in enumerate(game.shape):
        worst: list[Fraction | None] = [None] * count
        for outcome in game.outcomes():
            pays, before = game.payoff(i, outcome), worst[outcome[i]]
            worst[outcome[i]] = pays if before is None else min(before, pays)
        least.append(max(value for value in worst if value is not None))
    for outcome in game.outcomes():
        if outcome not in known and all(v >= m for v, m in zip(game.payoffs(outcome), least)):
            part.refute(f"({', '.join(game.outcome_labels(outcome))}) is missing")


def _notion(reflective: str) -> tuple[str, ...]:
    return {"yes": ("it is reflective",), "no": ("it is not reflective",)}.get(reflective, ())
