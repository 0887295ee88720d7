"""Limits: which totally mixed play comes near a distribution, and what is learnt on the way?

Gives: tremble levels, families of trembles, tests by regularity and by orders of magnitude.
May import: certificates, games, exact.
"""
