"""Offers for the canonical attributes of one span in, the best value of each out; what loses stays in the span's rest."""

from typing import Any

from agentops_processor.transform.span import Span


class Slots:
    """The best value so far for each target of one span."""

    __slots__ = ("_best", "span")

    def __init__(self, span: Span) -> None:
        self.span = span
        self._best: dict[str, tuple[int, str]] = {}

    def wants(self, target: str, rank: int) -> bool:
        """Whether an offer of this rank would be taken."""
        best = self._best.get(target)
        return best is None or rank < best[0]

    def offer(self, target: str, rank: int, value: Any, key: str = "", source: Any = None) -> bool:
        """Fill a target, the lower rank wins; say whether the value is (now) there.

        Args:
            target: The canonical attribute.
            rank: Whose word counts more; of two with the same rank the first.
            value: For the target.
            key: The source key that stays in the span's rest if its value is not taken, '' if it stays elsewhere.
            source: The source's value, as sent.
        """
        span = self.span
        best = self._best.get(target)
        if best is not None:
            if span.values[target] == value:
                return True
            if rank >= best[0]:
                if key:
                    span.rest[key] = source
                return False
            if best[1]:
                span.rest[best[1]] = span.attributes.get(best[1], span.values[target])
        span.values[target] = value
        self._best[target] = (rank, key)
        return True
