"""`openapi` and `streaming` in, actions of an overlay out."""

from __future__ import annotations

from typing import Any

from jsonpath_rfc9535 import JSONPathError

from ...data import as_list, as_object, copy_data
from ...pointer import Pointer, value_at
from ...read.jsonpath import select
from ..job import Import, dispatch
from ..keys import Key
from ..settings import Action, path_of

_NOT_NEEDED = {
    "oneOfToAnyOf": "both are unions here, of which what fits is taken",
    "allOfToObject": "what allOf says is merged",
}
_SAMPLES = "samples are in the documentation that is generated"
_OVERLAY = "say it in an OpenAPI Overlay, and name that in `overlays` of [description]"


class Transforms:
    """Reads what is changed in the description before anything is made of it."""

    def __init__(self, job: Import) -> None:
        self.job = job

    def read(self, key: Key) -> None:
        """`openapi`."""
        handlers = {"transforms": self._commands, "transformations": self._commands}
        reasons = {"code_samples": _SAMPLES, "code_sample_languages": _SAMPLES}
        dispatch(key, handlers, reasons)

    def _commands(self, key: Key) -> None:
        for command in key.members():
            name = command.get("command")
            known = name.text if name is not None else ""
            if known in _NOT_NEEDED:
                command.unneeded(_NOT_NEEDED[known])
            elif not self._command(command, known):
                command.open(_OVERLAY)

    def _command(self, command: Key, name: str) -> bool:
        """Carry a command over, if that is possible."""
        args = as_object(as_object(command.value).get("args"))
        targets = self._targets(args.get("target"))
        if not targets:
            return False
        reason = as_object(command.value).get("reason")
        title = reason if isinstance(reason, str) and reason.strip() else f"As `{name}` did."
        actions = self._actions(name, args, targets)
        for target, update, remove in actions:
            self.job.settings.act(Action(target, title, (command,), update, remove))
        return bool(actions)

    def _targets(self, target: Any) -> list[Pointer]:
        """What the paths of a command select in the description; empty where one selects none."""
        found: list[Pointer] = []
        for path in as_list(target) or [target]:
            try:
                selected = select(path, self.job.described.root) if isinstance(path, str) else []
            except (JSONPathError, RecursionError):
                selected = []
            if not selected:
                return []
            found += selected
        return list(dict.fromkeys(found))

    def _actions(
        self, name: str, args: dict[str, Any], targets: list[Pointer]
    ) -> list[tuple[str, Any, bool]]:
        if name == "remove" and "keys" in args:
            keys = [one for one in as_list(args["keys"]) if isinstance(one, str)]
            return [(path_of((*at, key)), None, True) for at in targets for key in keys]
        if name == "remove":
            return [(path_of(at), None, True) for at in targets]
        if name == "append" and "value" in args:
            return [(path_of(at), args["value"], False) for at in targets]
        if name in ("merge", "mergeObject", "update", "updateObject"):
            value = args.get("object", args.get("value"))
            return [one for at in targets for one in self._merged(at, value)]
        return []

    def _merged(self, at: Pointer, value: Any) -> list[tuple[str, Any, bool]]:
        """What a value becomes: members are added, anything else is replaced."""
        old = value_at(self.job.described.root, at)
        if isinstance(old, dict) and isinstance(value, dict):
            return [(path_of(at), copy_data(value), False)]
        if not at or isinstance(at[-1], int) or value is None:
            return []
        parent = path_of(at[:-1])
        return [(path_of(at), None, True), (parent, {str(at[-1]): copy_data(value)}, False)]

    # Streams

    def streaming(self, key: Key) -> None:
        """`streaming`: what ends a stream is said of each stream of events."""
        events = key.get("on_event")
        for event in events.members() if events is not None else ():
            starts, handle = event.get("data_starts_with"), event.get("handle")
            if starts is not None and starts.text and handle is not None and handle.text == "done":
                self._sentinel(event, starts)
            elif handle is not None and handle.text == "yield":
                self._yielded(event)

    def _yielded(self, event: Key) -> None:
        reason = "every event is given, whatever its kind"
        dispatch(event, {}, dict.fromkeys(("kind", "handle", "event_type", "data_type"), reason))
        error = event.get("error_property")
        if error is not None:
            error.open("an event that has it is given as any other: look at it in your program")

    def _sentinel(self, event: Key, starts: Key) -> None:
        found = [
            (*place, "content", media)
            for endpoint in self.job.described.endpoints.values()
            for node, place in [self.job.described.success(endpoint)]
            for media in as_object(node.get("content"))
            if media.startswith("text/event-stream")
        ]
        for place in dict.fromkeys(found):
            update = {"x-sse-sentinel": starts.text}
            title = "What ends the stream of events."
            self.job.settings.act(Action(path_of(place), title, (event,), update))
        if not found:
            event.unneeded("no operation has a stream of events")
