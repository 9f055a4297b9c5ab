"""Credentials: where they go on a request, and the tokens that are asked for."""
