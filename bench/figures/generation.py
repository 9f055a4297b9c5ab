"""Generation of whole SDKs, and what a second run costs us."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from functools import partial
from itertools import count
from pathlib import Path

from ..generators import GENERATORS
from ..process import Failed, Finished, check, environment, run
from ..runner import Case, Metrics
from ..workshop import SETTINGS, Workshop, sdkpress
from .figure import Bench, Figure

_PROPERTIES = re.compile(r"^( +)ActivityItem:\n(?:\1 +.*\n)*?(\1 +)properties:\n", re.MULTILINE)


def _metrics(finished: Finished) -> Metrics:
    return {"wall_s": finished.wall, "cpu_s": finished.cpu, "peak_mb": finished.peak / 1e6}


def _press(workshop: Workshop, spec: Path, out: Path, *more: str | Path) -> Metrics:
    ours = ("--config", SETTINGS) if spec == workshop.spec else ()
    command = [*sdkpress(), "generate", spec, *ours, "--out", out, *more]
    return _metrics(check(run(command, environment()), "sdkpress generate"))


def _press_afresh(workshop: Workshop, spec: Path, out: Path) -> Metrics:
    shutil.rmtree(out, ignore_errors=True)
    return _press(workshop, spec, out)


def _whole(description: str, bench: Bench) -> Iterable[Case]:
    spec = bench.corpus / description if description else bench.workshop.spec
    if not spec.exists():
        yield Case("sdkpress", reason=f"there is no {description} in the corpus")
        return
    out = bench.workshop.directory / "generated" / spec.stem
    yield Case("sdkpress", partial(_press_afresh, bench.workshop, spec, out / "sdkpress"))
    for generator in GENERATORS.values():
        measure = partial(_generate, bench.workshop, generator.name, spec, out / generator.name)
        yield Case(generator.name, measure)


def _generate(workshop: Workshop, name: str, spec: Path, out: Path) -> Metrics:
    return _metrics(workshop.generate(GENERATORS[name], spec, out))


def _again(bench: Bench) -> Iterable[Case]:
    directory = bench.workshop.directory / "again"
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    yield Case(
        "whole", partial(_press_afresh, bench.workshop, bench.workshop.spec, directory / "a")
    )
    yield Case("nothing changed", partial(_press_twice, bench.workshop, directory / "b"))
    try:
        texts = two_texts(bench.workshop.spec)
    except Failed as error:
        yield Case("one schema changed", reason=str(error))
    else:
        changed = partial(_press_changed, bench.workshop, directory / "c", texts, count())
        yield Case("one schema changed", changed)


def _press_twice(workshop: Workshop, directory: Path) -> Metrics:
    """The first of all runs is for the second."""
    more = ("--cache", directory / "cache")
    if not directory.exists():
        _press(workshop, workshop.spec, directory / "out", *more)
    return _press(workshop, workshop.spec, directory / "out", *more)


def _press_changed(
    workshop: Workshop, directory: Path, texts: tuple[str, str], number: count[int]
) -> Metrics:
    """Press the description with a property more, then without it, and so on."""
    spec, more = directory / workshop.spec.name, ("--cache", directory / "cache")
    config = ("--config", SETTINGS)
    if not directory.exists():
        directory.mkdir()
        spec.write_text(texts[next(number) % 2], "utf-8")
        _press(workshop, spec, directory / "out", *config, *more)
    spec.write_text(texts[next(number) % 2], "utf-8")
    return _press(workshop, spec, directory / "out", *config, *more)


def two_texts(spec: Path) -> tuple[str, str]:
    """Return a description, and the same with one property more in one schema."""
    text = spec.read_text("utf-8")
    place = _PROPERTIES.search(text)
    if place is None:
        message = f"{spec.name} has no schema ActivityItem in block YAML"
        raise Failed(message)
    indent = place[2] + "  "
    more = f"{indent}added_by_the_bench:\n{indent}  type: string\n"
    return text, text[: place.end()] + more + text[place.end() :]


def _figure(name: str, api: str, description: str) -> Figure:
    title = f"Generation of the whole SDK: {api}"
    return Figure(name, title, "wall_s", partial(_whole, description), warm_up=False)


GENERATION = (
    _figure("generate_openrouter", "OpenRouter", ""),
    _figure("generate_openai", "OpenAI", "openai.openapi.yaml"),
    _figure("generate_github", "GitHub", "github.openapi.json"),
    Figure("generate_again", "Generation again: OpenRouter", "wall_s", _again, warm_up=False),
)
