"""Two surfaces in, what changed between them out, each change with its level."""
