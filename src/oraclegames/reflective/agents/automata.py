"""Strategies of finite memory for repeated games, as automata; the usual ones by name and number.

An automaton is in a state, plays the state's mixed strategy, sees both moves, and goes to the next
state. All of these are for two moves each, cooperate and defect, in this order:

- *memory-one* strategies look at both last moves; the deterministic ones are numbered S0 to S15, by
  the binary digits that say whether to cooperate after CC, CD, DC and DD (own move first): S10 is
  tit for tat, S9 win-stay lose-shift, S8 grim. (1, g, 1, g) is generous tit for tat, which forgives
  a defection with probability g. By their numbers alone all of them begin with cooperation, so that
  S0 is no rock that always defects;
- *punish once* answers a defection by one defection, whatever happens meanwhile;
- *contrite tit for tat* does not answer a defection that it deserved: it cooperates, unless its own
  standing is good and the other's is bad.

Source, after textbooks: Nowak, Sigmund and El-Sedy, "Automata, repeated games and noise", 1995;
Boerlijst, Nowak and Sigmund, "The logic of contrition", 1997.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import Any

from flint import fmpz

from oraclegames.errors import InputError, no_such, told
from oraclegames.exact.rational import format_rational, rational
from oraclegames.games.game import Game
from oraclegames.games.names import counted
from oraclegames.reflective.agents.agents import mixed_strategy
from oraclegames.reflective.agents.reading import Mixed


@dataclass(frozen=True)
class Automaton:
    """A strategy of finite memory for a repeated game.

    Attributes:
        play: for each state the mixed strategy that is played there; it begins in the first state.
        after: for each state, own move and other's move, by position, the next state.
            Of several others it is their joint move, numbered with the last one's changing fastest.
        label: its name.

    Raises:
        InputError: no state, no mixed strategy, or a next state that does not exist.
    """

    play: tuple[Mixed, ...]
    after: tuple[tuple[tuple[int, ...], ...], ...]
    label: str = "automaton"

    def __post_init__(self) -> None:
        play = tuple(mixed_strategy(mix, f"a state of {self.label!r}") for mix in self.play)
        after = tuple(tuple(tuple(row) for row in table) for table in self.after)
        object.__setattr__(self, "play", play)
        object.__setattr__(self, "after", after)
        if not play or len(after) != len(play):
            raise InputError(
                f"automaton {self.label!r} needs one table of next states for each of its states"
            )
        known = range(len(play))
        for table in after:
            for row in table:
                for state in row:
                    if type(state) is not int or state not in known:
                        raise InputError(
                            f"automaton {self.label!r} goes to the state {told(state)}; there are "
                            f"0 to {len(play) - 1}"
                        )

    @property
    def name(self) -> str:
        """The label."""
        return self.label


def check_fit(one: Automaton, game: Game, player: int) -> None:
    """An automaton plays the moves of a player, and knows the joint moves of the others.

    Raises:
        InputError: it does not.
    """
    own = game.shape[player]
    other = prod(game.shape) // own
    fits = all(len(mix) == own for mix in one.play) and all(
        len(table) == own and all(len(row) == other for row in table) for table in one.after
    )
    if not fits:
        raise InputError(
            f"automaton {one.name!r} does not fit player {game.players[player]!r}, who has "
            f"{counted(own, 'move')} against {other}{' of the others' * (game.n_players > 2)}"
        )


def automaton_document(one: Automaton) -> dict[str, Any]:
    """An automaton for JSON."""
    return {
        "name": one.name,
        "play": [list(map(format_rational, mix)) for mix in one.play],
        "after": [list(map(list, table)) for table in one.after],
    }


def memory_one(replies: int | Sequence[object], opening: object = 1, label: str = "") -> Automaton:
    """A strategy that looks at both last moves.

    Args:
        replies: a number from 0 to 15, for the deterministic S0 to S15; or the probabilities of
            cooperating after CC, CD, DC and DD, the own move first.
        opening: the probability of cooperating at first.
        label: its name.

    >>> memory_one(10) == memory_one([1, 0, 1, 0], label="S10")
    True
    """
    if isinstance(replies, int):
        if isinstance(replies, bool) or not 0 <= replies <= 15:
            raise InputError(f"memory-one strategies have the numbers 0 to 15, not {told(replies)}")
        chances: list[Fraction] = [Fraction(replies >> k & 1) for k in (3, 2, 1, 0)]
        label = label or f"S{replies}"
    else:
        chances = [rational(p, what="a probability of cooperating") for p in replies]
        if len(chances) != 4:
            raise InputError(
                f"a memory-one strategy has 4 replies, after CC, CD, DC and DD, not {len(chances)}"
            )
    first = rational(opening, what="the probability of cooperating at first")
    play = tuple((p, 1 - p) for p in (first, *chances))
    return Automaton(play, (((1, 2), (3, 4)),) * 5, label or "memory-one")


def win_stay_lose_shift() -> Automaton:
    """Repeat the last move if the other cooperated, change it if not."""
    return memory_one(9, label="win-stay lose-shift")


def grim() -> Automaton:
    """Cooperate until somebody defects, then defect for ever."""
    return memory_one(8, label="grim")


def rock(move: int, label: str) -> Automaton:
    """Always the same of two moves."""
    return Automaton(((1 - move, move),), (((0, 0), (0, 0)),), label)  # type: ignore[arg-type]


def punish_once() -> Automaton:
    """Cooperate; after a defection defect once, and do not look at what the other does then."""
    play: Any = ((1, 0), (0, 1))
    return Automaton(play, (((0, 1), (0, 1)), ((0, 0), (0, 0))), "punish once")


def contrite_tit_for_tat() -> Automaton:
    """Cooperate, but defect while the other alone is in bad standing.

    A player is in good standing after cooperating, and after defecting against one in bad standing
    while in good standing; else in bad standing.
    """
    good, mine_bad, theirs_bad, both_bad = range(4)
    names = {(True, True): good, (False, True): mine_bad, (True, False): theirs_bad}
    play: list[Mixed] = []
    after = []
    for mine, theirs in ((True, True), (False, True), (True, False), (False, False)):
        provoked = mine and not theirs
        cooperates = Fraction(int(not provoked))
        play.append((cooperates, 1 - cooperates))
        table = []
        for own in (True, False):
            row = []
            for other in (True, False):
                still_good = own or (mine and not theirs)
                other_good = other or (theirs and not mine)
                row.append(names.get((still_good, other_good), both_bad))
            table.append(tuple(row))
        after.append(tuple(table))
    return Automaton(tuple(play), tuple(after), "contrite tit for tat")


_PLAIN: dict[str, Callable[[], Automaton]] = {
    "tit-for-tat": lambda: memory_one(10, label="tit for tat"),
    "contrite": contrite_tit_for_tat,
    "win-stay-lose-shift": win_stay_lose_shift,
    "grim": grim,
    "punish-once": punish_once,
    "cooperate": lambda: rock(0, "cooperate"),
    "defect": lambda: rock(1, "defect"),
}


def as_automaton(one: Automaton | str) -> Automaton:
    """The automaton of a name; automata come back as they are.

    Raises:
        InputError: nothing is called so, or its numbers are no probabilities.

    >>> as_automaton("generous:1/3").play[2]
    (Fraction(1, 3), Fraction(2, 3))
    """
    if isinstance(one, Automaton):
        return one
    word, colon, numbers = str(one).partition(":")
    if not colon and word in _PLAIN:
        return _PLAIN[word]()
    if not colon and re.fullmatch("S[0-9]+", word):
        return memory_one(int(fmpz(word[1:])))
    if word == "generous" and colon:
        forgives = rational(numbers, what="the probability of forgiving")
        return memory_one([1, forgives, 1, forgives], label=f"generous:{numbers}")
    if word == "memory-one" and colon:
        replies = numbers.split(",")
        opening = replies.pop() if len(replies) == 5 else 1
        return memory_one(replies, opening, label=one)
    raise no_such("strategy", one, [*_PLAIN, "generous:1/3", "S10", "memory-one:1,0,1,0"])
