"""How does Plotly draw a picture, to turn and to hover over?

Gives: figures of infos as plain JSON.
May import: plots.pictures, plots.look, errors.
"""
