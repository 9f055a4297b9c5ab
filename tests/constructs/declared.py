"""A description of one parameter, and values for those of every type."""

from __future__ import annotations

ARRAY = ["blue", "black"]
OBJECT = {"R": 100, "G": 200}


def one(name: str, place: str, rest: str, path: str = "/x") -> str:
    """Describe one operation with one parameter, `p`."""
    return f"""
        paths:
          {path}:
            get:
              operationId: get
              tags: [x]
              parameters: [{{name: {name}, in: {place}, {rest}}}]
              responses: {{'200': {{description: ok}}}}
        """
