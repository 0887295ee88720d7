"""What is on a picture? Plain data, to be compared with ==.

Gives: one info for each picture, and the layers that any backend draws.
May import: plots.look, conditional, reflective, games, exact, errors.
"""
