"""Theorem 1 holds for exactly the totally mixed equilibria, theorem 2 for all other mixed play."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Game, InputError, check
from oraclegames.conditional.oracle.theorems import theorem_1, theorem_2
from oraclegames.conditional.oracle.weakly_leads import weakly_leads_to
from tests.conditional.oracle.plain import conditional_value
from tests.depth import some
from tests.strategies import distributions, games, wild_payoffs

CHICKEN = Game.from_arrays(
    [[4, 4], [5, 0]],
    [[4, 5], [4, 0]],
    players=["Row", "Column"],
    moves=[["swerve", "straight"]] * 2,
)
STAG = Game.from_arrays([[4, 0], [1, 1]], [[4, 1], [0, 1]])


def levelled(game, played):
    """The game with each move's payoffs shifted so that it is worth 0 under the distribution."""
    tables = []
    for i in range(game.n_players):
        table = game.payoff_array(i)
        for o in game.outcomes():
            table[o] -= conditional_value(game, played.probabilities, i, [o[i]])
        tables.append(table.tolist())
    return Game.from_arrays(*tables)


@given(st.data())
@settings(max_examples=some(40, 100))
def test_theorem_1_succeeds_iff_check_says_yes_iff_theorem_2_refuses(data):
    game = data.draw(games(max_outcomes=12, payoffs=wild_payoffs))
    played = data.draw(distributions(game, totally_mixed=True))
    if data.draw(st.booleans()):
        game = levelled(game, played)
        assert check(game, played.probabilities)
    orders = [data.draw(st.permutations(range(m))) for m in game.shape]
    if check(game, played.probabilities):
        proof = theorem_1(game, played.probabilities, orders=orders)
        assert proof.verify()
        assert proof.agents.outcome_distribution(proof.cod).probabilities == played.probabilities
        with pytest.raises(InputError, match="this is an equilibrium"):
            theorem_2(game, played.probabilities, orders=orders)
    else:
        refuted = theorem_2(game, played.probabilities, orders=orders)
        assert refuted.verify()
        with pytest.raises(InputError, match="this is no equilibrium"):
            theorem_1(game, played.probabilities, orders=orders)


@given(st.data())
@settings(max_examples=some(24, 60))
def test_no_oracle_distribution_with_refuted_play_weakly_leads_to_itself(data):
    """Theorem 2 speaks of every COD, so draw any that plays P: sparse ones too."""
    game = data.draw(games(max_outcomes=9))
    played = data.draw(distributions(game, totally_mixed=True))
    if check(game, played):
        return
    refuted = theorem_2(game, played)
    agents = refuted.agents
    by_outcome = {o: [] for o in game.outcomes()}
    for oracle in agents.system.oracles():
        by_outcome[agents.play(oracle.answers)].append(oracle.answers)
    weights = {}
    for outcome, p in zip(game.outcomes(), played.probabilities):
        chosen = data.draw(
            st.lists(st.sampled_from(by_outcome[outcome]), min_size=1, max_size=3, unique=True)
        )
        weights |= dict.fromkeys(chosen, p / len(chosen))
    cod = agents.cod(weights)
    lead = weakly_leads_to(cod, cod)
    query = agents.queries[agents.questions.index(refuted.question)]
    (broken,) = (b for b in lead.broken if b.query == query)
    assert broken.demanded == refuted.demanded
    assert broken.wrong >= refuted.wrong


def test_the_tempting_point_of_chicken_is_refuted_in_words():
    refuted = theorem_2(CHICKEN, "81/100, 9/100, 9/100, 1/100")
    assert (refuted.left, refuted.right) == (4, Fraction(9, 2))
    assert "compares 4 with 9/2, so the answer 0 is demanded" in str(refuted)
    assert "Column plays swerve with probability 9/10" in str(refuted)


def test_an_equilibrium_of_stag_hunt_is_proved_in_words():
    proof = theorem_1(STAG, "1/8, 3/8, 3/8, 1/8")
    text = str(proof)
    assert text.count("compares 1 with 1, so it demands no answer") == 2
    assert "each of the 4 oracles" in text
    assert text.endswith("hence reflective. ∎")


def test_the_theorems_want_every_outcome_to_be_possible():
    for theorem in (theorem_1, theorem_2):
        with pytest.raises(InputError, match="is_reflective"):
            theorem(CHICKEN, "1, 0, 0, 0")


def test_forged_proofs_do_not_verify():
    proof = theorem_1(CHICKEN, "11/20, 1/5, 1/5, 1/20")
    other = theorem_1(CHICKEN, "91/100, 1/25, 1/25, 1/100")
    assert not replace(proof, distribution=other.distribution).verify()
    assert not replace(proof, cod=other.cod).verify()
    refuted = theorem_2(CHICKEN, "81/100, 9/100, 9/100, 1/100")
    assert not replace(refuted, left=refuted.right).verify()
    assert not replace(refuted, wrong=Fraction(1)).verify()
    assert not replace(refuted, distribution=proof.distribution).verify()
    four, least = Fraction(4), Fraction(3, 4)
    tied = replace(refuted, distribution=proof.distribution, left=four, right=four)
    assert not replace(tied, wrong=least).verify()
    assert not replace(tied, wrong=1 - least).verify()


def test_a_game_where_nobody_has_a_choice_is_proved_without_a_query():
    game = Game.from_arrays([[3]], [[5]])
    assert theorem_1(game, [1]).verify()
