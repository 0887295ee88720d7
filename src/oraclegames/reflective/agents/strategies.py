"""Strategies for repeated games as agents that ask an oracle: what their last moves tell.

An oracle tells both players' last moves, by readings, and no states. So a strategy becomes a
:class:`~oraclegames.reflective.agents.grounded.Grounded` agent if its next state follows from both
last moves: those of memory one, and all with a name.
"""

from __future__ import annotations

from oraclegames.errors import InputError
from oraclegames.reflective.agents.automata import Automaton, as_automaton
from oraclegames.reflective.agents.grounded import Grounded
from oraclegames.reflective.agents.reading import Mixed
from oraclegames.reflective.agents.smallest import smallest


def as_grounded(one: Automaton | str, label: str = "") -> Grounded:
    """The ε-grounded agent of a strategy, given as an automaton or by its name.

    Args:
        one: the strategy, see :func:`oraclegames.common_coins` for the names.
        label: the agent's name; without it "strategy:" and the strategy's.

    Raises:
        InputError: there is none of this name, or it remembers more than both last moves.

    >>> as_grounded("grim").table[0]
    ((Fraction(1, 1), Fraction(0, 1)), (Fraction(0, 1), Fraction(1, 1)))
    """
    name = f"strategy:{one}" if isinstance(one, str) else one.name
    least = smallest(as_automaton(one))
    own, other = len(least.after[0]), len(least.after[0][0])
    rows: list[tuple[Mixed, ...]] = []
    for a in range(own):
        row = []
        for b in range(other):
            known = {least.after[s][a][b] for s, mix in enumerate(least.play) if mix[a]}
            if len(known) > 1:
                raise InputError(
                    f"the strategy {as_automaton(one).name!r} remembers more than both last moves, "
                    "which are all that an oracle tells"
                )
            # what follows a move that is never made does not matter
            row.append(least.play[known.pop() if known else 0])
        rows.append(tuple(row))
    return Grounded(least.play[0], tuple(rows), label or name)
