"""What is measured: every figure, in the order of the tables."""

from .cold import COLD_ACTIVITY, COLD_CHAT
from .figure import Bench, Figure
from .generation import GENERATION
from .package import PACKAGE
from .scripts import CALLS, CONCURRENCY, DECODING, STREAMS

FIGURES: dict[str, Figure] = {
    figure.name: figure
    for figure in (
        COLD_ACTIVITY,
        COLD_CHAT,
        *CALLS,
        *DECODING,
        *STREAMS,
        CONCURRENCY,
        *GENERATION,
        PACKAGE,
    )
}

__all__ = ["FIGURES", "Bench", "Figure"]
