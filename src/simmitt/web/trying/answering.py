"""The worker's side of trying: takes questions, keeps the factories warm that people look at, brings answers.

It stands beside the queue of long runs, so that nobody who moves a slider waits for a night run.
"""

import logging
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from queue import Empty, Queue

from django.db import close_old_connections
from django.utils import timezone

from simmitt.web.analyses.models import Run
from simmitt.web.analyses.shelf import run_at
from simmitt.web.trying.models import Question
from simmitt.web.trying.operations import BROKE_OFF
from simmitt.web.trying.warm import Said, Warm

log = logging.getLogger("simmitt.trying")

WHY = "the worker answers everybody's questions"
# A factory takes some hundred megabytes.
MOST_WARM = 3
COLD_AFTER_S, LONGEST_S = 600.0, 60.0
# Whoever has asked within this long is still at it; its factory is not taken away for another.
RESTS_S, ASKED_LATELY = 2.0, timedelta(seconds=60)
# Often while somebody asks, seldom while nobody does.
SOON_S, SELDOM_S, BUSY_FOR_S = 0.02, 0.25, 60.0
AFTER_A_FAULT_S = 1.0
TOLD_BROKE_OFF = {
    "fault": {
        "sv": "Svaret kom aldrig. Försök igen; händer det igen, be oss titta på det.",
        "en": "The answer never came. Try again; if it happens again, ask us to look at it.",
    },
    "kind": BROKE_OFF,
}


class Answerer:
    """Answers questions until it is told to stop."""

    def __init__(self) -> None:
        self.heard: Queue[Said] = Queue()
        self.warm: dict[int, Warm] = {}  # by the run whose plan it holds
        self.used_at: dict[int, float] = {}
        self.asked_at = -BUSY_FOR_S

    def run(self, stop: threading.Event) -> None:
        """Answer until the event is set; then end every process."""
        try:
            while not stop.is_set():
                try:
                    self.step()
                except Exception:  # whatever is wrong with one question, the others are answered
                    log.exception("a question was left in the middle")
                    stop.wait(AFTER_A_FAULT_S)
                close_old_connections()
        finally:
            for run in list(self.warm):
                self._let_go(run)

    def step(self) -> None:
        """Hear what has come, take what waits, and let go of what nobody uses."""
        now = time.monotonic()
        self._hear(SOON_S if now - self.asked_at < BUSY_FOR_S else SELDOM_S)
        for question in self._waiting():
            self.asked_at = now
            self._take(question)
        self._cool()

    def _hear(self, wait_s: float) -> None:
        with suppress(Empty):
            while True:
                warm, said = self.heard.get(timeout=wait_s)
                wait_s = 0.0
                self._note(warm, said)

    def _note(self, warm: Warm, said: dict[str, object] | None) -> None:
        if said is None:
            self._forget(warm)
        elif said.get("ready"):
            warm.is_ready = True
        elif warm.answering is not None and said.get("id") == warm.answering:
            _bring(warm.answering, said)
            warm.answering = None

    def _waiting(self) -> list[Question]:
        # Whoever asked earlier has asked anew or gone away.
        lately = timezone.now() - ASKED_LATELY
        rows = Question.objects.unscoped(WHY).filter(taken_at=None, asked_at__gte=lately)
        rows = rows.select_related("run__case__company")
        return list(rows.order_by("pk")[:50])

    def _take(self, question: Question) -> None:
        warm = self.warm.get(question.run_id) or self._begin(question.run)
        if warm is None:  # others are at work: it waits until one of them rests
            return
        self.used_at[question.run_id] = time.monotonic()
        if not question.asked:  # somebody looks at the page: enough that it is getting warm
            _bring(question.pk, {})
        elif warm.is_ready and warm.answering is None and _claim(question):
            warm.ask(question.pk, question.asked)

    def _begin(self, run: Run) -> Warm | None:
        if len(self.warm) >= MOST_WARM:
            resting = [one for one, warm in self.warm.items() if warm.rests and self._idle_s(one) > RESTS_S]
            if not resting:
                return None
            self._let_go(max(resting, key=self._idle_s))
        self.warm[run.pk] = Warm(run_at(run), self.heard)
        return self.warm[run.pk]

    def _idle_s(self, run: int) -> float:
        now = time.monotonic()
        return now - self.used_at.get(run, now)

    def _cool(self) -> None:
        for run, warm in list(self.warm.items()):
            if self._idle_s(run) > COLD_AFTER_S or warm.busy_s > LONGEST_S:
                self._let_go(run)

    def _let_go(self, run: int) -> None:
        warm = self.warm.pop(run)
        warm.end()
        self._fail(warm)

    def _forget(self, warm: Warm) -> None:
        """Let go of a process that has ended by itself, and tell whoever waited for it."""
        for run in [key for key, one in self.warm.items() if one is warm]:
            del self.warm[run]
            if not warm.is_ready:
                # It can't even begin: whoever waits is told, and the next question tries anew.
                for question in Question.objects.unscoped(WHY).filter(run=run, answer__isnull=True):
                    _bring(question.pk, TOLD_BROKE_OFF)
        warm.end()
        self._fail(warm)

    def _fail(self, warm: Warm) -> None:
        if warm.answering is not None:
            _bring(warm.answering, TOLD_BROKE_OFF)
            warm.answering = None


def _claim(question: Question) -> bool:
    taken = (
        Question.objects.unscoped(WHY).filter(pk=question.pk, taken_at=None).update(taken_at=timezone.now())
    )
    return bool(taken)


def _bring(number: int, said: Mapping[str, object]) -> None:
    Question.objects.unscoped(WHY).filter(pk=number).update(answer=said, taken_at=timezone.now())
