"""What is wanted, and what a short question means after the ones before it."""
