"""The name of a data file of the package in, its parsed content out; read once."""

import json
from functools import cache
from importlib import resources
from typing import Any


@cache
def load(name: str) -> Any:
    """The content of `data/<name>`. It is shared between callers: do not change it."""
    return json.loads(resources.files(__package__).joinpath("data", name).read_text(encoding="utf-8"))
