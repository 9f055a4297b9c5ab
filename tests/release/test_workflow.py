"""What the jobs of `.github/workflows/ci.yml` run, in a repository with an origin and a `gh`."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from support.loopback import package_index

from .repository import API, BREAK, FEATURE, SETTINGS

ROOT = Path(__file__).parents[2]
WORKFLOW: dict[str, Any] = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text())
GH = """#!/usr/bin/env bash
# Answers by files of $GH_STATE, and notes what it was called with.
set -euo pipefail
printf '%s\\n' "$*" >> "$GH_STATE/calls"
body=$(printf '%s\\n' "$@" | sed -n -e 's/^body=@//p' -e '/^--body-file$/{n;p}')
test -z "$body" || cp "$body" "$GH_STATE/body"
case "$*" in
  *--method*) test ! -e "$GH_STATE/read-only" ;;
  "api --paginate"*) cat "$GH_STATE/comments" ;;
  "api "*/pulls*) cat "$GH_STATE/merged" ;;
  "pr list"*) cat "$GH_STATE/open" ;;
esac
"""

pytestmark = pytest.mark.skipif(
    os.name == "nt" or shutil.which("make") is None or sys.prefix == sys.base_prefix,
    reason="bash, make and a virtual environment",
)


@dataclass(frozen=True)
class Project:
    """A clone, its origin, and what the fake `gh` says and is told."""

    root: Path
    origin: Path
    state: Path

    def git(self, *arguments: str) -> str:
        command = ["git", "-c", "user.name=n", "-c", "user.email=n@example.com", *arguments]
        done = subprocess.run(command, cwd=self.root, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def edit(self, edit: tuple[str, str], file: str = "spec/api.yaml") -> None:
        path = self.root / file
        text = path.read_text()
        assert edit[0] in text
        path.write_text(text.replace(*edit))

    def commit(self, *, tag: str = "") -> str:
        self.shell("make generate")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "work")
        if tag:
            self.git("tag", tag)
        self.git("push", "--quiet", "--tags", "origin", "HEAD:main")
        return self.git("rev-parse", "HEAD")

    def shell(self, line: str, status: int = 0, **environment: str) -> str:
        """Run a line as the runner does; gives what it prints."""
        own = {key: value for key, value in os.environ.items() if not _is_ours(key)}
        more = {
            "PATH": f"{self.state}{os.pathsep}{own['PATH']}",
            "GH_STATE": str(self.state),
            "GITHUB_STEP_SUMMARY": str(self.state / "summary"),
            "GITHUB_OUTPUT": str(self.state / "output"),
            "REPOSITORY": "acme/pets",
        }
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", line]
        done = subprocess.run(
            command,
            cwd=self.root,
            env={**own, **more, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout + done.stderr

    def run(self, job: str, status: int = 0, **environment: str) -> str:
        """Run all that a job of the workflow runs; those that use actions are done by hand."""
        lines = [step["run"] for step in WORKFLOW["jobs"][job]["steps"] if "run" in step]
        return "".join(self.shell(line, status, **environment) for line in lines)

    def answers(self, **texts: str) -> None:
        """What `gh` says from now on; what it was told is forgotten."""
        for name in ("calls", "body"):
            (self.state / name).unlink(missing_ok=True)
        for name, text in texts.items():
            (self.state / name).write_text(text)

    def told(self, name: str) -> str:
        path = self.state / name
        return path.read_text() if path.exists() else ""


def _is_ours(name: str) -> bool:
    return name.startswith(
        ("MAKE", "MFLAGS", "PYTHON", "GIT", "PIP_", "TWINE_", "GITHUB", "VIRTUAL")
    )


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Another SDK with this repository's Makefile and scripts; 1.2.0 is released."""
    root, origin, state = tmp_path / "clone", tmp_path / "origin.git", tmp_path / "gh"
    for folder in (root / "spec", state):
        folder.mkdir(parents=True)
    for name in ("Makefile", ".gitignore", ".ci"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        copy(ROOT / name, root / name)
    (root / "spec/api.yaml").write_text(API)
    (root / "spec/sdk.toml").write_text(SETTINGS)
    (root / "pyproject.toml").touch()
    (root / "requirements.lock").touch()
    # The environment is there already, for as long as the test takes.
    (root / ".venv").mkdir()
    for path in Path(sys.prefix).iterdir():
        if not path.name.startswith("."):
            (root / ".venv" / path.name).symlink_to(path)
    for stamp in (".locked", ".ready", ".sdk"):
        (root / ".venv" / stamp).touch()
        os.utime(root / ".venv" / stamp, (2**32, 2**32))
    (state / "gh").write_text(GH)
    (state / "gh").chmod(0o755)
    subprocess.run(["git", "init", "--quiet", "--bare", "-b", "main", str(origin)], check=True)
    made = Project(root, origin, state)
    made.git("init", "--quiet", "--initial-branch", "main")
    made.git("remote", "add", "origin", str(origin))
    made.answers(comments="", merged="false\n", open="")
    made.commit(tag="v1.2.0")
    return made


def test_the_changes_of_a_pull_request_are_a_comment(project: Project) -> None:
    base = project.git("rev-parse", "HEAD")
    project.edit(FEATURE)
    project.commit()
    project.run("changes", BASE=base, NUMBER="7")
    [_, post] = project.told("calls").splitlines()
    assert post.startswith("api --silent --method POST repos/acme/pets/issues/7/comments")
    body = project.told("body")
    assert body.startswith("<!-- what changes for users -->\n### SDK: minor, 1.2.0 → 1.3.0")
    assert "pets.list(page)" in body
    assert project.told("summary") == body
    project.answers(comments="41\n42\n")
    project.run("changes", BASE=base, NUMBER="7")
    [_, patch] = project.told("calls").splitlines()
    assert patch.startswith("api --silent --method PATCH repos/acme/pets/issues/comments/41 ")
    assert project.told("body") == body


def test_a_fork_may_not_comment(project: Project) -> None:
    base = project.git("rev-parse", "HEAD")
    project.edit(FEATURE)
    project.commit()
    project.answers(**{"read-only": ""})
    assert "::notice::" in project.run("changes", BASE=base, NUMBER="7")
    assert "pets.list(page)" in project.told("summary")


def test_a_break_fails_unless_the_version_says_so(project: Project) -> None:
    base = project.git("rev-parse", "HEAD")
    [comment, check] = [step["run"] for step in _steps("changes") if "run" in step]
    project.edit(BREAK)
    project.commit()
    project.shell(comment, BASE=base, NUMBER="7")
    assert "**Breaks programs (1)**" in project.told("body")
    assert "takes a major version, 2.0.0" in project.shell(check, status=1)
    project.shell("make release")
    project.shell(check)


def test_a_release_from_pull_request_to_tag(project: Project) -> None:
    project.edit(FEATURE)
    commit = project.commit()
    project.run("release", COMMIT=commit)
    calls = project.told("calls").splitlines()
    assert calls[-1].startswith("pr create --head release/next --base main --title Release 1.3.0 ")
    assert "Merging this tags v1.3.0 and publishes it." in project.told("body")
    assert project.told("output") == ""
    log = project.git("show", "origin/release/next:generated/CHANGELOG.md")
    assert "## [1.3.0]" in log
    assert 'version = "1.3.0"' in project.git(
        "show", "origin/release/next:generated/pyproject.toml"
    )

    # Another push, before it is merged.
    project.git("switch", "--quiet", "main")
    project.edit(BREAK)
    commit = project.commit()
    project.answers(open="9\n")
    project.run("release", COMMIT=commit)
    assert project.told("calls").splitlines()[-1].startswith("pr edit 9 --title Release 2.0.0 ")

    # Merged, by one commit.
    project.git("switch", "--quiet", "main")
    project.git("merge", "--quiet", "--squash", "release/next")
    commit = project.commit()
    project.answers(merged="true\n", open="")
    project.run("release", COMMIT=commit)
    assert project.told("output") == "tag=v2.0.0\n"
    assert project.git("ls-remote", "--tags", "origin", "v2.0.0").startswith(
        project.git("rev-parse", "v2.0.0")
    )
    assert project.git("rev-parse", "v2.0.0^{commit}") == commit

    # Run again, and once more after nothing.
    (project.state / "output").unlink()
    project.answers()
    assert "nothing to release" in project.run("release", COMMIT=commit)
    assert project.told("output") == ""
    assert "pr " not in project.told("calls")


def test_what_is_tagged_is_published_once(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    packages = tmp_path_factory.mktemp("packages")
    secrets = {"TWINE_USERNAME": "ci", "TWINE_PASSWORD": "secret"}  # loopback knows no OIDC
    with package_index(packages) as url:
        project.run("publish", INDEX=url, SIMPLE=f"{url}simple", **secrets)
        assert len(list(packages.iterdir())) == 2
        said = project.run("publish", 2, INDEX=url, SIMPLE="", **secrets)
    assert "pets 1.2.0 is in" in said


def test_the_commands_of_the_docs_run(project: Project) -> None:
    text = (ROOT / "docs/releases.md").read_text()
    [block] = re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    project.edit(BREAK)
    project.edit(
        ("[package]", re.findall(r"^```toml\n(.*?)^```", text, re.M | re.S)[0] + "[package]"),
        "spec/sdk.toml",
    )
    printed = [project.shell(line) for line in block.splitlines()]
    expected = ["major: 1.2.0 → 2.0.0", "version: 2.0.0 ", "version: 2.0.0rc1 ", "version: 3.0.0 "]
    for said, word in zip(printed, expected, strict=True):
        assert word in said


def _steps(job: str) -> list[dict[str, Any]]:
    return WORKFLOW["jobs"][job]["steps"]


def test_nobody_keeps_a_token() -> None:
    text = (ROOT / ".github/workflows/ci.yml").read_text()
    assert "secrets." not in text
    assert WORKFLOW["permissions"] == {"contents": "read"}
    assert WORKFLOW["jobs"]["publish"]["permissions"] == {"contents": "read", "id-token": "write"}


def test_what_is_run_is_given_all_that_it_reads() -> None:
    """Text of a pull request reaches no shell but by the environment, which scripts quote."""
    for job, content in WORKFLOW["jobs"].items():
        for step in content["steps"]:
            assert "${{" not in step.get("run", ""), job
            script = ROOT / step.get("run", "nothing")
            if script.is_file() and script.name != "run":
                read = set(re.findall(r"\$\{?([A-Z][A-Z_]+)", script.read_text()))
                given = {
                    *step.get("env", {}),
                    "GITHUB_STEP_SUMMARY",
                    "GITHUB_OUTPUT",
                    "BASH_SOURCE",
                }
                assert read <= given, job
