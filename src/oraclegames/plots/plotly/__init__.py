"""Pictures to turn and to hover over, by Plotly.

Gives: figures of infos.
May import: plots.pictures, plots.look.
"""
