"""Agents that query a reflective oracle about each other."""
