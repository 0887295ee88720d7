"""Pictures: pure functions from results to infos, and from infos to Plotly figures."""
