"""Conditional oracles as objects: machines, oracles, what is reflective, and both theorems."""
