"""Parents of many spans in, facts about their ancestors and descendants out, for all spans at once.

A forest of n spans is an array of n + 1 indexes: `parent[i]` is the row of the parent of span i. Index n stands for
"none": roots have it for a parent, and it is its own. So pointers can be followed without looking where they end.

Following is by pointer jumping: each round every span takes over what the span it points to knows, and the pointers
double their reach. That takes log2(depth) rounds over whole arrays.
"""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Indexes = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def without_cycles(parent: Indexes) -> Indexes:
    """The forest with each cycle opened at its first span, which becomes a root.

    No exporter sends cycles, but anybody may.
    """
    none = parent.size - 1
    jump = parent
    for _ in range(none.bit_length()):
        if (jump == none).all():
            return parent
        jump = jump[jump]
    # More hops than spans: what has not come to an end is going round, and a jump maps a cycle onto itself.
    cycle = np.unique(jump[jump != none])
    first = np.arange(parent.size)
    jump = parent.copy()
    for _ in range(cycle.size.bit_length()):
        first[cycle] = np.minimum(first[cycle], first[jump[cycle]])
        jump[cycle] = jump[jump[cycle]]
    opened = parent.copy()
    opened[cycle[first[cycle] == cycle]] = none
    return opened


def depths(parent: Indexes) -> Indexes:
    """How many ancestors each span has; of none, 0."""
    none = parent.size - 1
    depth: Indexes = (parent != none).astype(np.int64)
    jump = parent
    while (jump != none).any():
        depth += depth[jump]
        jump = jump[jump]
    return depth


def nearest(parent: Indexes, wanted: Flags) -> Indexes:
    """For each span the nearest of itself and its ancestors that is wanted, else none.

    Args:
        parent: The forest, n + 1.
        wanted: One flag per span, n.
    """
    none = parent.size - 1
    found = np.append(np.where(wanted, np.arange(none), parent[:-1]), none)
    while True:
        further: Indexes = found[found]
        if np.array_equal(further, found):
            return found
        found = further


def from_the_leaves(parent: Indexes) -> Iterator[Indexes]:
    """The spans level by level: first the deepest, last the children of roots."""
    depth = depths(parent)[:-1]
    order = np.argsort(depth, kind="stable")
    starts = np.searchsorted(depth[order], np.arange(1, depth.max(initial=0) + 2))
    for start, end in reversed(list(pairwise(starts))):
        yield order[start:end]


def ranks(group: Indexes) -> Indexes:
    """The place of each row among the rows of its group, counted from 1, in the order of the rows."""
    order = np.argsort(group, kind="stable")
    ordered = group[order]
    rank = np.empty_like(group)
    rank[order] = np.arange(group.size) - np.searchsorted(ordered, ordered) + 1
    return rank
