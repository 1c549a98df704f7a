"""Any noun as what JSON holds."""

from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from typing import Any

import numpy as np

from simmitt.ground.texts import Message

Record = dict[str, Any]
Writer = Callable[[Message], str]


def plain(value: Any, tell: Writer) -> Any:  # one line a kind of value
    """Turn any noun to what JSON holds; texts in one language."""
    if isinstance(value, Message):
        return tell(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(each, tell) for name, each in vars(value).items()}
    if isinstance(value, Mapping):
        return {str(key): plain(each, tell) for key, each in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple | list | np.ndarray):
        return [plain(each, tell) for each in value]
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, np.generic):
        return value.item()
    return value
