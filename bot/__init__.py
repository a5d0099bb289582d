"""The ways in: Telegram and the command line, and the Vietnamese words that people read."""
