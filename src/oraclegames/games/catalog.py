"""Named games, each with its parameters, its convention and who described it.

Every function here is an entry of :data:`CATALOG` under its own name. Numbers are exact: integers,
fractions, or texts such as "1/3" and "0.25". In two-player tables the first player chooses the row;
"symmetric" means that the column player's table is the row player's transposed.

A long file: one function for each game.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from oraclegames.errors import InputError
from oraclegames.games import crowds
from oraclegames.games.decision_problems import (
    cournot,
    death_in_damascus,
    newcomb,
    parfits_hitchhiker,
    psychopath_button,
    smoking_lesion,
    transparent_newcomb,
    travellers_dilemma,
    twin_dilemma,
    xor_blackmail,
)
from oraclegames.games.files.labels import default_labels
from oraclegames.games.game import Game
from oraclegames.games.ordinal import ordinal_game
from oraclegames.games.registry import (
    ENTRIES,
    FEW,
    Entry,
    Number,
    build,
    named,
    ordered,
    positive,
    whole,
)

__all__ = [
    "CATALOG",
    "Entry",
    "all_match",
    "anti_coordination",
    "battle_of_the_sexes",
    "build",
    "chicken",
    "chicken_textbook",
    "common_ties",
    "coordination",
    "cournot",
    "deadlock",
    "death_in_damascus",
    "five_and_ten",
    "harmony",
    "hawk_dove",
    "matching_pennies",
    "newcomb",
    "ordinal_game",
    "parfits_hitchhiker",
    "prisoners_dilemma",
    "psychopath_button",
    "public_goods",
    "random_game",
    "rock_paper_scissors",
    "smoking_lesion",
    "stag_hunt",
    "traffic_lights",
    "transparent_newcomb",
    "travellers_dilemma",
    "twin_dilemma",
    "volunteers_dilemma",
    "xor_blackmail",
]

MAX_OUTCOMES = 1 << 20
"""More outcomes than a named game may have: its table would fill the memory."""

CATALOG: Mapping[str, Entry] = MappingProxyType(ENTRIES)
"""All named games by name: summary, parameters with defaults, citation, and the function."""


@named("A. Tucker, 1950; A. Rapoport and A. Chammah, Prisoner's Dilemma, 1965")
def prisoners_dilemma(T: Number = 3, R: Number = 2, P: Number = 1, S: Number = 0) -> Game:
    """Defecting pays whatever the other does, yet both prefer that both cooperate.

    Symmetric, [[R, S], [T, P]] with T > R > P > S.

    >>> prisoners_dilemma(5, 3, 1, 0).payoffs((1, 0))
    (Fraction(5, 1), Fraction(0, 1))
    """
    t, r, p, s = ordered({"T": T, "R": R, "P": P, "S": S}, "T > R > P > S")
    return _symmetric([[r, s], [t, p]], "Prisoner's Dilemma", ["Cooperate", "Defect"])


@named("Diffractor, COEDT Equilibria in Games, 2018")
def chicken(T: Number = 5, R: Number = 4, S: Number = 4, P: Number = 0) -> Game:
    """Going straight pays if the other swerves, and is a crash if not; swerving always pays 4.

    Symmetric, [[R, S], [T, P]] with T > R >= S > P. The default is the Chicken whose conditional
    equilibria give both players 4; :func:`chicken_textbook` has R > S.
    """
    t, r, s, p = ordered({"T": T, "R": R, "S": S, "P": P}, "T > R >= S > P")
    return _symmetric([[r, s], [t, p]], "Chicken", ["Swerve", "Straight"])


@named("A. Rapoport and A. Chammah, The Game of Chicken, 1966")
def chicken_textbook(T: Number = 4, R: Number = 3, S: Number = 1, P: Number = 0) -> Game:
    """Chicken where swerving pays more if the other swerves too.

    Symmetric, [[R, S], [T, P]] with T > R > S > P.
    """
    t, r, s, p = ordered({"T": T, "R": R, "S": S, "P": P}, "T > R > S > P")
    return _symmetric([[r, s], [t, p]], "Chicken (textbook)", ["Swerve", "Straight"])


@named("J. Maynard Smith and G. Price, The Logic of Animal Conflict, 1973")
def hawk_dove(value: Number = 2, cost: Number = 4) -> Game:
    """Two animals contest a resource: hawks fight and doves give way.

    Symmetric, [[(value - cost)/2, value], [0, value/2]] with value, cost > 0; it is a game of
    Chicken if cost > value and a Prisoner's Dilemma if cost < value.
    """
    v, c = positive(value, "value"), positive(cost, "cost")
    return _symmetric([[(v - c) / 2, v], [0, v / 2]], "Hawk–Dove", ["Hawk", "Dove"])


@named("J.-J. Rousseau, 1755; with default s = 4: Diffractor, COEDT Equilibria in Games, 2018")
def stag_hunt(s: Number = 4, hare: Number = 1) -> Game:
    """The stag takes both hunters; a hare is certain for each of them.

    Symmetric, [[s, 0], [hare, hare]] with s > hare > 0.
    """
    stag, certain = ordered({"s": s, "hare": hare}, "s > hare")
    positive(certain, "hare")
    return _symmetric([[stag, 0], [certain, certain]], "Stag Hunt", ["Stag", "Hare"])


@named("R. D. Luce and H. Raiffa, Games and Decisions, 1957")
def battle_of_the_sexes(preferred: Number = 3, other: Number = 2) -> Game:
    """Two want to meet, but each prefers another place.

    A = [[preferred, 0], [0, other]] and B = [[other, 0], [0, preferred]], preferred > other > 0.
    """
    p, o = ordered({"preferred": preferred, "other": other}, "preferred > other")
    positive(o, "other")
    title, moves = "Battle of the Sexes", [["Boxing", "Ballet"]] * 2
    tables = [[p, 0], [0, o]], [[o, 0], [0, p]]
    return Game.from_arrays(*tables, title=title, players=["Row", "Column"], moves=moves)


@named("J. von Neumann, Zur Theorie der Gesellschaftsspiele, 1928")
def matching_pennies() -> Game:
    """The row player wins if the coins match, the column player if they differ.

    Zero-sum, A = [[1, -1], [-1, 1]].
    """
    players, moves = ["Matcher", "Mismatcher"], [["Heads", "Tails"]] * 2
    tables = [[1, -1], [-1, 1]], [[-1, 1], [1, -1]]
    return Game.from_arrays(*tables, title="Matching Pennies", players=players, moves=moves)


@named("folklore")
def anti_coordination() -> Game:
    """Both get 1 if their moves differ, and nothing else.

    Both tables are [[0, 1], [1, 0]].
    """
    return _symmetric([[0, 1], [1, 0]], "Anti-coordination", ["First", "Second"])


@named("T. Schelling, The Strategy of Conflict, 1960")
def coordination(moves: Number = 2) -> Game:
    """Both get 1 if their moves agree, and nothing else.

    Both tables are the identity matrix; ``moves`` from 1 to 100.
    """
    count = whole(moves, "moves", 1, 100)
    labels = [str(k + 1) for k in range(count)]
    table = [[int(r == c) for c in range(count)] for r in range(count)]
    return _symmetric(table, "Coordination", labels)


@named("A. Rapoport and M. Guyer, A Taxonomy of 2 × 2 Games, 1966")
def deadlock(T: Number = 3, P: Number = 2, R: Number = 1, S: Number = 0) -> Game:
    """Defecting pays whatever the other does, and both prefer that both defect.

    Symmetric, [[R, S], [T, P]] with T > P > R > S.
    """
    t, p, r, s = ordered({"T": T, "P": P, "R": R, "S": S}, "T > P > R > S")
    return _symmetric([[r, s], [t, p]], "Deadlock", ["Cooperate", "Defect"])


@named("A. Rapoport and M. Guyer, A Taxonomy of 2 × 2 Games, 1966")
def harmony(R: Number = 3, T: Number = 2, S: Number = 1, P: Number = 0) -> Game:
    """Cooperating pays whatever the other does, and both prefer that both cooperate.

    Symmetric, [[R, S], [T, P]] with R > T > S > P.
    """
    r, t, s, p = ordered({"R": R, "T": T, "S": S, "P": P}, "R > T > S > P")
    return _symmetric([[r, s], [t, p]], "Harmony", ["Cooperate", "Defect"])


@named("J. Taylor, EDT Solves 5 and 10 with Conditional Oracles, 2018")
def five_and_ten() -> Game:
    """One player chooses between 5 and 10 dollars.

    The problem: an agent that conditions on a move that it never makes may take the five.
    """
    return Game.from_arrays([5, 10], title="Five and Ten", players=["Agent"], moves=[["5", "10"]])


@named("folklore")
def rock_paper_scissors(win: Number = 1, loss: Number = 1, tie: Number = 0) -> Game:
    """Rock blunts scissors, scissors cut paper, paper wraps rock.

    Symmetric; the winner gets ``win``, the loser ``-loss``, equals ``tie``. Zero-sum if win = loss
    and tie = 0. With (2, 2, 1) no strategy is a b-similarity equilibrium for 0 < b < 1 (Kundu,
    Tewolde, Berker, Brown and Conitzer, arXiv 2608.12125, Appendix E.3).
    """
    w, m = positive(win, "win"), -positive(loss, "loss")
    table = ((tie, m, w), (w, tie, m), (m, w, tie))
    return _symmetric(table, "Rock Paper Scissors", ["Rock", "Paper", "Scissors"])


@named("after R. Aumann, Subjectivity and Correlation in Randomized Strategies, 1974")
def traffic_lights(crash: Number = 99) -> Game:
    """Two cars at a crossing: going pays 1 if the other stops, and costs a crash if not.

    Symmetric, [[-crash, 1], [0, 0]] with crash > 0.
    """
    c = positive(crash, "crash")
    return _symmetric([[-c, 1], [0, 0]], "Traffic Lights", ["Go", "Stop"])


@named("J. Ledyard, Public Goods: A Survey of Experimental Research, 1995", crowds.public_goods)
def public_goods(n: Number = 3, multiplier: Number = 2) -> Game:
    """Each of n players keeps 1 or gives it to a pot that is multiplied and shared by all.

    With k givers everybody gets multiplier · k / n, and who keeps 1 more; 1 < multiplier < n.
    ``n`` from 2 to 12, for ``achieve`` and ``values`` by its name up to 10¹².
    """
    return crowds.public_goods(_players(n), multiplier).to_game()


@named("A. Diekmann, Volunteer's Dilemma, 1985", crowds.volunteers_dilemma)
def volunteers_dilemma(n: Number = 3, benefit: Number = 2, cost: Number = 1) -> Game:
    """One volunteer is enough to help all, and each would rather be none.

    Everybody gets ``benefit`` if somebody volunteers; volunteers pay ``cost``; benefit > cost > 0.
    ``n`` from 2 to 12, for ``achieve`` and ``values`` by its name up to 10¹².
    """
    return crowds.volunteers_dilemma(_players(n), benefit, cost).to_game()


@named("T. Schelling, The Strategy of Conflict, 1960", crowds.all_match)
def all_match(n: Number = 3) -> Game:
    """All of n players get 1 if all their moves agree, and nothing else.

    With three players the totally mixed dependency equilibria have dimension 4. ``n`` from 2 to 12,
    for ``achieve`` and ``values`` by its name up to 10¹².
    """
    return crowds.all_match(_players(n)).to_game()


@named("an example of this package")
def common_ties() -> Game:
    """A 3×3 game of common payoffs 0 and 1 where every pure profile is a dependency equilibrium.

    Both tables are [[1, 1, 0], [1, 0, 1], [0, 1, 1]]; the profiles that pay 0 are equilibria by
    ties alone.
    """
    return _symmetric([[1, 1, 0], [1, 0, 1], [0, 1, 1]], "Common Ties", ["1", "2", "3"])


named("D. Robinson and D. Goforth, The Topology of the 2×2 Games, 2005; B. Bruns, 2015")(
    ordinal_game
)


@named("independent and uniform; the generator is the Mersenne Twister of Python")
def random_game(*shape: Number, seed: Number = 0, low: Number = -9, high: Number = 9) -> Game:
    """Random whole payoffs from low to high, the same on every machine.

    ``shape`` is the number of moves of each player; at most 2**20 outcomes.

    >>> random_game(2, 3, seed=1) == random_game(2, 3, seed=1)
    True
    """
    if not shape:
        raise InputError("random_game needs the number of moves of each player: random_game(2, 3)")
    counts = tuple(whole(count, "a number of moves", 1, MAX_OUTCOMES) for count in shape)
    if math.prod(counts) > MAX_OUTCOMES or len(counts) > 20:
        raise InputError(f"random_game takes at most {MAX_OUTCOMES} outcomes and 20 players")
    start = whole(seed, "seed", 0, 10**18)
    least = whole(low, "low", -(10**9), 10**9)
    most = whole(high, "high", least, 10**9)
    # Only random() is promised to stay the same in later versions of Python.
    draw, size = random.Random(start).random, math.prod(counts)
    rows = [[least + int(draw() * (most - least + 1)) for _ in range(size)] for _ in counts]
    title = f"Random {'×'.join(map(str, counts))} game, seed {start}"
    moves = tuple(map(default_labels, counts))
    return Game(title, default_labels(len(counts)), moves, rows, (1,) * len(counts))


def _symmetric(table: Sequence[Any], title: str, labels: Sequence[str]) -> Game:
    turned = list(zip(*table))
    return Game.from_arrays(
        table, turned, title=title, players=["Row", "Column"], moves=[labels, labels]
    )


def _players(n: Number) -> int:
    return whole(n, "n", 2, FEW)
