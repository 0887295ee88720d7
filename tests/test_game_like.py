"""Whoever asks about a game may name it, as on the command line."""

import inspect
import re
from collections.abc import Callable
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest

import oraclegames
from oraclegames import oracle, plots, spohn
from oraclegames.games.load import GameLike, load_game
from oraclegames.reflective.agents.automata import memory_one
from oraclegames.reflective.agents.nicer_bot import NicerBot
from oraclegames.reflective.programs.grounded_equilibrium import (
    grounded_equilibrium,
    nicer_epsilons,
)
from oraclegames.reflective.programs.program_equilibrium import best_constant

NAME = "prisoners_dilemma(5, 3, 1, 0)"
NICE = NicerBot()
TIT = memory_one(10)
ASKED: dict[str, tuple[Callable[..., Any], tuple[Any, ...]]] = {
    **{
        name: (attrgetter(name)(oraclegames), arguments)
        for name, arguments in {
            "achieve": ([2, 2],),
            "bounding_box": (),
            "check": ([1, 0, 0, 0],),
            "correlated": (),
            "match": ("nelp", "cooperate", "1/10", "1/3"),
            "match_limit": ("nelp", "cooperate", "1/10", "1/3"),
            "modal_match": ("FairBot", "PrudentBot"),
            "modal_tournament": (["FairBot", "DefectBot"],),
            "nash": (),
            "nash_machines": (),
            "oracle.chain_order_matters": (),
            "oracle.existence": (),
            "oracle.theorem_1": (["2/7", "1/7", "1/7", "3/7"],),
            "oracle.theorem_2": (["1/4"] * 4,),
            "program_equilibrium": ("nelp", "cooperate", "1/10", "1/3"),
            "pure_equilibria": (),
            "sample": (1,),
            "compare": (),
            "least_similarity": (),
            "similar": (),
            "similarity": (["2/7", "1/7", "1/7", "3/7"],),
            "solve": (),
            "support": ([1, 1],),
            "supremum": (),
            "to_text": ("nfg",),
            "tournament": (["nelp"], "1/10", "1/3"),
        }.items()
    },
    "best": (partial(oraclegames.best, tolerance="1/2", compare=False), ()),
    "region": (partial(oraclegames.region, tolerance="1"), ()),
    "best_constant": (best_constant, ("nelp", 0, "1/10", "1/3")),
    "common_coins": (oraclegames.common_coins, (TIT, TIT)),
    "independent_coins": (oraclegames.independent_coins, (TIT, TIT)),
    "grounded_equilibrium": (grounded_equilibrium, (NICE, NICE)),
    "nicer_epsilons": (nicer_epsilons, ()),
    "Distribution.of": (oraclegames.Distribution.of, ("1,0,0,0",)),
    "Distribution.point": (oraclegames.Distribution.point, ((0, 1),)),
    "Distribution.product": (oraclegames.Distribution.product, ([0, 1], ["1/2", "1/2"])),
    "oracle.Agents.chain": (oracle.Agents.chain, ()),
    "oracle.Agents.pairwise": (oracle.Agents.pairwise, ()),
    "spohn.curve_kind": (spohn.curve_kind, ()),
    "spohn.payoff_polynomial": (spohn.payoff_polynomial, ()),
    "spohn.payoff_polynomial_factors": (spohn.payoff_polynomial_factors, ()),
    "plots.payoff_space_info": (plots.payoff_space_info, ()),
}


def test_every_public_function_that_asks_about_a_game_is_tried() -> None:
    named = [(name, getattr(oraclegames, name)) for name in oraclegames.__all__]
    for door in (oracle, plots, spohn):
        place = door.__name__.rpartition(".")[2]
        named += [(f"{place}.{name}", getattr(door, name)) for name in door.__all__]
    for name, one in [*named]:
        if inspect.isclass(one):  # their ways of being made
            ways = (way for way, made in vars(one).items() if isinstance(made, classmethod))
            named += [(f"{name}.{way}", getattr(one, way)) for way in ways]
    about = {
        name
        for name, one in named
        if not inspect.isclass(one)
        and callable(one)
        and next(iter(inspect.signature(one).parameters), "") == "game"
    }
    foreign = {name for name in about if name.startswith("Game.from_")}
    assert about - foreign <= set(ASKED)


@pytest.mark.parametrize("question", ASKED)
def test_a_name_or_a_path_asks_the_same(question: str, tmp_path: Path) -> None:
    game = load_game(NAME)
    path = tmp_path / "it.nfg"
    path.write_text(game.to_nfg())
    ask, rest = ASKED[question]

    def answer(like: GameLike) -> Any:
        found = ask(like, *rest)
        if hasattr(found, "to_dict"):
            return found.to_dict()
        return re.sub(r" at 0x\w+", "", repr(found))  # functions inside have addresses

    expected = answer(game)
    for like in (NAME, path, str(path)):
        assert answer(like) == expected
