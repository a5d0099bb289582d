"""Alembic's folder. The next change: a new file in `versions` whose `down_revision` is the latest one's name."""
