"""What the figures have to be, and whether they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

Results = Mapping[str, Any]
"""The `figures` of results.json."""

_OURS, _FAST = "sdkpress", "sdkpress, fast"
_MSGSPEC = ", msgspec"
"""What the names of subjects end in, and of targets, where models are msgspec's."""


@dataclass(frozen=True, slots=True)
class Target:
    """A metric of ours against that of others in the same run.

    Attributes:
        what: What it is about.
        figure: The figure's name; `metric` is one of its metrics.
        limit: The most that the ratio may be; or with `at_least`, the least.
        than: Whom we are compared with; the best of several; none for a plain number.
        unit: Of a plain number.
    """

    what: str
    figure: str
    metric: str
    limit: float
    than: tuple[str, ...] = ()
    ours: str = _OURS
    at_least: bool = False
    unit: str = "s"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A target, what was measured, and what that means.

    Attributes:
        measured: The ratio, or the number; None where something was not measured.
        met: None likewise.
        reason: Why nothing was measured.
    """

    target: Target
    measured: float | None
    met: bool | None
    reason: str = ""

    @property
    def wanted(self) -> str:
        """The target in words: "≤ 0.70 of speakeasy"."""
        target = self.target
        sign = "≥" if target.at_least else "≤"
        if not target.than:
            return f"{sign} {target.limit:g} {target.unit}"
        than = target.than[0] if len(target.than) == 1 else "the best peer"
        return f"{sign} {target.limit:.2f} of {than}"

    @property
    def by_default(self) -> bool:
        """Whether the target is about the package as it is by default."""
        return not self.target.ours.endswith(_MSGSPEC)

    @property
    def word(self) -> str:
        """`met`, `not met` or `not measured`."""
        return {True: "met", False: "not met", None: "not measured"}[self.met]

    def to_json(self) -> dict[str, Any]:
        """Return it as results.json has it."""
        about = {**asdict(self.target), "by_default": self.by_default, "wanted": self.wanted}
        return {**about, "measured": self.measured, "verdict": self.word, "reason": self.reason}


def judge(target: Target, figures: Results) -> Verdict:
    """Compare medians; the best of several peers is the one that is hardest to beat."""
    subjects = figures.get(target.figure, {}).get("subjects", {})
    missing = [name for name in (target.ours, *target.than) if not _has(subjects, name, target)]
    if target.ours in missing or (target.than and len(missing) == len(target.than)):
        return Verdict(target, None, None, _why(subjects, missing[0]))
    ours = subjects[target.ours]["metrics"][target.metric]["median"]
    measured = ours
    if target.than:
        theirs = [
            subjects[name]["metrics"][target.metric]["median"]
            for name in target.than
            if name not in missing
        ]
        measured = ours / (max(theirs) if target.at_least else min(theirs))
    met = measured >= target.limit if target.at_least else measured <= target.limit
    return Verdict(target, measured, met)


def _has(subjects: Results, name: str, target: Target) -> bool:
    return target.metric in subjects.get(name, {}).get("metrics", {})


def _why(subjects: Results, name: str) -> str:
    reason = subjects.get(name, {}).get("reason") or "the figure was not measured"
    return f"{name}: {reason}"


def _ours(what: str, figure: str, metric: str, *limits: tuple[str, str, float]) -> list[Target]:
    return [
        Target(f"{what}{ours.removeprefix(_OURS)}", figure, metric, limit, (peer,), ours)
        for ours, peer, limit in limits
    ]


def _decoding() -> list[Target]:
    rows = {1: "1 row", 100: "100 rows", 10_000: "10,000 rows"}
    bare = [
        Target(f"decoding {text}", f"decode_activity_{rows}", "cpu_us", 1.10, ("bare pydantic",))
        for rows, text in rows.items()
    ]
    nested = Target(
        "decoding 500 models", "decode_models_500", "cpu_us", 1.10, ("bare pydantic, our models",)
    )
    peer = [
        Target(
            f"decoding {rows[number]}", f"decode_activity_{number}", "cpu_us", limit, ("speakeasy",)
        )
        for number, limit in ((1, 0.05), (10_000, 0.70))
    ]
    union = Target(
        "decoding 10,000 rows of a union",
        "decode_union_10000",
        "cpu_us",
        1.10,
        ("bare pydantic, our models",),
    )
    return [*bare, nested, union, *peer, *_one_wrong_row()]


def _one_wrong_row() -> list[Target]:
    unit = "of a clean body"
    return [
        Target(f"{which} wrong row, {kind}", f"decode_wrong_{kind}", metric, 1.5, unit=unit)
        for kind in ("activity", "union")
        for which, metric in (("one", "of_clean"), ("the first", "first_of_clean"))
    ]


def _generation() -> list[Target]:
    whole = {
        "openapi-python-client": 0.50,
        "openapi-generator": 0.40,
        "datamodel-code-generator": 0.60,
    }
    return [
        *(
            Target("generation, OpenRouter", "generate_openrouter", "wall_s", limit, (peer,))
            for peer, limit in whole.items()
        ),
        Target("generation, GitHub", "generate_github", "wall_s", 0.90, tuple(whole)),
        Target("nothing changed", "generate_again", "wall_s", 0.3, (), "nothing changed"),
        Target(
            "one schema changed", "generate_again", "wall_s", 0.6, ("whole",), "one schema changed"
        ),
    ]


_TARGETS = (
    *_ours(
        "cold start, analytics",
        "cold_activity",
        "wall_ms",
        (_OURS, "speakeasy", 0.70),
        (_OURS, "bare httpx2", 1.60),
        (_FAST, "speakeasy", 0.35),
    ),
    *_ours(
        "cold start, chat",
        "cold_chat",
        "wall_ms",
        (_OURS, "speakeasy", 0.60),
        (_FAST, "speakeasy", 0.40),
    ),
    *_ours(
        "CPU of a call, sync",
        "call_sync",
        "cpu_us",
        (_OURS, "bare httpx2", 1.20),
        (_OURS, "speakeasy", 0.20),
        (_FAST, "bare pyreqwest", 2.0),
        (_FAST, "speakeasy", 0.08),
    ),
    *_ours(
        "CPU of a call, async",
        "call_async",
        "cpu_us",
        (_OURS, "bare httpx2", 1.20),
        (_OURS, "speakeasy", 0.25),
        (_FAST, "bare pyreqwest", 2.0),
    ),
    *_decoding(),
    Target("streaming", "stream", "per_second", 5.0, ("speakeasy",), at_least=True),
    Target(
        "streaming, one by one", "stream_single", "per_second", 5.0, ("speakeasy",), at_least=True
    ),
    *_generation(),
    Target("lines of the package", "package", "lines", 1 / 4, ("speakeasy",)),
    Target("installed size", "package", "installed_mb", 1 / 3, ("speakeasy",)),
)


def _with_msgspec(target: Target) -> Target:
    return replace(target, what=f"{target.what}{_MSGSPEC}", ours=f"{target.ours}{_MSGSPEC}")


TARGETS = (
    *_TARGETS,
    *(_with_msgspec(one) for one in _TARGETS if not one.figure.startswith("generate")),
)
"""Those of the package as it is by default, and the same of one with models of msgspec."""
