"""The bench's own parts, and one figure of our own SDK from end to end."""

from __future__ import annotations

import itertools
import json
import sys
from pathlib import Path
from typing import Any, cast

import pytest

from bench import payloads, readme, results
from bench.figures import FIGURES, Bench
from bench.figures.generation import two_texts
from bench.loopback import loopback
from bench.peers import Venv
from bench.process import Failed, check, run
from bench.runner import Case, Metrics, Outcome, alternate
from bench.spread import Spread
from bench.subjects import ABSENT, FOLDER, SUBJECTS
from bench.table import aligned, figure_table, number, targets_table
from bench.targets import TARGETS, Target, judge
from bench.workshop import Workshop


def test_spread_is_the_middle_and_the_ends() -> None:
    assert Spread.of([3.0, 1.0, 8.0]) == Spread(3.0, 1.0, 8.0, (3.0, 1.0, 8.0))
    assert Spread.of([1.0, 2.0]).median == 1.5


def test_cases_take_turns_and_the_warm_up_does_not_count() -> None:
    order: list[str] = []

    def case(name: str) -> Case:
        def measure() -> Metrics:
            order.append(name)
            return {"wall_s": float(len(order))}

        return Case(name, measure)

    outcomes = alternate([case("a"), case("b")], 2, warm_up=True)
    assert order == ["a", "b", "a", "b", "b", "a"]
    assert outcomes["a"].values == {"wall_s": [3.0, 6.0]}


def test_what_cannot_be_measured_says_why_and_is_not_tried_again() -> None:
    tried = itertools.count()

    def fail() -> Metrics:
        next(tried)
        raise Failed("not built yet")

    outcomes = alternate([Case("a", fail), Case("b", reason="no Java")], 3, warm_up=False)
    assert next(tried) == 1
    assert (outcomes["a"].reason, outcomes["b"].reason) == ("not built yet", "no Java")
    assert outcomes["a"].spreads() == {}


def test_a_command_that_fails_is_reported_with_what_it_said_last() -> None:
    finished = run(
        [
            sys.executable,
            "-c",
            "import sys; sys.exit('no such\\nluck at https://index.example/x or /home/me/x')",
        ]
    )
    with pytest.raises(Failed, match=r"^it failed \(exit status 1\): luck at … or …$"):
        check(finished, "it")
    assert finished.cpu > 0 and finished.peak > 1_000_000


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has orphans adopted")
def test_what_a_command_leaves_behind_counts() -> None:
    work = "import time; end = time.process_time() + 0.3\nwhile time.process_time() < end: pass"
    start = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {work!r}])"
    finished = run([sys.executable, "-c", start])
    assert finished.wall < finished.cpu


@pytest.mark.parametrize(
    ("target", "measured", "met"),
    [
        (Target("a", "f", "wall_s", 0.5, ("peer",)), 0.5, True),
        (Target("a", "f", "wall_s", 0.4, ("peer", "other")), 0.5, False),
        (Target("a", "f", "wall_s", 1.5), 2.0, False),
        (Target("a", "f", "wall_s", 2.5, unit="of a clean body"), 2.0, True),
        (Target("a", "f", "wall_s", 0.4, ("peer",), at_least=True), 0.5, True),
        (Target("a", "f", "wall_s", 0.4, ("peer", "other"), at_least=True), 0.25, False),
    ],
)
def test_a_target_compares_medians(target: Target, measured: float, met: bool) -> None:
    figures = {"f": _entry({"sdkpress": 2.0, "peer": 4.0, "other": 8.0})}
    verdict = judge(target, figures)
    assert (verdict.measured, verdict.met) == (measured, met)


def test_a_target_of_what_was_not_measured_is_neither_met_nor_missed() -> None:
    figures = {"f": _entry({"sdkpress": 2.0})}
    verdict = judge(Target("a", "f", "wall_s", 0.5, ("peer",)), figures)
    assert verdict.met is None and verdict.word == "not measured"
    assert verdict.reason == "peer: the figure was not measured"


def test_every_target_is_about_a_figure_and_subjects_that_there_are() -> None:
    for target in TARGETS:
        assert target.figure in FIGURES
    scripts = {path.stem for path in FOLDER.glob("[!_]*/*.py")}
    for subject in SUBJECTS.values():
        assert (FOLDER / subject.folder).is_dir()
    for name, script in ABSENT:
        assert script in scripts and not SUBJECTS[name].script(script).exists()


