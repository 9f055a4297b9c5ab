"""`python -m bench`: sets up the peers, measures, writes results.json, the chart and the README."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from . import readme, results
from .figures import FIGURES, Bench, Figure
from .loopback import loopback
from .peers import Venvs
from .process import Failed, check, environment, run
from .runner import alternate, say_on_terminal
from .table import figure_table, targets_table, verdicts
from .workshop import Workshop

HERE = Path(__file__).parent
ROOT = HERE.parent
CORPUS = ROOT.parent / "shared" / "corpus"
SPEC = CORPUS / "openrouter.overlaid.openapi.yaml"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run; the exit status says whether anything could be measured, not whether it was enough."""
    options = _parser().parse_args(arguments)
    if not options.spec.exists():
        print(f"bench: there is no {options.spec}; name a description: SPEC=…", file=sys.stderr)
        return 2
    venvs = Venvs(options.work.resolve() / "venvs")
    workshop = Workshop(options.work.resolve(), options.spec.resolve(), venvs)
    with loopback() as server:
        bench = Bench(workshop, server, options.corpus.resolve(), options.scale)
        whole = _measure_all(_chosen(options.only), bench, options)
    print(targets_table(verdicts(whole["figures"])))
    if options.out.resolve() == HERE:
        _publish(whole, venvs)
    return 0


def _measure_all(chosen: Sequence[Figure], bench: Bench, options: argparse.Namespace) -> Any:
    """Measure, print and save figure by figure; what was measured before stays, of other ones."""
    path = options.out / "results.json"
    old = results.load(path) if options.only else {}
    figures: dict[str, Any] = dict(old.get("figures", {}))
    whole: Mapping[str, Any] = old
    for figure in chosen:
        figures[figure.name] = _measured(figure, bench, options.runs)
        print(figure_table(figures[figure.name]), end="\n\n", flush=True)
        ordered = {name: figures[name] for name in FIGURES if name in figures}
        versions = {**old.get("versions", {}), **bench.workshop.venvs.versions()}
        whole = results.complete(ordered, options.spec, versions)
        results.save(whole, path)
    return whole


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--spec", type=Path, default=SPEC, help="OpenRouter's description")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="the other descriptions")
    parser.add_argument("--only", nargs="*", default=[], help=f"of {', '.join(FIGURES)}")
    parser.add_argument("--runs", type=int, default=5, help="how often each is measured")
    parser.add_argument("--scale", type=int, default=1, help="divides numbers of calls and events")
    parser.add_argument("--out", type=Path, default=HERE, help="for results.json and the chart")
    parser.add_argument("--work", type=Path, default=ROOT / ".bench", help="for everything else")
    return parser


def _chosen(names: Sequence[str]) -> list[Figure]:
    """Return figures that are called so, or whose names begin so: `cold` is both cold starts."""
    if not names:
        return list(FIGURES.values())
    if all(name in FIGURES for name in names):
        return [FIGURES[name] for name in names]
    chosen = [figure for name, figure in FIGURES.items() if name.startswith(tuple(names))]
    if not chosen:
        sys.exit(f"bench: no figure is called so; there are {', '.join(FIGURES)}")
    return chosen


def _measured(figure: Figure, bench: Bench, runs: int) -> dict[str, Any]:
    def say(text: str) -> None:
        say_on_terminal(f"{figure.name}: {text}")

    runs = 1 if figure.once else runs
    say("setting up")
    outcomes = alternate(figure.cases(bench), runs, warm_up=figure.warm_up, say=say)
    say_on_terminal("")
    return results.figure_entry(figure, outcomes, runs)


def _publish(whole: Mapping[str, Any], venvs: Venvs) -> None:
    """Write what the README shows: only for results that are where it links to."""
    readme.update(ROOT / "README.md", whole)
    chart = [HERE / "chart.py", HERE / "results.json", HERE]
    try:
        python = venvs.get("tool.chart").python
        check(run([python, *chart], environment()), "the chart")
    except Failed as error:
        print(f"bench: no chart: {error}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
