"""``stainless.yml`` in, settings out; no other module knows its keys."""

from .translate import translate

__all__ = ["translate"]
