"""Imports aiogram without its 300 models being built: they are 110 MB and most of its four seconds of start-up.

aiogram's types say `defer_build`, and then `aiogram.types` builds every one of them in a loop, each with all that it
refers to. Here that loop finds nothing to do, and only what updates are read with is built afterwards. The package
imports this before anything else of it; where aiogram is loaded already, all is built and nothing happens.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal, Optional, Union

from pydantic import BaseModel


@contextmanager
def _unbuilt() -> Iterator[None]:
    """Let no model be built on request for as long as the block lasts."""
    rebuild = BaseModel.__dict__["model_rebuild"]
    BaseModel.model_rebuild = classmethod(_later)  # type: ignore[assignment,method-assign]  # put back below
    try:
        yield
    finally:
        BaseModel.model_rebuild = rebuild  # type: ignore[method-assign]


def _later(_model: type[BaseModel], /, **_how: object) -> None:
    """Build nothing."""


def build(model: type[BaseModel]) -> None:
    """Build one of aiogram's models, or one made of them, unless it is built."""
    from aiogram import types  # noqa: PLC0415 -- never before `load`
    from aiogram.client.default import Default  # noqa: PLC0415

    # As at the end of aiogram/types/__init__.py.
    names: dict[str, Any] = {"List": list, "Optional": Optional, "Union": Union, "Literal": Literal, "Default": Default}
    model.model_rebuild(_types_namespace=names | {name: getattr(types, name) for name in types.__all__})


def load() -> None:
    """Import aiogram; build its update, and what its dispatcher makes of a handler that raised."""
    if "aiogram" in sys.modules:
        return
    with _unbuilt():
        from aiogram import types  # noqa: PLC0415 -- the import is the act
    for model in (types.Update, types.ErrorEvent):
        build(model)


load()
