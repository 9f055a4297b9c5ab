"""Changes since the last release in; the next version, changelog and migration guide out."""
