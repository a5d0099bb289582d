"""Ratios of the engine to the bare model, measured in one run: `python -m tests.bench`."""
