"""The one list of public calculators: what ``minsheng calc`` and ``/api/v1/calc`` offer.

A calculator is a pure function from one described input to one JSON object. It registers itself
with ``@calculator`` when its module is imported: the shared ones live beside this file, the others
in ``programmes/<key>/formulas.py``, which the faces import.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError, to_json

from minsheng.engines.formulas.complaints import bad_input_from
from minsheng.engines.formulas.inputs import Input
from minsheng.engines.formulas.problems import refused
from minsheng.engines.policy.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from minsheng.engines.formulas.answers import Answer

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_SHARED = ("minsheng.engines.formulas.calculators", "minsheng.engines.formulas.pledge_progress")
_REGISTERED: dict[str, Calculator] = {}
InputT = TypeVar("InputT", bound=Input)


@dataclass(frozen=True, slots=True)
class AskedField:
    """One top-level field of an input, for a form or a table of help."""

    name: str
    text: Text
    unit: str
    is_required: bool


@dataclass(frozen=True, slots=True)
class Calculator:
    """One public formula: its name, title, source, input and example."""

    name: str
    title: Text
    source: str
    example: dict[str, Any]
    input_model: type[Input]
    calculate: Callable[[Any], Answer]

    def run(self, payload: Mapping[str, Any]) -> dict[str, Any]:
        """Return the result for one JSON object. Raises BadInput with every problem found."""
        try:
            plain = dict(payload) if isinstance(payload, Mapping) else payload
            given = self.input_model.model_validate_json(to_json(plain))
        except ValidationError as error:
            raise bad_input_from(error) from None
        except (PydanticSerializationError, ValueError):
            raise refused(
                "",
                "not_json",
                what=Text("输入不是JSON对象。", "The input is not a JSON object."),
                why=Text("里面有JSON不能表示的值。", "It holds a value that JSON cannot express."),
                do=Text("请看 --example。", "See --example."),
            ) from None
        return dict(self.calculate(given))

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the input, with title, source and example."""
        schema = self.input_model.model_json_schema()
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            **schema,
            "title": self.title.en,
            "title_zh": self.title.zh,
            "description": (self.calculate.__doc__ or self.title.en).strip(),
            "source": self.source,
            "examples": [dict(self.example)],
        }

    def fields(self) -> tuple[AskedField, ...]:
        """Return the top-level fields in their order."""
        return tuple(_asked_field(name, field) for name, field in self.input_model.model_fields.items())


def _asked_field(name: str, field: Any) -> AskedField:
    extra = field.json_schema_extra or {}
    text = Text(extra["description_zh"], field.description)
    return AskedField(name, text, extra.get("unit", ""), field.is_required())


def calculator(
    *, name: str, title: Text, source: str, example: Mapping[str, Any]
) -> Callable[[Callable[[InputT], Answer]], Callable[[InputT], Answer]]:
    """Register a function of one Input as a public calculator.

    The function is returned unchanged. Raises ValueError at import for a name that is taken or
    not lower-case-with-dashes, a missing source, or a parameter that is not an Input.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"A calculator's name is lower-case words joined by dashes, got {name!r}.")
    if not source:
        raise ValueError(f"The calculator {name} needs a source: the standard or document it comes from.")

    def register(calculate: Callable[[InputT], Answer]) -> Callable[[InputT], Answer]:
        known = _REGISTERED.get(name)
        if known is not None and known.calculate.__module__ != calculate.__module__:
            raise ValueError(f"The name {name} is taken by {known.calculate.__module__}; choose another.")
        _REGISTERED[name] = Calculator(
            name, title, source, dict(example), _input_model_of(calculate), calculate
        )
        return calculate

    return register


def _input_model_of(calculate: Callable[..., Any]) -> type[Input]:
    annotations = [kind for name, kind in calculate.__annotations__.items() if name != "return"]
    # Under "from __future__ import annotations" the type is still a name of the calculator's module.
    models = [vars(sys.modules[calculate.__module__]).get(kind, kind) for kind in annotations]
    if len(models) != 1 or not (isinstance(models[0], type) and issubclass(models[0], Input)):
        raise ValueError(f"{calculate.__qualname__} must take exactly one argument whose type is an Input.")
    return models[0]


def calculators() -> Mapping[str, Calculator]:
    """Return every registered calculator by name, in alphabetical order.

    The shared ones are always there; a programme's once its ``formulas`` module is imported.
    """
    for module in _SHARED:
        import_module(module)
    return MappingProxyType(dict(sorted(_REGISTERED.items())))
