"""The index: how a generation is built, verified, kept and read."""