def test_tables_show_medians_spreads_and_reasons() -> None:
    entry = _entry({"sdkpress": 2.0, "peer": 5.0}, more={"wall_s": [1.0, 3.0]})
    entry["subjects"]["other"] = {"metrics": {}, "reason": "no Java", "note": ""}
    text = figure_table(entry)
    assert "2 (1 to 3)" in text
    assert "2.50" in text.splitlines()[3]
    assert "not measured: other: no Java" in text
    verdict = judge(Target("start", "f", "wall_s", 0.5, ("peer",)), {"f": entry})
    assert targets_table([verdict]).splitlines()[1].split()[-1] == "met"
    assert aligned([["a", "10"], ["bcd", "9"]]) == ["a    10", "bcd   9"]
    assert [number(one) for one in (0.1234, 12.34, 1234.5, 3.0)] == ["0.12", "12.3", "1,234", "3"]


def test_the_readme_shows_what_results_hold(tmp_path: Path) -> None:
    page = tmp_path / "README.md"
    page.write_text(f"before\n{readme.START}\nold\n{readme.END}\nafter\n")
    figures = {"generate_openrouter": _entry({"sdkpress": 2.0, "openapi-generator": 5.0})}
    whole = results.complete(figures, Path(__file__), {})
    readme.update(page, whole)
    readme.update(page, whole)
    text = page.read_text()
    assert "old" not in text and text.startswith("before\n") and text.endswith("after\n")
    assert "| Generating the whole SDK, s | 2 | 5 |" in text


def test_one_schema_changes_by_one_property(tmp_path: Path) -> None:
    spec = tmp_path / "api.yaml"
    head = "components:\n  schemas:\n    ActivityItem:\n      example:\n        a: 1\n"
    spec.write_text(f"{head}      properties:\n        a:\n          type: string\n")
    before, after = two_texts(spec)
    assert before == spec.read_text()
    added = [line for line in after.splitlines() if line not in before.splitlines()]
    assert added == ["        added_by_the_bench:"]
    spec.write_text("components: {}\n")
    with pytest.raises(Failed, match="has no schema ActivityItem"):
        two_texts(spec)


def test_a_stream_has_as_many_events_as_were_asked_for() -> None:
    for one_by_one in (False, True):
        sent = b"".join(payloads.stream(130, one_by_one=one_by_one))
        assert sent.count(b"data: {") == 130
        assert sent.endswith(b"data: [DONE]\n\n\r\n0\r\n\r\n")


def test_one_row_is_wrong_of_as_many() -> None:
    for right in (payloads.activity(9), payloads.union(9)):
        rows, wrong = (
            json.loads(right)["data"],
            json.loads(payloads.with_a_wrong_row(right))["data"],
        )
        assert [a == b for a, b in zip(rows, wrong, strict=True)].count(False) == 1


class _OurVenvOnly:
    """Where the SDK of `generated/` is installed; the peers are not set up by a test."""

    def client(self, name: str) -> Venv:
        if name == "sdkpress":
            return cast("Venv", _ThisPython())
        raise Failed("not in a test")


class _ThisPython:
    python = Path(sys.executable)


def test_our_sdk_is_measured_from_end_to_end() -> None:
    with loopback() as server:
        bench = Bench(cast("Workshop", _OurVenvOnly()), server, Path("none"), scale=20)
        for name in ("cold_activity", "call_sync", "decode_activity_1", "concurrency"):
            figure = FIGURES[name]
            outcomes = alternate(figure.cases(bench), 1, warm_up=False)
            entry = results.figure_entry(figure, outcomes, 1)
            json.dumps(entry)
            assert outcomes["sdkpress"].reason == ""
            assert entry["subjects"]["sdkpress"]["metrics"][figure.headline]["median"] > 0
            peer = "bare JSON" if name.startswith("decode") else "bare httpx2"
            assert outcomes[peer].reason == "not in a test"
            assert "not in a test" in figure_table(entry)
    assert outcomes["sdkpress"].values["lost"] == [0]


def _entry(medians: dict[str, float], more: dict[str, list[float]] | None = None) -> dict[str, Any]:
    figure = FIGURES["generate_openrouter"]
    outcomes = {name: Outcome({"wall_s": [value]}) for name, value in medians.items()}
    if more:
        outcomes["sdkpress"].values.update(more)
    return results.figure_entry(figure, outcomes, 2)
