"""`EXACT`: constants that are told apart as JSON does, where 1 is 1.0 but not true."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

if TYPE_CHECKING:
    from pydantic_core import CoreSchema


class Exact:
    """Marks constants that Python takes for equal: 1 and True, 0 and False."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        """Refuse a boolean in place of a number, and a number in place of a boolean."""
        from pydantic_core import PydanticKnownError, core_schema

        allowed = get_args(source)
        expected = " or ".join(repr(value) for value in allowed)
        booleans = isinstance(allowed[0], bool)  # there is a Literal for each type

        def told_apart(value: Any) -> Any:
            if isinstance(value, bool) is not booleans:
                raise PydanticKnownError("literal_error", {"expected": expected})
            return value

        return core_schema.no_info_before_validator_function(told_apart, handler(source))


EXACT = Exact()
