"""OpenTelemetry: a span for each call and each request, and how long requests take."""

from __future__ import annotations

from typing import TYPE_CHECKING

try:
    from ._runtime.call.otel import OpenTelemetryHooks as _OpenTelemetryHooks
except ImportError as error:
    message = "OpenTelemetry needs its API: pip install 'openrouter-sdk[otel]'"
    raise ImportError(message, name=error.name) from error
from ._spec import __version__

if TYPE_CHECKING:
    from opentelemetry.metrics import MeterProvider
    from opentelemetry.trace import TracerProvider


class OpenTelemetryHooks(_OpenTelemetryHooks):
    __doc__ = _OpenTelemetryHooks.__doc__

    def __init__(
        self,
        *,
        tracer_provider: TracerProvider | None = None,
        meter_provider: MeterProvider | None = None,
    ) -> None:
        """Report to these providers, or to those that are set up globally."""
        super().__init__("openrouter_sdk", __version__, tracer_provider, meter_provider)


__all__ = ["OpenTelemetryHooks"]
