"""Classes that stand for what msgspec does not know, or does not read as it should: it asks us."""

from __future__ import annotations


class Kind(type):
    """Lets msgspec take what was decoded for a class that stands for something else."""

    def __instancecheck__(cls, instance: object) -> bool:
        """Agree: whatever was decoded is one."""
        return True
