"""Agents that condition on their own move: dependency (COEDT) equilibria."""
