"""The guard: questions go to other processes, and a question that runs away ends with its process.

A query cannot be interrupted from inside, only its process can; so each process has one question
at a time, and at the limit it is killed and another takes its place.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import OrderedDict
from multiprocessing import get_context
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

from kg.serve import worker
from kg.serve.limit import Limits, Refused

KEPT_BYTES = 64 << 20


class Guard:
    """So many processes over one folder, and the answers that were asked for lately."""

    def __init__(self, folder: Path, size: int, limits: Limits) -> None:
        self.folder, self.limits = folder, limits
        self._size = size
        self._idle: asyncio.Queue[_Hand] = asyncio.Queue()
        self._hands: set[_Hand] = set()
        self._waiting = 0
        self._kept = _Kept(KEPT_BYTES)
        self._asked: dict[Any, asyncio.Future[Any]] = {}

    async def start(self) -> None:
        """Start the processes."""
        for _ in range(self._size):
            self._hire()

    async def stop(self) -> None:
        """End the processes."""
        for hand in list(self._hands):
            hand.kill()
        self._hands.clear()

    async def ask(self, what: str, **arguments: Any) -> Any:
        """The answer of a worker; raises ``Refused`` with the reason.

        What was asked before of the same graph is not worked out again, and what several ask at
        once is worked out once.
        """
        key = (worker.stamp(self.folder), what, *sorted(arguments.items()))
        if (known := self._kept.get(key)) is not None:
            return known
        if key not in self._asked:
            self._asked[key] = asyncio.ensure_future(self._work(key, what, arguments))
        return await asyncio.shield(self._asked[key])

    async def _work(self, key: Any, what: str, arguments: dict[str, Any]) -> Any:
        try:
            answer = await self._turn(what, arguments)
            self._kept.put(key, answer)
            return answer
        finally:
            del self._asked[key]

    async def _turn(self, what: str, arguments: dict[str, Any]) -> Any:
        if self._waiting >= self.limits.waiting:
            raise Refused(503, "too many questions at once; try again in a moment")
        self._waiting += 1
        try:
            hand = await asyncio.wait_for(self._idle.get(), self.limits.seconds * 2)
        except TimeoutError:
            raise Refused(503, "too many questions at once; try again in a moment") from None
        finally:
            self._waiting -= 1
        whole = False
        try:
            told = await asyncio.to_thread(hand.ask, what, arguments, self.limits.seconds)
            whole = True
        finally:
            if whole:
                self._idle.put_nowait(hand)
            else:
                hand.kill()
                self._hands.discard(hand)
                self._hire()
        if told[0] == "refused":
            raise Refused(told[1], told[2])
        return told[1]

    def _hire(self) -> None:
        hand = _Hand(self.folder, self.limits)
        self._hands.add(hand)
        self._idle.put_nowait(hand)


class _Hand:
    """One process, from this side."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        context = get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process: SpawnProcess = context.Process(
            target=worker.run, args=(theirs, str(folder), limits), daemon=True
        )
        self._process.start()
        theirs.close()
        self._greeted = False

    def ask(self, what: str, arguments: dict[str, Any], seconds: float) -> Any:
        """Send a question and wait. Raises ``Refused`` when the process did not outlive it."""
        try:
            if not self._greeted:  # a new process first reads its modules: that is nobody's time
                self._line.send(("ready", {}))
                if not self._line.poll(60):
                    raise Refused(503, "the graph cannot be read now; try again later")
                self._line.recv()
                self._greeted = True
            self._line.send((what, arguments))
            if not self._line.poll(seconds):
                raise Refused(503, f"the question took more than {seconds:g} seconds; ask for less")
            return self._line.recv()
        except (EOFError, OSError):
            raise Refused(
                503, "the question needs more memory than is allowed; ask for less"
            ) from None

    def kill(self) -> None:
        """End the process, whatever it does."""
        with contextlib.suppress(OSError, ValueError):
            self._process.kill()
            self._process.join(5)
            self._line.close()


class _Kept:
    """Answers by question, the latest ones, no more bytes than are allowed."""

    def __init__(self, most: int) -> None:
        self._most, self._size = most, 0
        self._answers: OrderedDict[Any, tuple[Any, int]] = OrderedDict()

    def get(self, key: Any) -> Any:
        if key not in self._answers:
            return None
        self._answers.move_to_end(key)
        return self._answers[key][0]

    def put(self, key: Any, answer: Any) -> None:
        size = len(repr(key)) + _weight(answer)
        if size > self._most // 8 or key in self._answers:
            return
        self._answers[key] = (answer, size)
        self._size += size
        while self._size > self._most:
            _, (_, gone) = self._answers.popitem(last=False)
            self._size -= gone


def _weight(answer: Any) -> int:
    body = getattr(answer, "body", answer)
    return len(body) if isinstance(body, bytes) else len(repr(body))
