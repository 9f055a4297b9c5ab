"""Program: press mutated descriptions until the time is up; save what is handled badly.

Usage: python -m support.fuzz [--seconds N] [--seed N] [--imports SHARE] [--keep DIRECTORY]

A case is a number: with the same descriptions beside the code it gives the same mutation again.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import os
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import yaml

from sdkpress import pipeline
from sdkpress.config import Config
from sdkpress.output import Files
from sdkpress.problems import DescriptionError, Problems
from sdkpress.progress import Progress
from sdkpress.publish import publish
from sdkpress.read import ReadOptions
from support.mutate import mutated
from support.programs import run_program
from support.slices import sliced
from support.stores import MADE

REPOSITORY = Path(__file__).parents[2]
CORPUS = REPOSITORY.parent / "shared" / "corpus"
INSPECT = Path(__file__).with_name("import_everything.py")
INLINE = (
    Path(__file__).with_name("everything.yaml"),
    REPOSITORY / "spec" / "analytics.openapi.yaml",
)
PATIENCE = 8.0
"""Seconds of CPU that a mutated description may take, however busy the machine is."""
HANGS = 300.0
"""Seconds after which a case of `make fuzz` is given up."""

Start = Callable[[Random], dict[str, Any]]


@dataclass(slots=True)
class Outcome:
    """How often what happened; `failures` names each case that was handled badly."""

    pressed: int = 0
    refused: int = 0
    imported: int = 0
    slowest: float = 0.0
    failures: list[str] = field(default_factory=list[str])

    def __str__(self) -> str:
        good = f"{self.pressed} pressed, {self.refused} refused, {self.imported} imported"
        return f"{good}, {len(self.failures)} failed; the slowest took {self.slowest:.1f} s"


def starts(corpus: bool = True) -> list[Start]:
    """What there is to mutate: inline descriptions, and slices of real ones where they are."""
    inline = [_whole(_load(path)) for path in INLINE]
    real = sorted(CORPUS.glob("*.openapi.*")) if corpus else []
    return [*inline, *inline, *(_slices(_load(path)) for path in real)]


def _whole(root: dict[str, Any]) -> Start:
    return lambda _random: root


def _slices(root: dict[str, Any]) -> Start:
    return lambda random: sliced(root, random)


def _load(path: Path) -> dict[str, Any]:
    text = path.read_text(encoding="utf-8")
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    root = json.loads(text) if path.suffix == ".json" else yaml.load(text, loader)
    return json.loads(json.dumps(root, default=str))


@dataclass(slots=True)
class Fuzzer:
    """Runs cases; `imports` is the share of packages that are imported too."""

    starts: list[Start]
    directory: Path
    imports: float
    outcome: Outcome = field(default_factory=Outcome)

    def case(self, number: int) -> None:
        """Press the mutation called `number`, and count what happens."""
        random = Random(number)
        root = mutated(random.choice(self.starts)(random), random)
        path = self.directory / f"case-{number}.json"
        path.write_text(json.dumps(root), encoding="ascii")
        started = time.process_time()
        complaint = self._handled(path, random.random() < self.imports)
        elapsed = time.process_time() - started
        self.outcome.slowest = max(self.outcome.slowest, elapsed)
        if elapsed > PATIENCE:
            complaint = complaint or f"took {elapsed:.1f} s"
        if complaint:
            self.outcome.failures.append(f"{path}: {complaint}")
        else:
            path.unlink()

    def _handled(self, path: Path, is_imported: bool) -> str:
        """What is wrong with how a description is handled, if anything."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                pressed = pipeline.press(
                    path, Config(), ReadOptions(), Problems(), Progress(), store=MADE
                )
        except DescriptionError as error:
            self.outcome.refused += 1
            return _complaint(error)
        except Exception:
            return traceback.format_exc(limit=-6)
        self.outcome.pressed += 1
        broken = _uncompilable(pressed.files)
        return broken or (self._imported(pressed.files, path) if is_imported else "")

    def _imported(self, files: Files, path: Path) -> str:
        self.outcome.imported += 1
        with tempfile.TemporaryDirectory(dir=self.directory) as out:
            publish(files, Path(out))
            environment = {**os.environ, "PYTHONPATH": f"{out}/src"}
            done = run_program(
                *(INSPECT, "sdk-manifest.json"), cwd=Path(out), warnings=("error",), env=environment
            )
        return "" if done.returncode == 0 else f"import: {done.stderr[-1500:]}"


def _complaint(error: DescriptionError) -> str:
    """What is wrong with a report: each error needs a place and words."""
    errors = [problem for problem in error.problems if problem.severity == "error"]
    if not errors:
        return "a report without an error"
    for problem in errors:
        at = problem.location
        if not problem.message or at is None or not at.line:
            return f"an error without a place: {problem}"
    return "" if str(error) else "an empty report"


def _uncompilable(files: Files) -> str:
    for path, text in files.items():
        if path.endswith(".py"):
            try:
                compile(text, path, "exec", dont_inherit=True)
            except (SyntaxError, ValueError) as error:
                return f"{path} does not compile: {error}"
    json.loads(files["sdk-manifest.json"])
    return ""


def numbers(seconds: float, seed: int) -> Iterator[int]:
    """Numbers of cases from `seed` on, until `seconds` have passed."""
    ends = time.monotonic() + seconds
    number = seed
    while time.monotonic() < ends:
        yield number
        number += 1


def main() -> int:
    """Fuzz as the command line says; 1 where something was handled badly."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--imports", type=float, default=0.2)
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "sdkpress-fuzz")
    given = parser.parse_args()
    given.keep.mkdir(parents=True, exist_ok=True)
    fuzzer = Fuzzer(starts(), given.keep, given.imports)
    shown = 0
    for number in numbers(given.seconds, given.seed):
        # A case that hangs ends the run, says where it was, and is kept.
        faulthandler.dump_traceback_later(HANGS, exit=True)
        fuzzer.case(number)
        for failure in fuzzer.outcome.failures[shown:]:
            print(failure, file=sys.stderr, flush=True)
        shown = len(fuzzer.outcome.failures)
    faulthandler.cancel_dump_traceback_later()
    print(f"cases {given.seed} to {number}: {fuzzer.outcome}")
    return 1 if fuzzer.outcome.failures else 0


if __name__ == "__main__":
    sys.exit(main())
