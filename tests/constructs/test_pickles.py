"""Pickles of models outlive a version in which another module of the package has them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from support.models import ModelLibrary
from support.pressing import PressFiles

OLD = """
    openapi: 3.1.0
    info: {title: Zoo, version: 1.0.0}
    paths:
      /cats:
        get: {operationId: getCat, tags: [cats], responses: {"200": {$ref: "#/components/responses/Cat"}}}
      /dogs:
        get: {operationId: getDog, tags: [dogs], responses: {"204": {description: none}}}
    components:
      responses:
        Cat: {description: a, content: {application/json: {schema: {$ref: "#/components/schemas/Cat"}}}}
      schemas:
        Paw:
          type: object
          properties: {size: {type: integer}, of: {$ref: "#/components/schemas/Cat"}}
        Cat:
          type: object
          properties:
            name: {type: string}
            paws: {type: array, items: {$ref: "#/components/schemas/Paw"}}
"""
NEW = OLD.replace('"204": {description: none}', '"200": {$ref: "#/components/responses/Cat"}')

DUMP = """
import pickle, sys
from zoo import models
cat = models.Cat(name="Tom", paws=[models.Paw(size=3)])
print(models.Cat.__module__, file=sys.stderr)
sys.stdout.buffer.write(pickle.dumps([cat, cat.paws[0]]))
"""
LOAD = """
import copy, pickle, sys
from zoo import models
cat, paw = pickle.loads(sys.stdin.buffer.read())
assert type(cat) is models.Cat and cat == models.Cat(name="Tom", paws=[models.Paw(size=3)]), cat
assert cat.paws[0] is paw
assert cat.model_fields_set == {"name", "paws"}
assert copy.copy(cat) == copy.deepcopy(cat) == cat
class Kitten(models.Cat):
    pass
import __main__
__main__.Kitten = Kitten
assert type(pickle.loads(pickle.dumps(Kitten(name="Tim")))) is Kitten
print(models.Cat.__module__, file=sys.stderr)
"""


def run(source: Path, program: str, given: bytes = b"") -> tuple[bytes, str]:
    """What a program prints."""
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(source)!r})\n{program}"]
    done = subprocess.run(command, input=given, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout, done.stderr.decode()


def test_a_pickle_finds_a_model_that_is_in_another_module(
    press_files: PressFiles, models: ModelLibrary
) -> None:
    pickled, module = run(press_files(OLD).source, DUMP)
    _, now = run(press_files(NEW).source, LOAD, pickled)
    assert module != now, "the test is about a model that has moved"
