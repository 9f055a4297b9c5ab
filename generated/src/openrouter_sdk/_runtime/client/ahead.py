"""The next page, asked for while one is worked on: by a thread, or by a task of asyncio."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextvars import copy_context
from threading import Thread
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

if TYPE_CHECKING:
    from types import TracebackType

T = TypeVar("T")


class Ahead(Generic[T]):
    """A step that a thread takes. Leaving its `with` block waits for it to be over."""

    def __init__(self, step: Callable[[], T]) -> None:
        """Begin."""
        self._outcome: list[T] = []
        self._error: BaseException | None = None
        context = copy_context()
        self._thread = Thread(target=context.run, args=(self._take, step), daemon=True)
        self._thread.start()

    def _take(self, step: Callable[[], T]) -> None:
        try:
            self._outcome.append(step())
        except BaseException as error:  # raised by who asks for the outcome
            self._error = error

    def result(self) -> T:
        """Wait for the outcome.

        Raises:
            BaseException: What the step raised.
        """
        self._thread.join()
        if self._error is not None:
            error, self._error = self._error, None
            raise error
        return self._outcome.pop()

    def __enter__(self) -> Self:
        """Return the object itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Wait for the thread; its outcome is forgotten."""
        self._thread.join()


class AsyncAhead(Generic[T]):
    """A step that a task takes. Leaving its `with` block cancels it."""

    def __init__(self, step: Callable[[], Coroutine[Any, Any, T]]) -> None:
        """Begin.

        Raises:
            RuntimeError: No loop of asyncio runs; trio has no tasks that anyone may begin.
        """
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            message = "prefetch needs asyncio: leave it out under another library"
            raise RuntimeError(message) from None
        self._task = loop.create_task(step())

    async def result(self) -> T:
        """Wait for the outcome.

        Raises:
            BaseException: What the step raised.
        """
        return await self._task

    async def __aenter__(self) -> Self:
        """Return the object itself."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Cancel the task and wait for its end; its outcome is forgotten."""
        self._task.cancel()
        await asyncio.wait([self._task])
        if not self._task.cancelled():
            self._task.exception()  # an error that nobody asks for is not to be told
