"""The command, run as users run it."""

from __future__ import annotations

from pathlib import Path

from support.pressing import complete

PETS = complete(
    """\
    info: {title: Pet shop, version: 1.0.0}
    paths:
      /pets:
        get:
          operationId: listPets
          responses:
            "200":
              description: All pets.
              content:
                application/json:
                  schema: {type: array, items: {$ref: "#/components/schemas/Pet"}}
    components:
      schemas:
        Pet:
          type: object
          properties:
            name: {type: string}
    """
)

RENAME = """\
overlay: 1.0.0
info: {title: Rename, version: 1.0.0}
actions: [{target: $.info, update: {title: Zoo}}]
"""


def pets(directory: Path) -> Path:
    """A file with a description of one operation."""
    path = directory / "pets.yaml"
    path.write_text(PETS, encoding="utf-8")
    return path


def files(directory: Path) -> list[Path]:
    """Every file below `directory`."""
    return [path for path in directory.rglob("*") if path.is_file()]
