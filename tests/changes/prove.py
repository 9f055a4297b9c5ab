"""Prove the levels of pairs: the program of the old SDK breaks with the new one, or it does not.

Where old names are kept, it must not. `python -m changes.prove [PATTERN]` prints a table of the
pairs whose rule, place or edit has the pattern in it, and exits with 1 if a level is not borne out.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from changes.answers import answers
from changes.kept import KEPT, with_old_names
from changes.pairs import Pair, Side, pairs
from changes.programs import program
from sdkpress.changes import Level, compare, highest
from sdkpress.surface import SURFACE, Surface, read_surface
from support.pressing import Pressed, Presser
from support.programs import run_program
from support.stores import Runtime

HARNESS = Path(__file__).parent / "harness"
BATCH = 24
"""Programs for one run of the checker: it keeps all of their packages in memory."""

UNPROVEN: dict[str, str] = {
    "[package] distribution = 'bazaar'": "the name on an index: installers see it, programs do not",
}
"""Major changes that no program shows, by what is edited, with the reason."""

EXCEPTED: dict[str, str] = {
    "stream-added orders.create": "its function gives both: its request says which",
}
"""Minor changes whose program breaks all the same, by rule and place, with the reason."""


@dataclass(frozen=True, slots=True)
class Case:
    """A program, to be run against one SDK: in a directory of its own."""

    directory: Path
    source: Path


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of the program of a pair: against its own SDK, and against the new one.

    Each is what the checker said first, and what running said last; empty where they pass.
    """

    pair: Pair
    level: Level
    own: tuple[str, str]
    new: tuple[str, str]

    @property
    def unproven(self) -> str:
        """Why no program can show this change; empty where one has to."""
        return next((why for edit, why in UNPROVEN.items() if edit in self.pair.name), "")

    @property
    def excepted(self) -> str:
        """Why the program breaks that should not; empty where it must not."""
        return EXCEPTED.get(f"{self.pair.rule} {self.pair.where}", "")

    @property
    def holds(self) -> bool:
        """Whether the level is what became of the program."""
        breaks = (any(self.new) or bool(self.unproven)) and not self.excepted
        return not any(self.own) and breaks == (self.level == "major")

    def __str__(self) -> str:
        """A line of the table; the message where there is one."""
        names = ("pyright", "run")
        failed = "+".join(name for name, text in zip(names, self.new, strict=True) if text)
        said = next(filter(None, (*self.own, *self.new)), self.unproven)
        mark = "ok" if self.holds else "OWN PROGRAM FAILS" if any(self.own) else "NOT BORNE OUT"
        line = f"{self.level:6} {self.pair.rule:24} {failed or '-':12} {mark:4} {self.pair.where}"
        return f"{line}\n       {self.pair.name}\n       {said}" if said else line


class Prover:
    """Presses descriptions and tries programs against them, each pair of the two once."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._presser = Presser(directory / "pressed", Runtime(directory / "runtime"))
        self._cases: dict[tuple[Path, Path], Case] = {}

    def prove(self, chosen: Iterable[Pair]) -> list[Verdict]:
        """What becomes of the programs of pairs."""
        rows = [(pair, self._press(pair.old), self._press(pair.new)) for pair in chosen]
        tried = [(pair, self._case(old, old), self._case(old, new)) for pair, old, new in rows]
        said = self._tried()
        return [
            Verdict(pair, _level(old, new), said[own], said[other])
            for (pair, old, new), (_, own, other) in zip(rows, tried, strict=True)
        ]

    def _press(self, side: Side) -> Pressed:
        return self._presser.press(side.text, side.config)

    def _case(self, old: Pressed, new: Pressed) -> Case:
        key = old.directory, new.directory
        if key not in self._cases:
            directory = self._directory / "cases" / str(len(self._cases))
            directory.mkdir(parents=True)
            (directory / "program.py").write_text(program(_surface(old)), encoding="utf-8")
            given = json.dumps(answers(_surface(new)))
            (directory / "answers.json").write_text(given, encoding="utf-8")
            self._cases[key] = Case(directory, new.source)
        return self._cases[key]

    def _tried(self) -> dict[Case, tuple[str, str]]:
        cases = list(self._cases.values())
        checked: dict[Case, str] = {}
        with ThreadPoolExecutor(1) as checker:
            batches = [cases[at : at + BATCH] for at in range(0, len(cases), BATCH)]
            told = checker.map(partial(_checked, self._directory), batches)
            ran = {case: _ran(case) for case in cases}
            for one in told:
                checked |= one
        return {case: (checked[case], ran[case]) for case in cases}


def _surface(pressed: Pressed) -> Surface:
    return read_surface(pressed.files[SURFACE])


def _level(old: Pressed, new: Pressed) -> Level:
    return highest(compare(_surface(old), _surface(new)))


def _ran(case: Case) -> str:
    """What a program ended with, if it failed."""
    env = {"PYTHONPATH": f"{case.source}:{HARNESS}"}
    done = run_program("program.py", cwd=case.directory, env=env)
    if done.returncode == 0:
        return ""
    lines = [line.strip() for line in done.stderr.splitlines() if line.strip()]
    at = next((line for line in lines if "program.py" in line and "module" not in line), "")
    return f"{lines[-1] if lines else done.returncode} ({at.partition(', ')[2]})"


def _checked(directory: Path, cases: list[Case]) -> dict[Case, str]:
    """What pyright says, strictly, of each program: its first error."""
    settings = {
        "include": [str(one.directory) for one in cases],
        "executionEnvironments": [
            {"root": str(one.directory), "extraPaths": [str(one.source), str(HARNESS)]}
            for one in cases
        ],
        "pythonVersion": "3.11",
        "typeCheckingMode": "strict",
        "reportDeprecated": False,  # what is deprecated works
    }
    config = directory / "pyrightconfig.json"
    config.write_text(json.dumps(settings), encoding="utf-8")
    command = [sys.executable, "-m", "basedpyright", "--project", str(config), "--outputjson"]
    done = subprocess.run(
        [*command, "--pythonpath", sys.executable], capture_output=True, text=True, check=False
    )
    told: dict[str, Any] = json.loads(done.stdout)
    assert told["summary"]["filesAnalyzed"] >= len(cases), done.stdout
    said = dict.fromkeys(cases, "")
    by_file = {str(one.directory / "program.py"): one for one in cases}
    for one in reversed(told["generalDiagnostics"]):
        if one["severity"] == "error":
            said[by_file[one["file"]]] = f"{one['range']['start']['line'] + 1}: {one['message']}"
    return said


def main(pattern: str = "") -> int:
    """Print what became of each pair; 1 if a level is not borne out."""
    every = pairs()
    every += [with_old_names(one) for one in every if one.rule in KEPT]
    chosen = [one for one in every if pattern in f"{one.rule} {one.where} {one.name}"]
    with tempfile.TemporaryDirectory() as directory:
        verdicts = Prover(Path(directory)).prove(chosen)
    for one in verdicts:
        print(one)
    shown = Counter(
        (one.level, "checker" if one.new[0] else "run" if one.new[1] else "neither")
        for one in verdicts
    )
    wrong = [one for one in verdicts if not one.holds]
    for (level, how), count in sorted(shown.items()):
        print(f"{level:6} {count:4} broken by {how}")
    print(f"{len(verdicts)} pairs, {len(wrong)} not borne out")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
