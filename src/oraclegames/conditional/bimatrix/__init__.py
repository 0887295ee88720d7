"""Two players: what are all Nash equilibria?

Gives: extreme equilibria, and the maximal sets in which they can replace each other.
May import: games, exact.
"""
