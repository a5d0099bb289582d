"""Files to articles, and articles to sentences by offset."""
