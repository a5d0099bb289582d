"""What fingers meant: marks, keys, slips and teencode in a question as it was typed."""
