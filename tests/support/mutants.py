"""Mutation testing by mutmut: change the sources in small ways, and see that the tests notice.

mutmut wants a project whose sources are imported by their paths. Each area is staged as one below
`.mutants`: the runtime as the package `sdk_runtime`, the generator as `sdkpress`, the tests beside
it. What is staged is linked, so that a second run mutates only what has changed since.

With `--sample` some of an area's mutants are tried, always the same, and those not again that were
noticed before.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from support.mutant_sample import NOTICED, report, sample, statuses

REPOSITORY = Path(__file__).parents[2]
STAGES = REPOSITORY / ".mutants"
PLUGINS = (
    "support.fastest_first",
    "no:cacheprovider",
    "no:unraisableexception",  # collects garbage after each run, which is a third of it
)


def tests(room: str, *names: str) -> tuple[str, ...]:
    """Select test files of a directory, with one transport: no mutant here knows of another.

    Nor of forks, which are waited for.
    """
    files = (f"tests/{room}/test_{name}.py" for name in names)
    return (*files, "-k", "not pyreqwest and not fork")


@dataclass(frozen=True, slots=True)
class Area:
    """What is mutated, and which tests are to notice.

    Attributes:
        package: The import name of what is staged.
        source: Where that lies in the repository.
        mutated: Patterns of paths below it.
        tests: Arguments of pytest that select the tests.
    """

    package: str
    source: str
    mutated: tuple[str, ...]
    tests: tuple[str, ...]

    def settings(self) -> str:
        """The part of pyproject.toml that mutmut reads."""
        values = {
            "source_paths": [f"src/{self.package}"],
            "only_mutate": [f"src/{self.package}/{pattern}" for pattern in self.mutated],
            "also_copy": ["templates"],
            # imported before a test can import it from where it lies
            "pytest_add_cli_args": [f"-p{name}" for name in (self.package, *PLUGINS)],
            "pytest_add_cli_args_test_selection": list(self.tests),
            # transports and servers have threads, and no thread survives a fork
            "process_isolation": "forkserver",
            # one in twenty hangs; what takes long here is the machine, which is busy
            "timeout_multiplier": 2.0,
            "timeout_constant": 4.0,
            "do_not_mutate_patterns": ["\\bcast\\("],  # which does nothing
            "on_dependency_change": "ignore",
        }
        # a list of strings is the same in JSON and in TOML
        lines = (f"{key} = {json.dumps(value)}" for key, value in values.items())
        return "\n".join(["", "[tool.mutmut]", *lines, ""])


RUNTIME = ("sdk_runtime", "templates/runtime")
GENERATOR = ("sdkpress", "generator/sdkpress")
AREAS = {
    "call": Area(
        *RUNTIME,
        (
            *("call/exchange.py", "call/hooked.py", "call/outcome.py", "call/reconnect.py"),
            *("http/retry.py", "http/redirect.py"),
        ),
        tests(
            "runtime", "exchange", "hooks", "outcome", "reconnect", "retry", "redirect", "errors"
        ),
    ),
    "auth": Area(
        *RUNTIME,
        ("auth/*.py", "base/redact.py"),
        tests("runtime", "placing", "redact", "oauth", "tokens", "security"),
    ),
    "paging": Area(
        *RUNTIME,
        (
            *(
                "client/pages.py",
                "client/base_page.py",
                "client/page.py",
                "client/pager.py",
                "client/next_page.py",
                "client/link_header.py",
            ),
            *("call/link_target.py", "call/resume.py", "reply/download.py"),
        ),
        tests("runtime", "pages", "iteration", "link", "link_header", "download"),
    ),
    "schemas": Area(*GENERATOR, ("plan/schemas/*.py",), ("tests/plan", "tests/test_merge.py")),
    "shapes": Area(*GENERATOR, ("plan/shapes/*.py",), ("tests/plan",)),
}


def stage(name: str, area: Area) -> Path:
    """Make the directory that mutmut runs in, or bring it up to date."""
    directory = STAGES / name
    (directory / "src").mkdir(parents=True, exist_ok=True)
    link(directory / "src" / area.package, REPOSITORY / area.source)
    for beside in ("tests", "templates"):
        link(directory / beside, REPOSITORY / beside)
    project = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    (directory / "pyproject.toml").write_text(project + area.settings(), encoding="utf-8")
    return directory


def link(path: Path, target: Path) -> None:
    """Link to a directory of the repository, once."""
    if not path.is_symlink():
        path.symlink_to(target, target_is_directory=True)


def mutate(directory: Path, wanted: Sequence[str], children: int) -> int:
    """Run mutmut in a stage, from where it was; its own exit status."""
    command = [str(Path(sys.executable).with_name("mutmut")), "run", f"--max-children={children}"]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [*command, *wanted], cwd=directory, env=environment, check=False
    ).returncode


def mutate_some(name: str, directory: Path, size: int, children: int) -> int:
    """Run those of a sample that have not been noticed yet, and report on all of it."""
    found = statuses(directory)
    chosen, tried = sample(found, size), set[str]()
    while left := [one for one in chosen if found[one] not in NOTICED and one not in tried]:
        if status := mutate(directory, left, children):
            return status
        tried.update(left)
        found = statuses(directory)  # where the selection of tests has changed, all are open again
    print(report(name, chosen, found))
    return 0


def main() -> int:
    """Mutate as the command line says; mutmut counts, and `mutmut results` lists, what survives."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("areas", nargs="*")
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--children", type=int, default=os.cpu_count() or 2)
    given = parser.parse_args()
    for name in given.areas or AREAS:
        directory = stage(name, AREAS[name])
        if given.sample:
            status = mutate_some(name, directory, given.sample, given.children)
        else:
            status = mutate(directory, given.only, given.children)
        if status:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
