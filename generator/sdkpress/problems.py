"""What is wrong with an input: problems go in as found, sorted and printable reports come out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from .pointer import Pointer, format_pointer

Severity: TypeAlias = Literal["error", "warning"]

EXCERPT_WIDTH = 100
"""Columns of a source line that an excerpt shows at most."""


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file that the user wrote.

    ``line`` and ``column`` count from 1, in characters; a line of 0 stands for the whole file.
    ``excerpt`` is the source line.
    """

    file: str
    line: int = 0
    column: int = 0
    pointer: Pointer | None = None
    excerpt: str = ""


Locator: TypeAlias = Callable[[Pointer], Location]


@dataclass(frozen=True, slots=True)
class Problem:
    """One complaint about an input, with what to do about it in ``hint``."""

    severity: Severity
    message: str
    hint: str = ""
    pointer: Pointer | None = None
    location: Location | None = None


class DescriptionError(Exception):
    """An input has errors; ``problems`` holds all of them, and the warnings, in order."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        return render_problems(self.problems)


class Problems:
    """Collects the problems of one run, so that all of them are reported at once.

    ``locate`` finds the place of a pointer; the reader sets it once it has a document. ``note`` is
    a line about what is no problem, and may be good to know.
    """

    def __init__(self, locate: Locator | None = None) -> None:
        self.locate = locate
        self._found: list[Problem] = []
        self.note = ""

    def error(
        self,
        message: str,
        pointer: Pointer | None = None,
        hint: str = "",
        *,
        at: Location | None = None,
    ) -> None:
        """Report what prevents generation; ``at`` says the place when no locator can find it."""
        self._found.append(Problem("error", message, hint, pointer, at))

    def warning(
        self,
        message: str,
        pointer: Pointer | None = None,
        hint: str = "",
        *,
        at: Location | None = None,
    ) -> None:
        """Report what is doubtful and can be lived with."""
        self._found.append(Problem("warning", message, hint, pointer, at))

    def __len__(self) -> int:
        """Return how many were reported, repeated ones included."""
        return len(self._found)

    @property
    def has_errors(self) -> bool:
        """Whether any error was reported."""
        return any(problem.severity == "error" for problem in self._found)

    def sorted(self) -> tuple[Problem, ...]:
        """Return every problem once, with its location, by file, line and column."""
        located = dict.fromkeys(self._with_location(problem) for problem in self._found)
        return tuple(sorted(located, key=_order))

    def raise_if_errors(self) -> None:
        """Raise :class:`DescriptionError` with all problems if any of them is an error."""
        if self.has_errors:
            raise DescriptionError(self.sorted())

    def raise_if_any(self) -> None:
        """Raise :class:`DescriptionError` if there is any problem, be it only a warning."""
        if self._found:
            raise DescriptionError(self.sorted())

    def report(self) -> str:
        """Return all problems and the note as text."""
        return "\n\n".join(filter(None, [render_problems(self.sorted()), _printable(self.note)]))

    def _with_location(self, problem: Problem) -> Problem:
        if problem.location is not None or problem.pointer is None or self.locate is None:
            return problem
        return replace(problem, location=self.locate(problem.pointer))


def _order(problem: Problem) -> tuple[str, int, int, str, str, str]:
    at = problem.location or Location("")
    pointer = format_pointer(problem.pointer or ())
    return (at.file, at.line, at.column, problem.severity, problem.message, pointer)


def render_problems(problems: Iterable[Problem]) -> str:
    """Return all problems as text, one blank line between them."""
    return "\n\n".join(render_problem(problem) for problem in problems)


def render_problem(problem: Problem) -> str:
    """Return one problem as text: place, message, pointer, excerpt with a caret, hint."""
    at = problem.location
    lines = [f"{_place(at)}{problem.severity}: {problem.message}"]
    pointer = problem.pointer if at is None or at.pointer is None else at.pointer
    if pointer is not None:
        lines.append(f"  at {format_pointer(pointer)}")
    if at is not None and at.line and at.excerpt:
        lines += _excerpt(at)
    if problem.hint:
        lines.append(f"  hint: {problem.hint}")
    return "\n".join(_printable(line) for line in lines)


def render_note(text: str, at: Location | None) -> str:
    """Return what is no problem as text, with its place."""
    return _printable(f"{_place(at)}note: {text}")


def _place(at: Location | None) -> str:
    if at is None:
        return ""
    return f"{at.file}:{at.line}:{at.column}: " if at.line else f"{at.file}: "


def _excerpt(at: Location) -> list[str]:
    # A minified description is one line of megabytes: show a window around the column only.
    start = max(0, at.column - 1 - EXCERPT_WIDTH // 2) if len(at.excerpt) > EXCERPT_WIDTH else 0
    window = at.excerpt[start : start + EXCERPT_WIDTH].replace("\t", " ")
    number = str(at.line)
    # What is escaped is longer than it was: the caret moves along.
    caret = " " * len(_printable(window[: at.column - 1 - start]))
    return [f"  {number} | {window}", f"  {' ' * len(number)} | {caret}^"]


def _printable(text: str) -> str:
    # The text comes from the description: it must not send escape sequences to a terminal.
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
