"""What a schema means: a type, and the definitions that it needs."""
