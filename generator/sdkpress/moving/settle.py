"""Settings in, the same without what would not be taken: that is open, with the reason.

The reader, the loader and the planner judge, so that whatever stays is valid, whoever said it.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from ..config import load_config
from ..describe import Description
from ..pipeline import plan_sdk, read_description
from ..pointer import Pointer
from ..problems import DescriptionError, Problem, Problems
from ..progress import Progress
from ..read import ReadOptions
from .described import VERBS
from .settings import Action, Place, Settings
from .write import Written, write_overlay, write_settings


@dataclass(slots=True)
class Settled:
    """What is left. ``problems`` are the description's own, which no setting is to blame for."""

    text: Written = field(default_factory=lambda: Written("", {}))
    overlay: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Settler:
    """Takes back what is not taken. ``target`` is where ``sdk.toml`` is going to be."""

    settings: Settings
    spec: Path
    target: Path
    title: str

    def settle(self, head: list[str]) -> Settled:
        """Leave in the settings what sdkpress takes; ``head`` is what ``sdk.toml`` begins with."""
        with tempfile.TemporaryDirectory() as folder:
            description, problems = self._described(Path(folder) / "overlay.yaml")
        actions = self.settings.actions
        overlay = write_overlay(actions, self.title).text if actions else ""
        overlays = ("description", "overlays")
        named = [path_from(self.target.parent, path) for path in self.settings.overlays]
        named += [overlay_name(self.target)] if overlay else []
        if named:
            self.settings.put(overlays, named)
        while True:  # each round takes back at least one setting
            text = write_settings(self.settings, head)
            found = self._complaints(text, description)
            if not found:
                return Settled(text, overlay, problems)
            if not self._drop(found, text) and not self._drop_section(found, description, head):
                return Settled(text, overlay, found)

    # The description, with what the overlay makes of it

    def _described(self, file: Path) -> tuple[Description | None, tuple[Problem, ...]]:
        actions = self.settings.actions
        while True:
            description, problems = self._read(actions, file)
            if description is not None or not actions:
                return description, problems
            written = write_overlay(actions, self.title)
            guilty = _guilty(problems, str(file), written)
            if not guilty:
                break
            for number, why in sorted(guilty.items(), reverse=True):
                self.settings.drop_action(number, why)
        without, own = self._read([], file)
        if without is None:
            return None, own
        return self._one_by_one(file)

    def _one_by_one(self, file: Path) -> tuple[Description | None, tuple[Problem, ...]]:
        """Keep the actions that do no harm, each tried after those before it."""
        kept: list[Action] = []
        for action in list(self.settings.actions):
            description, problems = self._read([*kept, action], file)
            if description is not None:
                kept.append(action)
            else:
                number = len(kept)
                self.settings.drop_action(number, _reason(_errors(problems)[0]))
        return self._read(kept, file)

    def _read(
        self, actions: list[Action], file: Path
    ) -> tuple[Description | None, tuple[Problem, ...]]:
        if actions:
            file.write_text(write_overlay(actions, self.title).text, encoding="utf-8")
        options = ReadOptions((*self.settings.overlays, *([file] if actions else [])))
        try:
            return read_description(self.spec, options, Problems(), Progress()), ()
        except DescriptionError as error:
            return None, error.problems

    # The settings

    def _complaints(self, text: Written, description: Description | None) -> tuple[Problem, ...]:
        problems = Problems()
        config = load_config(self.target, problems, text.text)
        if not problems.has_errors and description is not None:
            problems = Problems(description.document.locate)
            try:
                plan_sdk(description, config, problems, Progress())
            except DescriptionError as error:
                return _errors(error.problems)
        return _errors(problems.sorted())

    def _drop(self, problems: Iterable[Problem], text: Written) -> bool:
        dropped = [
            self.settings.drop(place, _reason(problem))
            for problem in problems
            if (place := self._place(problem, text)) is not None
        ]
        return any(dropped)

    def _place(self, problem: Problem, text: Written) -> Place | None:
        at = problem.location
        if at is not None and at.file == str(self.target):
            return text.at(at.line)
        return self._of_operation(problem.pointer or ())

    def _of_operation(self, pointer: Pointer) -> Place | None:
        """The table of the operation that a complaint about the description is about."""
        if len(pointer) < 3 or pointer[0] != "paths" or pointer[2] not in VERBS:
            return None
        place = ("operations", f"{pointer[2]} {pointer[1]}")
        return place if any(one[:2] == place for one in self.settings.values) else None

    def _drop_section(
        self, problems: tuple[Problem, ...], description: Description | None, head: list[str]
    ) -> bool:
        """Drop the one section of ``sdk.toml`` without which all is well; whether there is one."""
        for section in dict.fromkeys(place[0] for place in self.settings.values):
            rest = {at: one for at, one in self.settings.values.items() if at[0] != section}
            text = write_settings(Settings(rest), head)
            if section != "description" and not self._complaints(text, description):
                return self.settings.drop((section,), _reason(problems[0]))
        return False


def path_from(folder: Path, path: Path) -> str:
    """A file as what stands in ``folder`` names it."""
    try:
        return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
    except ValueError:  # on another drive of Windows
        return path.resolve().as_posix()


def overlay_name(target: Path) -> str:
    """What the overlay beside an ``sdk.toml`` is called."""
    return f"{target.stem}.overlay.yaml"


def _errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(one for one in problems if one.severity == "error")


def _guilty(problems: Iterable[Problem], file: str, written: Written) -> dict[int, str]:
    """The numbers of the actions that errors are in, each with its first error."""
    found: dict[int, str] = {}
    for problem in _errors(problems):
        at = problem.location
        place = written.at(at.line) if at is not None and at.file == file else None
        if place is not None:
            found.setdefault(int(place[0]), _reason(problem))
    return found


def _reason(problem: Problem) -> str:
    return f"{problem.message}; {problem.hint}" if problem.hint else problem.message
