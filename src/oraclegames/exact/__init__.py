"""Exact numbers: what do equations and inequalities over the rationals have for solutions?

Gives: rationals, square roots, algebraic numbers, polynomials, linear programs, polytopes.
May import: budget, errors.
"""
