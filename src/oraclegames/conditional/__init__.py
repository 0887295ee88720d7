"""Agents that condition on their own move: what are their (dependency, COEDT) equilibria?

Gives: ``solve`` and its ``Solution``, in words, as JSON, re-checked; the packages do the work.
May import: certificates, games, exact, and its own packages.
"""
