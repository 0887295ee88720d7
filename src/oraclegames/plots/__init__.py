"""Pictures: info = f(result) is plain data, figure = g(info) a Plotly figure."""
