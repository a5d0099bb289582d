"""Vietnamese text: its characters, abbreviations, names and patterns."""
