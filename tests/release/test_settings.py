"""Another version and old names in an `sdk.toml`, of which nothing else changes."""

from __future__ import annotations

import difflib
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdkpress.release.settings import with_renamed, with_version

SPEC = Path(__file__).parents[2] / "spec/sdk.toml"


def read(text: str) -> dict[str, Any]:
    return tomllib.loads(text.removeprefix("\ufeff").replace("\r\n", "\n"))


def test_our_own_settings_change_in_one_line() -> None:
    text = SPEC.read_text(encoding="utf-8")
    version = read(text)["package"]["version"]
    changed = with_version(text, "1.3.0")
    assert changed == text.replace(f'version = "{version}"', 'version = "1.3.0"', 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", '[package]\nversion = "1.3.0"\n'),
        ("# mine\n", '# mine\n\n[package]\nversion = "1.3.0"\n'),
        ("[package]", '[package]\nversion = "1.3.0"\n'),
        (
            '[package] # ours\nname="x"\n\n# client\n[client]\n',
            '[package] # ours\nversion = "1.3.0"\nname="x"\n\n# client\n[client]\n',
        ),
        ("[package]\nversion = '1.0' # keep\n", '[package]\nversion = "1.3.0" # keep\n'),
        ('[package]\nversion  =  """\n1.0"""\t#\n', '[package]\nversion  =  "1.3.0"\t#\n'),
        ('package = { name = "x" }\n', 'package = { version = "1.3.0", name = "x" }\n'),
        ("package = {}\n", 'package = { version = "1.3.0" }\n'),
        (
            'package.name = "x"\n[client]\n',
            'package.version = "1.3.0"\npackage.name = "x"\n[client]\n',
        ),
        ('"package"."version" = "1.0"\n', '"package"."version" = "1.3.0"\n'),
        ('[client]\nname="x"', '[client]\nname="x"\n\n[package]\nversion = "1.3.0"\n'),
        # No place of a version, whatever it looks like.
        (
            'description.path = """\n[package]\nversion = "1.0"\n"""\n',
            'description.path = """\n[package]\nversion = "1.0"\n"""\n'
            '\n[package]\nversion = "1.3.0"\n',
        ),
        (
            '# [package]\n# version = "1"\n[client.package]\nversion = "1"\n',
            '# [package]\n# version = "1"\n[client.package]\nversion = "1"\n'
            '\n[package]\nversion = "1.3.0"\n',
        ),
        ('\ufeff[package]\r\nname="x"\r\n', '\ufeff[package]\r\nversion = "1.3.0"\r\nname="x"\r\n'),
    ],
)
def test_the_version(text: str, expected: str) -> None:
    assert with_version(text, "1.3.0") == expected
    assert with_version(expected, "1.3.0") == expected


keys = st.sampled_from(["name", "version", "description", "a-b", '"quoted key"', "'x'"])
values = st.sampled_from(['"text"', "'raw'", "12", "true", '"""a\nb"""', "[1, 2]", "{ a = 1 }"])
headers = st.sampled_from(
    ["[package]", "[client]", "[package.more]", "[[package.list]]", "[ renamed ]"]
)
lines = st.one_of(
    st.just(""),
    st.sampled_from(["# comment", "   # [package]"]),
    headers,
    st.builds("{} = {} # why".format, keys, values),
    st.builds("package.{} = {}".format, keys, values),
)


def is_valid(text: str) -> bool:
    """Whether the loader of settings would take it, as far as versions are concerned."""
    try:
        package = read(text).get("package", {})
    except tomllib.TOMLDecodeError:
        return False
    return isinstance(package, dict) and isinstance(package.get("version", ""), str)


documents = st.builds(
    lambda lines, newline: newline.join(lines),
    st.lists(lines, max_size=9),
    st.sampled_from(["\n", "\r\n"]),
).filter(is_valid)


@given(documents)
def test_only_the_version_changes(text: str) -> None:
    changed = with_version(text, "1.3.0")
    wanted = read(text)
    wanted.setdefault("package", {})["version"] = "1.3.0"
    assert read(changed) == wanted
    assert with_version(changed, "1.3.0") == changed
    before, after = text.splitlines(), changed.splitlines()
    kinds = [
        (kind, end - start)
        for kind, start, end, *_ in difflib.SequenceMatcher(
            None, before, after, autojunk=False
        ).get_opcodes()
        if kind != "equal"
    ]
    assert sum(count for kind, count in kinds if kind in ("replace", "delete")) <= 2


OLD = """[package]
version = "1.3.0"

# Old names
[renamed] # kept for a while
"chat.say" = { to = "chat.send_message", since = "1.2.0" } # the first
"""


def test_old_names_are_entered() -> None:
    text = with_renamed("", {"chat.say": "chat.send", "models.A": "models.B"}, "1.0.0", "1.1.0")
    assert read(text) == {
        "renamed": {
            "chat.say": {"to": "chat.send", "since": "1.1.0"},
            "models.A": {"to": "models.B", "since": "1.1.0"},
        }
    }
    assert with_renamed(text, {}, "1.0.0", "1.1.0") == text


def test_what_led_to_an_old_name_leads_on() -> None:
    text = with_renamed(OLD, {"chat.send_message": "chat.send"}, "1.3.0", "1.4.0")
    assert read(text)["renamed"] == {
        "chat.say": {"to": "chat.send", "since": "1.2.0"},
        "chat.send_message": {"to": "chat.send", "since": "1.4.0"},
    }
    assert "[renamed] # kept for a while\n" in text
    assert "} # the first\n" in text


def test_entries_of_a_release_not_made_follow() -> None:
    once = with_renamed(OLD, {"chat.send_message": "chat.send"}, "1.3.0", "1.4.0")
    text = with_renamed(once, {}, "1.3.0", "2.0.0")
    assert read(text)["renamed"]["chat.send_message"]["since"] == "2.0.0"
    assert read(text)["renamed"]["chat.say"]["since"] == "1.2.0"


def test_an_old_name_that_is_renamed_again() -> None:
    text = with_renamed(OLD, {"chat.say": "chat.talk"}, "1.3.0", "1.4.0")
    assert read(text)["renamed"] == {"chat.say": {"to": "chat.talk", "since": "1.4.0"}}


@given(documents.filter(lambda text: "renamed" not in text))
def test_old_names_fit_into_any_settings(text: str) -> None:
    renamed = {"chat.send(model)": "chat.send(name)", 'models."\\': "models.größe"}
    wanted = {
        **read(text),
        "renamed": {old: {"to": new, "since": "1.1.0"} for old, new in renamed.items()},
    }
    assert read(with_renamed(text, renamed, "1.0.0", "1.1.0")) == wanted
