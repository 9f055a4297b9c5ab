"""Code that is laid out by the generator itself is the code that it was, within 100 columns."""

from __future__ import annotations

import ast

from hypothesis import given
from hypothesis import strategies as st

from sdkpress import encode
from sdkpress.format import format_files
from sdkpress.render.layout import PACKED_WIDTH, imports, wrapped

NAMES = st.from_regex(r"[A-Z][A-Za-z]{0,30}", fullmatch=True)
LITERALS = st.lists(st.text(max_size=30), min_size=1, max_size=12).map(
    lambda values: f"Literal[{', '.join(map(repr, values))}]"
)
HINTS = st.recursive(
    NAMES | LITERALS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=6).map(" | ".join),
        inner.map(lambda one: f"dict[str, {one}]"),
        inner.map(lambda one: f'Annotated[{one}, Field(alias="a, [b | c")]'),
    ),
    max_leaves=12,
)


@given(HINTS, st.sampled_from(["x: {} = None", 'X = TypeAliasType("X", {})', "X: TypeAlias = {}"]))
def test_a_wrapped_statement_means_the_same(hint: str, form: str) -> None:
    statement = form.format(hint)
    text = wrapped(statement, 4)
    assert ast.dump(ast.parse(text)) == ast.dump(ast.parse(statement))
    if text != statement:
        longest = max(map(len, ast.unparse(ast.parse(statement)).split(" ")))
        widths = [len(line.removesuffix("  # fmt: skip")) for line in text.splitlines()]
        assert max(widths) <= max(PACKED_WIDTH, longest + 12)


def test_formatters_leave_it_as_it_is() -> None:
    values = ", ".join(f'"value {number}"' for number in range(20))
    fields = [
        f"x{number}: {hint}"
        for number, hint in enumerate(
            (
                f"Literal[{values}]",
                f"Annotated[Literal[{values}] | str, Field(alias='x')] | None = None",
            )
        )
    ]
    body = "".join(f"    {wrapped(field, 4)}\n" for field in fields)
    alias = wrapped(f'X = TypeAliasType("X", Literal[{values}] | str)', 0)
    text = f"{alias}\n\n\nclass A:\n{body}"
    assert text.count("fmt: skip") == 3
    assert _formatted(text) == text


def test_imports_are_as_they_would_be_sorted_and_packed() -> None:
    names = [f"{first}{'x' * 12}{last}" for first in ("A", "b", "C") for last in range(5)]
    block = imports({"short": ["B", "A", "CONSTANT"], "long": names})
    text = f"{block}\n\nprint({', '.join([*names, 'A', 'B', 'CONSTANT'])})\n"
    assert max(map(len, block.splitlines())) <= PACKED_WIDTH + len("  # fmt: skip")
    assert block.splitlines()[-1] == "from .short import CONSTANT, A, B"
    assert _formatted(text).startswith(block), "formatters leave it as it is"
    assert imports({"b": ["B"], "a": ["A"]}) == "from .a import A\nfrom .b import B"


@given(st.text())
def test_a_doc_below_an_attribute_is_the_text(text: str) -> None:
    for indent in (0, 4):
        short, whole = encode.attribute_doc(text, indent), encode.docstring(text, indent)
        assert ast.literal_eval(short) == ast.literal_eval(whole).rstrip("\n ") or "\n" not in whole
        assert not short.endswith('\n"""') or short == '"""\n"""'


def _formatted(text: str) -> str:
    return format_files({"src/a/b.py": text})["src/a/b.py"]
