"""Formulas in how many players make which move: what do they say, and on which counts?

Gives: a formula's text as a tree, and its exact polynomial pieces on ranges and polygons of counts.
May import: exact, errors.
"""
