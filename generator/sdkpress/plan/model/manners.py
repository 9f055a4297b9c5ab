"""How an SDK is used, where there are several good ways: what `[surface]` of sdk.toml chooses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PathArguments = Literal["positional", "keyword", "last"]
CallOptions = Literal["dict", "keywords", "request_options"]


@dataclass(frozen=True, slots=True)
class Manners:
    """The manners of clients, methods, responses and errors. None follows from another one.

    Attributes:
        types: Whether `types` has modules by resource, with the names that sdk.toml gives to types.
        pages: Whether pages are of the classes of their operations alone, or also of those of the
            schemes of sdk.toml, in `pagination`.
        models: Whether `models` has modules besides: `components`, `operations` and `errors`.
        base_url: The constructor takes `base_url` and, for servers with names, `environment` in
            place of `server_url` and `server`; `client.base_url` is an attribute.
        max_retries: The constructor takes `max_retries`, a number, in place of `retries`.
        default_headers: The constructor takes `default_headers` in place of `headers`.
        default_query: The constructor takes `default_query`: query parameters of every request.
        path_arguments: Which arguments may be given without their names: those of the path, the
            last one of them, or none. Where it is the last one, all others stand in the order of
            the path, then of where they go, then of the alphabet.
        options: What methods take besides: `options`, a dict; each option as an argument
            (`extra_headers`, `extra_query`, `extra_body`, `timeout`); or `request_options`, a dict
            with longer names.
        parse: Whether `parse` of raw responses to asynchronous clients is awaited.
        omit: Arguments that are left out are `omit`, and none may be None that the API does not
            take as null; of clients, a `timeout` of None is none.
        errors: Whether errors are in a module of their own, or in the root of the package as well,
            below `APIError` where the API was asked.
        async_methods: Whether what is awaited is in a client of its own alone, or in the other one,
            too, by names with `_async` behind them.
        attributes: What the constructor takes can be read from the client, and `copy` is
            `with_options`.
    """

    types: Literal["flat", "resources"] = "flat"
    pages: Literal["operations", "classes"] = "operations"
    models: Literal["flat", "components"] = "flat"
    base_url: bool = False
    max_retries: bool = False
    default_headers: bool = False
    default_query: bool = False
    attributes: bool = False
    path_arguments: PathArguments = "positional"
    options: CallOptions = "dict"
    parse: Literal["sync", "async"] = "sync"
    omit: bool = False
    errors: Literal["module", "root"] = "module"
    async_methods: Literal["client", "suffix"] = "client"


OURS = Manners()
"""The manners of an SDK whose sdk.toml chooses none."""
