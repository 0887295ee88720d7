"""Two agents on a game: which outcomes can they and an oracle reach?

Gives: ``match``: every fixed point, its arcs, its limit.
May import: reflective.agents, reflective.oracles, reflective.machines,
    certificates, games, exact.
"""
