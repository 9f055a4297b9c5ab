"""Ends a cold start: says when the first response was decoded, and what it took until then.

It is imported after that, and imports nothing before it has looked at the clocks.
"""

import sys
import time


def mark(value: object, expected: object) -> None:
    """Print the figures of this process; `value` is out of the decoded response."""
    decoded, cpu, modules = time.monotonic_ns(), time.process_time(), len(sys.modules)
    import json

    from memory import peak

    assert value == expected, f"decoded {value!r}, not {expected!r}"
    print(json.dumps({"decoded": decoded, "cpu": cpu, "modules": modules, "peak": peak()}))


def first_row(response: object) -> None:
    """End with the activity of one row."""
    mark(response.data[0].model, "openai/gpt-4.1")  # pyright: ignore


def first_answer(response: object) -> None:
    """End with a chat completion."""
    mark(response.choices[0].message.content, "The capital of France is Paris.")  # pyright: ignore
