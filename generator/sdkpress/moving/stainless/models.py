"""`models` of a resource in, names and homes of schemas out."""

from __future__ import annotations

from ...data import as_object
from ...read.suggest import nearest
from ..job import Import, dispatch
from ..keys import Key
from .casing import Casing
from .languages import is_skipped

_REASONS = {
    "type": "it is a model, as any",
    "param_model": "models go into arguments as they are",
    "no_params_suffix": "the TypedDict of a model is called as it is, in `types`",
}


def read_models(models: Key, home: str, casing: Casing, job: Import) -> None:
    """Read the models of the resource ``home`` (dotted, `shared` for all)."""
    for model in models.members() if models.is_map else ():
        if model.is_map and is_skipped(model):
            model.unneeded("the model is not for Python")
        elif (uri := model.get("openapi_uri") or model).text:
            _model(model, uri, home, casing, job)
        else:
            _alias(model, casing)


def _model(model: Key, uri: Key, home: str, casing: Casing, job: Import) -> None:
    schema = job.described.schema_at(uri.text)
    if schema is None:
        uri.open(f'no schema is at "{uri.text}": {_near(uri.text, job)}')
        return
    place = ("models", "schemas", schema.component or uri.text)
    job.settings.put((*place, "name"), casing.pascal(model.name), uri)
    job.settings.put((*place, "resource"), home, uri)
    dispatch(model, {}, _REASONS)


def _near(text: str, job: Import) -> str:
    names = as_object(as_object(job.described.root.get("components")).get("schemas"))
    near = nearest(text.rpartition("/")[2], list(names))
    return f'did you mean "{near}"?' if near else "take it out, or mend the description"


def _alias(model: Key, casing: Casing) -> None:
    to = model.get("to")
    if to is not None and to.text:
        old, new = (f"models.{casing.pascal(name)}" for name in (model.name, to.text))
        model.open(f'old names of models: [renamed] "{old}" = {{ to = "{new}", since = "…" }}')
