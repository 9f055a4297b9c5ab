"""`CallingClient`: where every call begins, whatever kind of client makes it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..call.base_client import BaseClient

if TYPE_CHECKING:
    from ..base.operation import Operation
    from ..http.effects import Steps
    from ..reply.caller import Call
    from ..reply.response import APIResponse


class CallingClient(BaseClient):
    """What clients of either kind have: what makes a call is imported at the first one."""

    @cached_property
    def exchange(self) -> Callable[..., Steps]:
        """What makes a call."""
        from ..call.exchange import exchange

        return exchange

    def make_page(self, operation: Operation[Any], call: Call, response: APIResponse[Any]) -> Any:
        """Make the page that a response is."""
        from .page import make_page

        return make_page(self, operation, call, response)
