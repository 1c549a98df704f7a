"""What a job says on its way: one line of JSON an event, on standard output."""

import json
import time
from typing import TextIO

from simmitt.ground.texts import Message
from simmitt.jobs.both import both

_APART_S = 0.1


class Teller:
    """Tells each new step and each end of one at once, what lies between at most ten times a second."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._step: Message | None = None
        self._told_s = 0.0

    def __call__(self, step: Message, done: int, total: int) -> None:
        """Tell that ``done`` of ``total`` parts of a step are finished."""
        now_s = time.monotonic()
        if step == self._step and done < total and now_s < self._told_s + _APART_S:
            return
        self._step, self._told_s = step, now_s
        line = json.dumps({"step": both(step), "done": done, "of": total}, ensure_ascii=False)
        self._stream.write(line + "\n")
        self._stream.flush()
