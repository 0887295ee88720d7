"""The definitions once more, in plain fractions: what the tests compare with."""

from __future__ import annotations

from fractions import Fraction


def conditional_value(game, weights, player, moves):
    """E[U_i | o_i in moves] for positive weights of the outcomes, row-major."""
    mass = gain = Fraction(0)
    for outcome, weight in zip(game.outcomes(), weights):
        if outcome[player] in moves:
            mass += weight
            gain += weight * game.payoff(player, outcome)
    return gain / mass


def chain_move(order, answers):
    """The move of one player: ``answers`` for her links in turn."""
    for move, answer in zip(order, answers):
        if answer:
            return move
    return order[-1]


def chain_contents(game, orders, outcome, weights):
    """Whether every link that the outcome needs is right for these totally mixed weights."""
    for i, order in enumerate(orders):
        for j, move in enumerate(order[:-1]):
            here = conditional_value(game, weights, i, [move])
            after = conditional_value(game, weights, i, order[j + 1 :])
            if move == outcome[i]:
                if here < after:
                    return False
                break
            if here > after:
                return False
    return True


def pairs_contents(game, outcome, weights):
    """Whether every move of the outcome is worth at least what the player's others are."""
    for i, count in enumerate(game.shape):
        values = [conditional_value(game, weights, i, [s]) for s in range(count)]
        if values[outcome[i]] < max(values):
            return False
    return True


def at(family, t):
    """The weights of a tremble family at one t."""
    return [sum(c * t**k for k, c in enumerate(weight)) for weight in family.weights]
