"""Names: how a text becomes an identifier, what is taken already, and who gets what two want."""
