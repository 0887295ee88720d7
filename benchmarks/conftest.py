"""Benchmarks compare with a named peer in the same run; nothing here passes or fails by time."""
