"""What is found, what is quoted, and when to refuse."""
