"""Two modal agents in a game: what both do, and what proves it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from oraclegames.exact.rational import format_rational
from oraclegames.games.load import GameLike
from oraclegames.reflective.modal.meetings import Meetings, meet
from oraclegames.reflective.modal.modal_agents import ModalAgent


@dataclass(frozen=True, repr=False)
class ModalMatch(Meetings):
    """The result of :func:`oraclegames.modal_match`; its agents are two."""

    @property
    def names(self) -> tuple[str, str]:
        """The agents' names."""
        return self.agents[0].name, self.agents[1].name

    @property
    def seated(self) -> tuple[tuple[str, str], ...]:
        """The one meeting."""
        return (self.names,)

    @property
    def play(self) -> tuple[str, str]:
        """The labels of both moves."""
        first, second = self.outcome(*self.names)
        return self.game.moves[0][first], self.game.moves[1][second]

    @property
    def payoffs(self) -> tuple[Fraction, Fraction]:
        """Both payoffs."""
        return self.payoffs_of(*self.names)

    def __str__(self) -> str:
        return "\n".join(_words(self))

    def to_dict(self) -> dict[str, Any]:
        """For JSON, schema ``oraclegames/modal-match-1``."""
        return {**self._document("oraclegames/modal-match-1"), **self._pairing(*self.names)}


def modal_match(game: GameLike, first: ModalAgent | str, second: ModalAgent | str) -> ModalMatch:
    """What two agents do that search for proofs about each other, exactly.

    Args:
        game: two players with two moves each; to cooperate is the move "C" or "Cooperate", or else
            the first.
        first, second: the players' agents, by name or formula, see :func:`oraclegames.modal_agent`.

    Raises:
        InputError: a name or a formula that is none, or an atom outside every box.
        UnsupportedError: another shape of game.

    Cost: that of a few formulas at a few worlds. The answer is always complete.

    Source: Barasz and others, arXiv 1401.5577.

    >>> modal_match("prisoners_dilemma", "FairBot", "PrudentBot").play
    ('Cooperate', 'Cooperate')
    >>> modal_match("prisoners_dilemma", "CooperateBot", "PrudentBot").play
    ('Cooperate', 'Defect')
    """
    met = meet(game, (first, second))
    return ModalMatch(met.game, met.agents, met.others, met.worlds)


def _words(result: ModalMatch) -> Iterator[str]:
    one, two = result.names
    payoffs = ", ".join(map(format_rational, result.payoffs))
    yield f"{one} against {two}: {', '.join(result.play)}, paying {payoffs}"
    for name, other in ((one, two), (two, one))[: 1 + (one != two)]:
        proved = result.proved(name, other)
        verb = "cooperates" if result.cooperates(name, other) else "defects"
        yield f"  {name} {verb}: PA{f'+{proved}' * (proved > 0)} proves it"
    yield ""
    yield "Formulas:"
    shown = {one.name: one for one in (*result.agents, *result.others)}
    yield from (f"  {one}" for one in shown.values())
    yield ""
    last = len(result.worlds.truth[0]) - 1
    yield f"Who cooperates, at the worlds 0 to {last} (1 = yes; as at the last it stays):"
    named = [f"{who}({whom})" for who, whom in result.worlds.pairs]
    width = max(map(len, named))
    for name, truth in zip(named, result.worlds.truth):
        yield f"  {name:{width}}  {' '.join(str(int(value)) for value in truth)}"
