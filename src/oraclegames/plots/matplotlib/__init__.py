"""How does Matplotlib draw a picture for papers, without a browser?

Gives: drawings of infos.
May import: plots.pictures, plots.look, errors.
"""
