"""Programs that query a reflective oracle about each other: what can they reach?

Gives: machines and their oracles; agents, matches and tournaments are packages of their own.
May import: games, exact, and its own packages.
"""
