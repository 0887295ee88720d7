"""Documents of ``compare``: pure outcomes are decided anew, best and worst plays are equilibria.

The lists of pure outcomes are formed again, or follow from the evidence that the document has
(:mod:`oraclegames.certificates.compare_pure`); strategies that players share are listed
(:mod:`oraclegames.certificates.compare_alike`). Best and worst plays must have the sum that is
said, and belong to the notion where that is a matter of sums; that none is better is proved among
pure outcomes, of Nash equilibria that can be listed, and by the means of
:mod:`oraclegames.certificates.compare_ends`. Which equilibria they are the best and worst of
follows from the notion, but for Nash equilibria, of which larger games search a part.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.compare_alike import check_alike, is_listed
from oraclegames.certificates.compare_ends import check_joint_end, demands, linear_end_is_shown
from oraclegames.certificates.compare_pure import (
    ALWAYS,
    JOINT,
    ROUNDS,
    Searched,
    decide,
    read_searched,
)
from oraclegames.certificates.equilibrium import total_of
from oraclegames.certificates.goal import Goal
from oraclegames.certificates.nash import best_nash
from oraclegames.certificates.notion import gains, is_product
from oraclegames.certificates.part import Part, game_of, outcome_of
from oraclegames.certificates.play import Play
from oraclegames.certificates.similar_play import is_symmetric
from oraclegames.certificates.verify import Proof
from oraclegames.games.game import Game, Outcome

SYMMETRIC = ("superrational", "b-similarity")
LINEAR = ("correlated", "coarse", "individually-rational")
NAMES = (*ALWAYS, *SYMMETRIC, "individually-rational", *ROUNDS, *JOINT)
PURE = "among pure outcomes"
ALL = "among all"
DECIDED = "among those that are decided"
FEW_NASH = {
    "among each Nash equilibrium in which at most two players mix": 2,
    "among each pure Nash equilibrium": 0,
    "among each extreme Nash equilibrium": 3,
}
"""Which Nash equilibria may have been searched, and how many players mix in them at most."""


def check(document: Part) -> Proof:
    """Every claim of a document "oraclegames/compare-1"."""
    document.only("schema", "version", "game", "b", "rows", "secured", "status", "searched")
    document["version"].text()
    game = game_of(document["game"])
    b = document["b"].rational()
    document["b"].require(0 <= b <= 1, "it is from 0 to 1")
    secured = _secured(document["secured"], game)
    searched = read_searched(document, game)
    status = document["status"].word("complete", "undetermined", "partial")
    seen: list[str] = []
    undecided = False
    assumed: list[str] = []
    for part in document["rows"]:
        name = part["notion"].word(*NAMES)
        more = ["beliefs"] if name == "embedded" else []
        part.only("notion", "title", "pure", "undecided", "best", "worst", "among", *more)
        part["notion"].require(name not in seen, "it stands there twice")
        seen.append(name)
        undecided = undecided or bool(part["undecided"].items())
        assumed += _check_row(part, name, game, secured, b, searched)
    if status != "partial":
        expected = [*ALWAYS, *(["individually-rational"] if secured else ()), *ROUNDS, *JOINT]
        expected += SYMMETRIC if is_listed(game) and is_symmetric(game) else ()
        missing = set(expected) - set(seen)
        document["rows"].require(not missing, f"rows are missing: {', '.join(sorted(missing))}")
        word = "undetermined" if undecided else "complete"
        document["status"].require(status == word, f"it should be {word!r}")
    proved = ["the pure outcomes of every notion that sums or eliminations decide"]
    if not assumed and status != "partial":
        proved = ["the pure outcomes of every notion", "the best and the worst sum of every notion"]
    return Proof(tuple(proved), tuple(dict.fromkeys(assumed)))


def _secured(part: Part, game: Game) -> tuple[Fraction, ...]:
    """What two players can secure, each proved by a strategy and a reply."""
    if game.n_players != 2:
        part.require(not part.items(), "it is for two players")
        return ()
    values = []
    for i, item in enumerate(part.items(2)):
        item.only("value", "strategy", "reply")
        value = item["value"].rational()
        own = _mixture(item["strategy"], game.shape[i])
        reply = _mixture(item["reply"], game.shape[1 - i])
        table = [
            [game.payoff(i, (s, t) if i == 0 else (t, s)) for t in range(game.shape[1 - i])]
            for s in range(game.shape[i])
        ]
        least = min(sum(p * row[t] for p, row in zip(own, table)) for t in range(len(table[0])))
        most = max(sum(q * u for q, u in zip(reply, row)) for row in table)
        item["value"].require(least == value == most, "it is not what can be secured")
        values.append(value)
    return tuple(values)


def _mixture(part: Part, count: int) -> tuple[Fraction, ...]:
    weights = part.rationals(count)
    part.require(min(weights) >= 0 and sum(weights) == 1, "it is no mixture")
    return weights


def _check_row(
    part: Part,
    name: str,
    game: Game,
    secured: Sequence[Fraction],
    b: Fraction,
    searched: Searched | None,
) -> list[str]:
    part["title"].text()
    pure = [outcome_of(item, game) for item in part["pure"]]
    undecided = [outcome_of(item, game) for item in part["undecided"]]
    order = [o for o in game.outcomes() if o in pure]
    part["pure"].require(pure == order, "outcomes are out of order or listed twice")
    similarity = Fraction(1) if name == "superrational" else b
    alike = name in SYMMETRIC and check_alike(part, game, similarity, pure)
    decided = None if name in SYMMETRIC else decide(part, name, game, secured, searched)
    assumed = []
    if decided is not None:
        right, left = decided
        part["pure"].require(pure == right, f"these are {len(right)} others")
        part["undecided"].require(undecided == left, f"{len(left)} are left open")
    elif alike:
        part["undecided"].require(not undecided, "nothing is undecided here")
    else:
        assumed.append(f"which pure outcomes are equilibria ({name})")
    among = _among(part["among"], name, game)
    if among == PURE:
        _check_pure_ends(part, game, pure)
        return assumed
    return [*assumed, *_check_ends(part, name, game, secured, pure, alike)]


def _among(part: Part, name: str, game: Game) -> str:
    """Which equilibria the ends are the best and worst of."""
    among = part.text()
    if name == "nash":
        part.require(among == ALL or among in FEW_NASH, "no such Nash equilibria are searched")
        return among
    if name in SYMMETRIC and among == DECIDED:
        return among
    listed = name in ROUNDS or name in JOINT
    whole = name in ("dependency", "reflective") and game.shape == (2, 2)
    expected = PURE if listed and not whole else ALL
    part.require(among == expected, f"it should be {expected!r}")
    return among


def _check_pure_ends(part: Part, game: Game, pure: Sequence[Outcome]) -> None:
    """The best and the worst of the pure outcomes that are listed."""
    totals = [sum(game.payoffs(o), Fraction(0)) for o in pure]
    for key, which in (("best", max), ("worst", min)):
        end = part.given(key)
        if end is None:
            part[key].require(not pure, "there are some")
            continue
        value, masses = _welfare(end, game)
        made = [o for o, p in zip(game.outcomes(), masses) if p != 0]
        listed = len(made) == 1 and made[0] in pure
        end["distribution"].require(listed, "it is none of the pure outcomes")
        end["value"].require(value == which(totals), "another outcome has more or less")
        end["attained"].require(end["attained"].flag(), "an outcome is attained")


def _check_ends(
    part: Part,
    name: str,
    game: Game,
    secured: Sequence[Fraction],
    pure: Sequence[Outcome],
    alike: bool,
) -> list[str]:
    """The best and the worst of all equilibria; what is left unproved of them."""
    # Long: what holds for every notion, then what is shown of each.
    decided, shown = True, alike
    totals = [sum(game.payoffs(o), Fraction(0)) for o in pure]
    for key in ("best", "worst"):
        end = part.given(key)
        part[key].require(end is not None or not pure, "there are some")
        if end is not None:
            value, masses = _welfare(end, game)
            best = all(value >= total if key == "best" else value <= total for total in totals)
            word = "more" if key == "best" else "less"
            end["value"].require(best, f"a pure outcome that is an equilibrium has {word}")
            if part["among"].text() in FEW_NASH:
                few = _mixing(game, masses) <= FEW_NASH[part["among"].text()]
                end["distribution"].require(few, "more players mix in it")
            member = alike or _check_member(end, name, game, masses, secured)
            end["attained"].require(end["attained"].flag() or not member, "this play attains it")
            decided = decided and member
    if name == "nash":
        shown = _are_ends_of_nash(part, game)
    elif name in LINEAR:
        rows = demands(game, name, secured)
        shown = True
        for key in ("best", "worst"):
            end = part.given(key)
            shown = end is not None and linear_end_is_shown(end, key, game, rows) and shown
    elif name in JOINT:
        attained = [check_joint_end(part, key, game, name) for key in ("best", "worst")]
        return [] if all(attained) else [f"that no equilibrium attains a limit of sums ({name})"]
    assumed = [] if shown else [f"that no other play has a better or worse sum ({name})"]
    if not decided:
        plays = "that the best and the worst play are equilibria, or limits where not attained"
        assumed.append(f"{plays} ({name})")
    return assumed


def _are_ends_of_nash(part: Part, game: Game) -> bool:
    """Whether all Nash equilibria are listed and none has a better or worse sum.

    Where one has, the document is refuted if it says that it searched all.
    """
    for key, sign in (("best", 1), ("worst", -1)):
        weights = (Fraction(sign),) * game.n_players
        most = best_nash(game, Goal("linear", weights, weights))
        if most is None:
            return False
        part[key].require(not part[key].missing, "every game has a Nash equilibrium")
        reached = sign * number_of(part[key]["value"])
        if reached < most and part["among"].text() != ALL:
            return False
        part[key].require(reached == most, "another equilibrium has more or less")
    return True


def _mixing(game: Game, masses: Sequence[Any]) -> int:
    """How many players make more than one move."""
    made = [o for o, p in zip(game.outcomes(), masses) if p != 0]
    return sum(len(set(moves)) > 1 for moves in zip(*made))


def _welfare(part: Part, game: Game) -> tuple[Any, list[Any]]:
    """The value, and the play."""
    part.only("value", "distribution", "attained", "multipliers")
    masses = [number_of(item) for item in part["distribution"].items(game.n_outcomes)]
    part["distribution"].require(all(p >= 0 for p in masses), "a probability is negative")
    part["distribution"].require(total_of(masses) == 1, "they do not sum to 1")
    value = number_of(part["value"])
    terms = [p * sum(game.payoffs(o), Fraction(0)) for p, o in zip(masses, game.outcomes())]
    part["value"].require(total_of(terms) == value, "it is not the sum of the play's payoffs")
    return value, masses


def _check_member(
    part: Part, name: str, game: Game, masses: Sequence[Any], secured: Sequence[Fraction]
) -> bool:
    """Refute a play that is none of the notion; whether the notion was decided."""
    if name not in (*ALWAYS, "individually-rational"):
        return False
    play = Play(game, {o: p for o, p in zip(game.outcomes(), masses) if p})
    if name == "individually-rational":
        fine = all(v >= least for v, least in zip(play.values, secured))
    else:
        fine = not gains(play, name) and (name != "nash" or is_product(play))
    part["distribution"].require(fine, "it is no equilibrium of this notion")
    return True
