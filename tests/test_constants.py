"""Operations as data: a table of one row is a tuple, however long the row."""

from __future__ import annotations

from sdkpress.render.constants import table


def test_a_table_is_a_tuple_of_its_rows() -> None:
    for length in range(1, 140):
        row = f"'{'a' * length}'"
        for count in (1, 2, 3):
            expression = f"dict({table('rows', [row] * count)})"
            assert eval(expression)["rows"] == (row[1:-1],) * count
