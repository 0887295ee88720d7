"""A wrong input for every claim, which must turn it down."""

from __future__ import annotations

from fractions import Fraction as F

from oraclegames import Game, catalog
from oraclegames.reflective.agents.automata import memory_one
from oraclegames.reflective.agents.grounded import Grounded, generous_tit_for_tat, tit_for_tat
from oraclegames.reflective.agents.nicer_bot import NicerBot
from oraclegames.reproduce.dilemmas import dilemma
from oraclegames.reproduce.instances import nudged
from oraclegames.reproduce.regions import MIXED, VENUES

SLIP = F(1, 1000)
"""A payoff that is wrong by this much is enough."""

PD = catalog.prisoners_dilemma()
OTHER_DILEMMA = dilemma(5, 3, 1, 0)
COOPERATE = Grounded((F(1), F(0)), ((F(1), F(0)), (F(1), F(0))), "always cooperate")


def symmetric(r, s, t, p, labels=("1", "2")) -> Game:
    return Game.from_arrays([[r, s], [t, p]], [[r, t], [s, p]], moves=[labels, labels])


PLANTED = {
    "limit/pareto": [{"error": SLIP}],
    "limit/defection": [{"greedy": (("demand:1/2", "demand:2"),)}],
    "limit/raised-minimum": [{"minimum": "nelp:2001/1000"}, {"game": OTHER_DILEMMA}],
    "limit/nicer": [{"other": "defect"}],
    "coedt/correlated-space": [
        {"game": nudged(PD, SLIP)},
        {"game": catalog.matching_pennies(), "distribution": "1/4, 1/4, 1/4, 1/4"},
    ],
    "coedt/indifference-surfaces": [{"error": SLIP}],
    "coedt/prisoners-dilemma": [{"game": nudged(PD, SLIP)}, {"game": OTHER_DILEMMA}],
    "coedt/prisoners-dilemma-5310": [
        {"game": nudged(catalog.prisoners_dilemma(5, 3, 1, 0), SLIP)},
        {"game": PD},
    ],
    "coedt/chicken": [{"game": nudged(catalog.chicken(), SLIP)}],
    "coedt/chicken-disconnected": [
        {"game": symmetric(4, 4, 5, 4 + SLIP, ("Swerve", "Straight"))},
    ],
    "coedt/chicken-4.05": [
        {"game": nudged(catalog.chicken(), SLIP)},
        {"straight": F(1, 9)},
    ],
    "coedt/stag-hunt": [
        {"game": catalog.stag_hunt(5)},
        {"game": nudged(catalog.stag_hunt(), SLIP)},
    ],
    "coedt/theorem-1": [{"error": SLIP}],
    "coedt/theorem-2": [{"size": 0}],
    "coedt/no-closed-loop": [{"error": SLIP}],
    "boundary/prisoners-dilemma": [{"game": catalog.chicken()}],
    "boundary/matching-pennies": [{"game": nudged(catalog.matching_pennies(), SLIP)}],
    "boundary/anti-coordination": [{"game": symmetric(SLIP, 1, 1, 0)}],
    "boundary/nash-not-reflective": [
        {"game": Game.from_arrays([[0, 0], [0, 0]], [[0, 0], [0, 0]])},
        {"game": Game.from_arrays([[SLIP, -1], [0, 0]], [[0, 0], [0, 0]])},
    ],
    "boundary/folk-theorem": [{"worst": max}],
    "boundary/common-ties": [
        {"game": catalog.coordination(3)},
        {"game": nudged(catalog.common_ties(), -2)},
    ],
    "boundary/ties-only": [
        {"games": (catalog.anti_coordination(),) * 144},
        {"games": (PD,)},
    ],
    "boundary/five-and-ten": [
        {"game": Game.from_arrays([10, 5], moves=[["10", "5"]])},
        {"game": Game.from_arrays([5, 5], moves=[["5", "10"]])},
    ],
    "boundary/chain-order": [{"payoffs": (5, 7, 10)}, {"payoffs": (5, 3, 4)}],
    "theorem/T1-payoff-curve": [{"error": SLIP}],
    "theorem/T2-distribution-from-values": [{"error": SLIP}],
    "theorem/T3-kinds-of-curves": [
        {"error": SLIP},
        {"reducible": (nudged(PD, SLIP),)},
    ],
    "theorem/T4-better-than-nash": [{"sign": -1}],
    "theorem/T5-arcs": [{"side": -1}],
    "theorem/T6-nash": [{"error": SLIP}, {"error": -SLIP}],
    "theorem/T7-greedy-levels": [{"error": F(1)}, {"error": F(-1)}],
    "theorem/T8-all-moves-supported": [{"error": SLIP}],
    "values/certificates": [{"error": SLIP}, {"error": -SLIP}],
    "values/box-bound": [{"error": F(1000)}, {"error": F(-1000)}],
    "values/best": [{"said": (4, 8, 2, 5)}, {"games": (OTHER_DILEMMA,)}],
    "values/chicken-4.05": [
        {"tempting": F(4)},
        {"game": PD},
        {"game": nudged(catalog.chicken(), SLIP)},
    ],
    "values/gain-graph": [{"error": F(1)}, {"error": F(-100)}],
    "values/region-arcs": [{"error": F(50)}],
    "values/three-venues": [
        {"game": nudged(VENUES, SLIP)},
        {
            "game": Game.from_arrays(
                [[1, 0, 0], [0, 1, 0], [0, 0, 1]], [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
            )
        },
    ],
    "values/two-by-three": [{"game": nudged(MIXED, SLIP)}, {"game": VENUES}],
    "values/whole-region": [{"error": F(50)}],
    "values/exact-best": [{"error": SLIP}],
    "values/existence": [{"error": F(-5)}],
    "example/battle-of-the-sexes": [
        {"game": catalog.battle_of_the_sexes("3001/1000", 2)},
        {"game": nudged(catalog.battle_of_the_sexes(), SLIP)},
    ],
    "example/negative-dilemma": [{"game": PD}],
    "example/chicken-textbook": [
        {"game": nudged(catalog.chicken_textbook(), SLIP)},
        {"game": catalog.chicken()},
    ],
    "example/matching-pennies": [{"game": nudged(catalog.matching_pennies(), SLIP)}],
    "example/stag-hunt-with-ties": [{"game": catalog.stag_hunt(4, "3001/1000")}],
    "example/traffic-lights": [{"game": catalog.traffic_lights(98)}],
    "example/pure-by-ties": [{"game": Game.from_arrays([[0, 1], [-SLIP, -1]], [[-2, 0], [1, -1]])}],
    "example/all-match": [{"game": nudged(catalog.all_match(3), SLIP)}],
    "example/dimension": [{"error": SLIP}, {"sizes": {(2, 2): 2}}],
    "oracle/liar": [{"says": ("1", "0")}],
    "oracle/self-trust": [{"says": ("0", "1")}, {"threshold": F(1, 3)}],
    "oracle/reading": [{"on": F(3, 10)}, {"off": F(1, 2)}, {"off": F(7, 10)}],
    "oracle/nash": [{"error": F(1)}],
    "oracle/nash-more-moves": [
        {"unique": catalog.coordination(3)},
        {"several": catalog.coordination(2)},
    ],
    "oracle/choice": [{"game": PD}, {"game": nudged(catalog.battle_of_the_sexes(), SLIP)}],
    "oracle/dilemma-is-lost": [
        {"game": catalog.chicken_textbook()},
        {"hunt": catalog.stag_hunt(5)},
    ],
    "match/lp-lp": [{"first": "nelp"}, {"second": "demand:2"}],
    "match/lp-anybody": [{"first": "nelp"}, {"first": "demand:2"}],
    "match/lp-cooperate": [{"first": "nicer"}, {"second": "defect"}],
    "match/lp-defect": [{"first": "nelp"}, {"second": "cooperate"}],
    "match/nelp-defect": [{"first": "lp"}, {"first": "nicer"}, {"second": "cooperate"}],
    "match/nelp-nelp": [{"first": "lp"}, {"first": "demand:1/2"}],
    "match/nelp-lp": [{"first": "lp"}, {"first": "demand:1"}],
    "match/raised-minimum": [{"first": "nelp"}, {"second": "lp"}],
    "match/kite": [{"first": "nelp"}, {"first": "demand:1"}],
    "match/green-yellow": [{"second": "demand:1"}, {"first": "demand:2"}],
    "match/yellow-yellow": [{"second": "demand:1/2"}],
    "match/slightly-greedy": [{"second": "demand:3/2"}, {"game": OTHER_DILEMMA}],
    "match/greed-table": [{"kind": "nelp"}, {"game": symmetric(3, 0, 4, 2, ("C", "D"))}],
    "match/nicer-nicer": [{"first": "defect"}, {"second": "constant:9/10"}],
    "match/nicer-defect": [{"first": "lp"}, {"first": "demand:1"}],
    "match/nicer-is-demand-1": [{"fair": "demand:1/2"}, {"nicer": "lp"}],
    "program/tit-for-tat": [{"strategy": COOPERATE}, {"strategy": generous_tit_for_tat("1/10")}],
    "program/thresholds": [
        {"said": ((nudged(PD, SLIP), F(1, 2)),)},
        {"strategy": COOPERATE},
        {"strategy": generous_tit_for_tat("1/10")},
    ],
    "program/nicer-equilibrium": [{"program": "cooperate"}, {"rock": "nicer"}],
    "program/common-coins": [
        {"game": catalog.battle_of_the_sexes(3, 1)},
        {"strategy": memory_one(15)},
    ],
    "program/grim": [{"game": PD}, {"strategy": "tit-for-tat"}, {"own": F(1, 3) + 2 * SLIP}],
    "program/no-exploitation": [{"good": COOPERATE}, {"meek": tit_for_tat()}, {"meek": NicerBot()}],
}
