"""`BasePage`: what pages of both kinds of client have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from ..models.model import Model
from .next_page import Asked, Way

if TYPE_CHECKING:
    from ..base.operation import Operation
    from ..base.options import RequestOptions
    from ..call.base_client import BaseClient
    from ..reply.response import APIResponse

Item_co = TypeVar("Item_co", covariant=True)
Value_co = TypeVar("Value_co", covariant=True)

_OF_ONE_CALL = ("idempotency_key", "resume_token")
"""The options that do not hold for the pages that follow."""


class BasePage(Generic[Item_co, Value_co]):
    """What pages of either kind of client have: the attributes of the response, and its items.

    A field of the response that is called as a method here is read from what `parse` returns.
    """

    if not TYPE_CHECKING:  # for checkers, nothing else could be a base beside it
        __slots__ = ("_asked", "_call", "_known", "_next", "_response", "_way")

    def __init__(
        self,
        client: BaseClient,
        operation: Operation[Any],
        asked: Asked,
        options: RequestOptions | None,
        response: APIResponse[Any],
    ) -> None:
        """Take what the page was asked for by, and the response that it came in."""
        assert operation.pages is not None
        kept: Any = {name: one for name, one in (options or {}).items() if name not in _OF_ONE_CALL}
        self._call: tuple[Any, Operation[Any], Any] = (client, operation, kept)
        self._way = Way(client, operation, operation.pages())
        self._asked = asked
        self._response = response
        self._next: Asked | None = None
        self._known = False

    def parse(self) -> Value_co:
        """Return the response as it is without pages: a model, or a list."""
        value: Value_co = self._response.value
        return value

    def has_next_page(self) -> bool:
        """Tell whether there is a page after this one, without asking for it.

        Where the response does not say so, there may be one, which then has no items.

        Raises:
            SDKError: The response leads back to a page that has been given already.
        """
        return self._following() is not None

    def resume_token(self) -> str | None:
        """Return what asks for the next page, as text to keep; None after the last.

        Give it to the same method, with the same arguments, as `options["resume_token"]`.

        Raises:
            SDKError: The response leads back to a page that has been given already.
        """
        from .resume_token import token_of

        following = self._following()
        if following is None:
            return None
        return token_of(self._way.pagination, following, self._response.headers.secrets)

    def _following(self) -> Asked | None:
        if not self._known:
            self._next = self._way.after(self._asked, self._response)
            self._known = True
        return self._next

    def _wanted(self) -> Asked:
        following = self._following()
        if following is None:
            client, operation, _ = self._call
            message = f"there is no page after this one ({operation.id}); has_next_page() tells"
            raise client.errors.request_validation(message)
        return following

    def _after(self, before: Self, asked: Asked) -> Self:
        """Go on with the way of the page before."""
        self._way, self._asked = before._way, asked
        return self

    def _items(self) -> list[Any]:
        return self._way.items(self._response)

    def __repr__(self) -> str:
        """Show the response."""
        return f"{type(self).__name__}({self._response.value!r})"

    if not TYPE_CHECKING:  # for checkers a page of a model is one, and has no other attributes

        @property
        def __class__(self) -> type:
            """A page of a model is an instance of it."""
            value = self._response.value
            return type(value) if isinstance(value, Model) else type(self)

        @property
        def __dict__(self) -> dict[str, Any]:
            """The fields of a model, which pydantic compares and writes by."""
            return self._response.value.__dict__

        def __getattr__(self, name: str) -> Any:
            """Return an attribute of the model; `data` is an array that is no member of one."""
            value = None if name in BasePage.__slots__ else self._response.value
            if isinstance(value, Model):
                return getattr(value, name)
            if name == "data" and isinstance(value, list):
                return value
            message = f"{type(self).__name__!r} object has no attribute {name!r}"
            raise AttributeError(message, name=name, obj=self)

        def __dir__(self) -> list[str]:
            """List the attributes of the model, too."""
            value = self._response.value
            more = dir(value) if isinstance(value, Model) else ()
            return sorted({*dir(type(self)), *more})

        def __eq__(self, other: object) -> bool:
            """Compare the response, with that of another page or as it is."""
            mine = self._response.value
            return mine == (other._response.value if isinstance(other, BasePage) else other)

        __hash__ = None

        def __reduce_ex__(self, protocol: object) -> tuple[Any, ...]:
            """Pickle and copy the response alone: there is no way on without the client."""
            return (_same, (self._response.value,))


def _same(value: Any) -> Any:
    return value


def checked(max_items: int | None) -> int | None:
    """Return how many items to give at most.

    Raises:
        ValueError: It is negative.
    """
    if max_items is not None and max_items < 0:
        message = "max_items must not be negative"
        raise ValueError(message)
    return max_items
