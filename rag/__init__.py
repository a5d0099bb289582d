"""Articles in, cited answers out. Knows nothing of Telegram or of the terminal."""
