"""Agents by name, as they are written on the command line."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from typing import TypeAlias

from oraclegames.errors import InputError, raised, told
from oraclegames.exact.rational import parse_rational
from oraclegames.reflective.agents.agents import Agent, Constant
from oraclegames.reflective.agents.demand import Demand
from oraclegames.reflective.agents.function_agent import FunctionAgent, Program
from oraclegames.reflective.agents.lp_and_nelp import LP, NonExploitableLP
from oraclegames.reflective.agents.named_agents import NAMED_AGENTS
from oraclegames.reflective.agents.nicer_bot import NicerBot
from oraclegames.reflective.agents.regions import read_region
from oraclegames.reflective.agents.strategies import as_grounded

AgentLike: TypeAlias = "Agent | str | Program"
"""An agent, its name, or a function that is one."""


def agent(text: str) -> Agent:
    """Return the agent that a text names.

    ``lp``, ``nelp`` (or ``nelp:2`` for another minimum), ``demand:1/2``, ``nicer``, ``cooperate``,
    ``defect``, ``constant:1/3`` (the probability of the first of two moves; or all probabilities,
    ``constant:1/2,1/4,1/4``), ``strategy:grim``, ``region:FILE``.

    Raises:
        InputError: if there is no such agent; the message suggests the nearest name.

    >>> agent("demand:1/2")
    Demand(alpha=Fraction(1, 2), threat=None)
    """
    if not isinstance(text, str):
        raise InputError(f"an agent is named by a text such as 'nelp', not {told(text)}")
    name, colon, value = text.strip().partition(":")
    key = name.strip().lower()
    if key not in _MAKE:
        nearest = difflib.get_close_matches(key, _MAKE, n=1, cutoff=0.5)
        hint = f"did you mean {nearest[0]!r}? " if nearest else ""
        names = ", ".join(one.form for one in NAMED_AGENTS.values())
        raise InputError(f"there is no agent {text!r}; {hint}agents are {names}")
    form = NAMED_AGENTS[key].form
    if bool(colon) is not (":" in form) and not (key in ("nelp", "nicer") and colon):
        raise InputError(f"agent {text!r} should be written {form}")
    return _MAKE[key](value.strip())


def as_agent(one: AgentLike) -> Agent:
    """Return an agent, given as such, by its name, or as a function."""
    if isinstance(one, Agent):
        try:
            name = one.name
        except Exception as error:
            raise InputError(
                f"the agent {told(one)} raised {raised(error)} when it was asked for its name"
            ) from error
        if not isinstance(name, str):
            raise InputError(f"an agent's name is a text, not {told(name)}")
        return one
    if isinstance(one, str):
        return agent(one)
    if callable(one) and not isinstance(one, type):
        return FunctionAgent(one)
    raise InputError(
        "an agent is an Agent, a name such as 'nelp' or a function (seat, own, other), not "
        f"{told(one)}"
    )


def _demand(value: str) -> Agent:
    alphas = [parse_rational(part) for part in value.split(",")]
    exact = tuple(alpha for alpha in alphas if alpha is not None)
    if len(exact) < len(alphas):
        raise InputError(
            f"the agent demand:{value} needs a number such as demand:1/2, or one for each other "
            "player"
        )
    return Demand(exact)


def _nicer(value: str) -> Agent:
    if value not in ("", "worst"):
        raise InputError(f"the agent nicer:{value} should be written nicer or nicer:worst")
    return NicerBot("worst" if value else "random")


def _nelp(value: str) -> Agent:
    minimum = parse_rational(value) if value else None
    if value and minimum is None:
        raise InputError(f"the agent nelp:{value} needs a number such as nelp:2")
    return NonExploitableLP(minimum)


def _constant(value: str) -> Agent:
    weights = [parse_rational(part) for part in value.split(",")]
    exact = [weight for weight in weights if weight is not None]
    if len(exact) < len(weights):
        raise InputError(
            f"the agent constant:{value} needs probabilities such as constant:1/3 or "
            "constant:1/2,1/4,1/4"
        )
    if len(exact) == 1:
        exact.append(1 - exact[0])
    return Constant(tuple(exact), f"constant:{value}")


_MAKE: dict[str, Callable[[str], Agent]] = {
    "lp": lambda _: LP(),
    "nelp": _nelp,
    "demand": _demand,
    "nicer": _nicer,
    "cooperate": lambda _: Constant("cooperate"),
    "defect": lambda _: Constant("defect"),
    "constant": _constant,
    "strategy": as_grounded,
    "region": read_region,
}
