"""``generators.yml``, overrides and ``x-fern-*`` in, settings out; no other module knows them."""

from .translate import translate

__all__ = ["translate"]
