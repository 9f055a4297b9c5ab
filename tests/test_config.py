"""sdk.toml: what it gives, and what is said about a broken one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdkpress.config import Config, CredentialConfig, GlobalConfig, OperationConfig, load_config
from sdkpress.config.toml_places import find_places
from sdkpress.problems import Problem, Problems


def load(tmp_path: Path, text: str) -> tuple[Config, tuple[Problem, ...]]:
    path = tmp_path / "sdk.toml"
    path.write_text(text)
    problems = Problems()
    return load_config(path, problems), problems.sorted()


def test_without_a_file_nothing_is_set() -> None:
    config = load_config(None, Problems())
    assert config == Config()
    assert config.package.name is None
    assert config.retries.max_attempts is None


def test_all_settings(tmp_path: Path) -> None:
    config, problems = load(
        tmp_path,
        """
[package]
distribution = "openrouter-sdk"
name = "openrouter_sdk"
version = "0.1.0"
license = "MIT"
[client]
name = "OpenRouter"
base_error = "OpenRouterError"
default_error = "OpenRouterDefaultError"
timeout = 60
[client.credentials.apiKey]
argument = "api_key"
env = "OPENROUTER_API_KEY"
[globals.http_referer]
in = "header"
name = "HTTP-Referer"
[retries]
initial_delay = 0.5
factor = 1.5
max_delay = 60.0
max_attempts = 3
statuses = ["5XX", "429"]
connection_errors = true
[operations.queryAnalytics]
idempotent = true
resource = "analytics"
method = "query"
[description]
path = "api.yaml"
overlays = ["overlays/a.yaml"]
""",
    )
    assert problems == ()
    assert config.package.distribution == "openrouter-sdk"
    assert config.package.repository is None
    assert (config.client.timeout, type(config.client.timeout)) == (60.0, float)
    assert config.client.credentials == {
        "apiKey": CredentialConfig("api_key", "OPENROUTER_API_KEY")
    }
    assert config.globals == {"http_referer": GlobalConfig("header", "HTTP-Referer")}
    assert config.retries.statuses == ("5XX", "429")
    assert config.operations == {"queryAnalytics": OperationConfig(True, "analytics", "query")}
    assert config.description.path == tmp_path / "api.yaml"
    assert config.description.overlays == (tmp_path / "overlays/a.yaml",)


@pytest.mark.parametrize(
    ("text", "message", "line", "column", "hint"),
    [
        ("[pakage]", 'unknown key "pakage"', 1, 2, 'did you mean "package"?'),
        (
            "[client]\ntimeuot = 3",
            'unknown key "timeuot" in [client]',
            2,
            1,
            'did you mean "timeout"?',
        ),
        ("[package]\nzzz = 3", 'unknown key "zzz" in [package]', 2, 1, "known are distribution"),
        ("path = 1", 'unknown key "path"', 1, 1, "known are package"),
        ("package = 3", "package must be a table, is an integer", 1, 11, ""),
        ("globals = []", "globals must be a table, is an array", 1, 11, ""),
        ("[package]\nname = 3", "package.name must be a string, is an integer", 2, 8, ""),
        ('[package]\nname = "a-b"', "package.name must be a Python package name", 2, 8, ""),
        ('[package]\nname = "class"', "package.name must be a Python package name", 2, 8, ""),
        ('[package]\nversion = "one"', "package.version must be a version", 2, 11, ""),
        ('[package]\ndistribution = "-"', "package.distribution may hold", 2, 16, ""),
        ("[client]\ntimeout = 0", "client.timeout must be greater than zero, not 0", 2, 11, ""),
        ("[client]\ntimeout = nan", "client.timeout must be greater than zero", 2, 11, ""),
        ('[client]\nname = "a b"', "client.name must be a Python identifier", 2, 8, ""),
        (
            '[client.credentials."a b"]\nenv = 2024-01-01',
            'client.credentials."a b".env must be a string, is a date or time',
            2,
            7,
            "",
        ),
        (
            "[client]\ncredentials = {apiKey = {argument = 'class'}}",
            "client.credentials.apiKey.argument must be a Python identifier",
            2,
            37,
            "",
        ),
        ("[globals.1x]", "globals.1x must be a Python identifier", 1, 10, ""),
        (
            '[globals.a]\nin = "haeder"',
            'globals.a.in must be one of "header"',
            2,
            6,
            'did you mean "header"?',
        ),
        (
            "[retries]\ninitial_delay = -1",
            "retries.initial_delay must not be negative, not -1",
            2,
            17,
            "",
        ),
        ('[idempotency]\nheader = "a b"', "idempotency.header must be the name", 2, 10, ""),
        ('[idempotency]\nheader = "Host"', "idempotency.header must not be Host", 2, 10, ""),
        ("[retries]\nwrites = 1", "retries.writes must be true or false", 2, 10, ""),
        (
            "[retries]\nmax_attempts = true",
            "retries.max_attempts must be an integer, is a boolean",
            2,
            16,
            "",
        ),
        (
            '[retries]\nstatuses = [\n  "5XX",  # all\n  "600"]',
            "retries.statuses must be status codes",
            2,
            12,
            "",
        ),
        (
            '[retries]\nstatuses = [\n  "5XX",  # all\n  600]',
            "retries.statuses[1] must be a string, is an integer",
            4,
            3,
            "",
        ),
        (
            '[operations]\n"a.b".idempotent = "yes"',
            'operations."a.b".idempotent must be true or false, is a string',
            2,
            20,
            "",
        ),
        ('[package]\nname = "a', "not TOML: ", 2, 10, ""),
        ("[package]\nname = ", "not TOML: invalid value", 2, 8, ""),
        ("[package]\n[package]", "not TOML: cannot declare ('package',) twice", 2, 9, ""),
    ],
)
def test_what_is_wrong(
    tmp_path: Path, text: str, message: str, line: int, column: int, hint: str
) -> None:
    _, problems = load(tmp_path, text)
    (problem,) = problems
    assert problem.severity == "error"
    assert problem.message.startswith(message)
    assert hint in problem.hint
    assert problem.location is not None
    assert problem.location.file == f"{tmp_path}/sdk.toml"
    assert (problem.location.line, problem.location.column) == (line, column)


def test_all_that_is_wrong_is_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    config, problems = load(
        tmp_path, '[package]\nnmae = "x"\nversion = 1\nlicense = "MIT"\n[retries]\nfactor = 0.5\n'
    )
    assert len(problems) == 3
    assert config.package.license == "MIT"


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    problems = Problems()
    load_config(tmp_path / "nowhere.toml", problems)
    (tmp_path / "latin.toml").write_bytes(b"a = '\xff'")
    load_config(tmp_path / "latin.toml", problems)
    assert [problem.message for problem in problems.sorted()] == [
        "cannot be read: it is not UTF-8 text (invalid start byte at byte 5)",
        "cannot be read: no such file or directory",
    ]


def test_places_of_every_kind_of_key() -> None:
    text = '''\
a.b = 1
"c d" = """
[not.a.table]
x = 1"""
[t]
u = {v = 1.5, "w" = [1, {x = 2}]}
[[list]]
n = 'a#b'
[[list]]
n = 1979-05-27T07:32:00Z
[list.sub]
k = """a\\"""b"""
'''
    places = find_places(text)
    lines = {pointer: text.count("\n", 0, value) + 1 for pointer, (_, value) in places.items()}
    assert lines == {
        ("a",): 1,
        ("a", "b"): 1,
        ("c d",): 2,
        ("t",): 5,
        ("t", "u"): 6,
        ("t", "u", "v"): 6,
        ("t", "u", "w"): 6,
        ("t", "u", "w", 0): 6,
        ("t", "u", "w", 1): 6,
        ("t", "u", "w", 1, "x"): 6,
        ("list",): 7,
        ("list", 0): 7,
        ("list", 0, "n"): 8,
        ("list", 1): 9,
        ("list", 1, "n"): 10,
        ("list", 1, "sub"): 11,
        ("list", 1, "sub", "k"): 12,
    }
    assert text[places[("t", "u", "w", 1, "x")][1]] == "2"


pieces = st.sampled_from(
    [
        "[package]",
        "[retries]",
        "name",
        "=",
        '"x"',
        "1",
        "\n",
        "{",
        "}",
        "[",
        "]",
        ",",
        ".",
        "'",
        "#",
    ]
)


@settings(max_examples=200)
@given(st.lists(pieces | st.text(max_size=3), max_size=12).map(" ".join))
def test_garbage_gives_problems_and_no_traceback(tmp_path_factory: object, text: str) -> None:
    folder = tmp_path_factory.mktemp("toml")  # type: ignore[attr-defined]
    path = folder / "sdk.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    problems = Problems()
    config = load_config(path, problems)
    assert problems.sorted() or config.path == path
