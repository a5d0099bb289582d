"""What a question says: what it asks for, what it names, in which language."""
