"""How do pictures look?

Gives: colours by role, themes, sizes.
May import: errors.
"""
