"""Three and more agents on a game: which outcomes can they and an oracle reach?

Gives: ``group_match``, which :func:`oraclegames.match` asks for three and more agents.
May import: reflective.limit, reflective.match, reflective.agents, reflective.oracles,
    certificates, games, exact.
"""
