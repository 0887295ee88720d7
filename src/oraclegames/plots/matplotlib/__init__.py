"""Pictures for papers, by Matplotlib, without a browser.

Gives: drawings of infos.
May import: plots.pictures, plots.look.
"""
