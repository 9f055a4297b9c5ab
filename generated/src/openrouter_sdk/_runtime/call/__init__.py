"""One call, from arguments to value: its steps, and what they share."""
