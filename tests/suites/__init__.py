"""The old SDKs' own tests, run against what is pressed out of their configurations."""
