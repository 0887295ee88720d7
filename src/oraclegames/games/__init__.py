"""What is played: players, moves, exact payoffs, and distributions over outcomes.

Gives: ``Game``, ``Distribution``, the catalogue, the ordinal 2×2 games, labels in words.
May import: games.files, games.by_formula, exact, errors.
"""
