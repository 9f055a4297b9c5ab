"""Fakes for tests of programs that use the SDK; nothing else of the package imports this."""
