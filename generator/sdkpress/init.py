"""`sdkpress init`: a description in, a project out that generates, tests and publishes its SDK."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from . import pipeline, run
from .config import Config
from .describe import Description
from .job import Job, read_options
from .problems import Problems
from .progress import Progress
from .project import project_files, settings_text
from .templates import templates_dir

SETTINGS = Path("spec/sdk.toml")


def init(job: Job, folder: Path) -> int:
    """Write a project into a folder; what is there already stays as it is.

    Args:
        job: Which description, and how it is read.
        folder: The project's; it is made where it is not.

    Raises:
        DescriptionError: The description has errors; nothing was written.
        OSError: A file cannot be written.
    """
    assert job.spec is not None
    problems, progress = Problems(), Progress.for_terminal()
    config = Config()
    description = pipeline.read_description(job.spec, read_options(job, config), problems, progress)
    sdk = pipeline.plan_sdk(description, config, problems, progress)
    texts = project_files(sdk, templates_dir())
    if not (folder / SETTINGS).exists():
        spec = _brought(description, job, job.spec, folder)
        pages = pipeline.proposed_schemes(description, sdk, config)
        texts[SETTINGS.as_posix()] = settings_text(sdk, spec, pages)
    written = list(_written(texts, folder))
    for path in written:
        print(f"  {path}")
    print(f"{folder}: {len(written)} files written, what was there is as it was")
    own = Job(None, folder / SETTINGS, allow_remote=job.allow_remote)
    status = run.generate(own, folder / "generated", None)
    if not status:
        print(f"next: cd {folder} && make test")
    return status


def _brought(description: Description, job: Job, spec: Path, folder: Path) -> str:
    """Copy the files of the description into the project; the path of the first from `spec/`."""
    home = (folder / SETTINGS.parent).resolve()
    name = f"openapi{_suffix(spec)}" if job.origin else spec.name
    if not job.origin and spec.resolve().is_relative_to(folder.resolve()):
        return Path(os.path.relpath(spec.resolve(), home)).as_posix()
    root = spec.resolve().parent
    others = {path: path.relative_to(root) for path in description.document.files}
    for path, target in {**others, spec.resolve(): Path(name)}.items():
        if not (home / target).exists():
            (home / target).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, home / target)
    return name


def _suffix(path: Path) -> str:
    """The ending by the format: what a URL or standard input gives has a name of its own."""
    return ".json" if path.read_bytes().lstrip()[:1] == b"{" else ".yaml"


def _written(texts: Mapping[str, str], folder: Path) -> Iterator[str]:
    for path, text in texts.items():
        target = folder / path
        if target.exists():
            print(f"sdkpress: {target}: is there already, and left as it is", file=sys.stderr)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="")
        yield path
