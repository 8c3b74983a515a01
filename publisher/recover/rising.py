"""One decision over a whole work: the heaviest series of pairs that rises in both members."""

from __future__ import annotations

from collections.abc import Sequence


def heaviest_rising(pairs: Sequence[tuple[int, int, float]]) -> list[int]:
    """Which of the pairs, each with its weight, rise in both members and weigh most together.

    Gives their indexes in order (by a Fenwick tree of maxima).
    """
    order = sorted(range(len(pairs)), key=lambda n: (pairs[n][0], -pairs[n][1]))
    size = max((second for _, second, _ in pairs), default=-1) + 1
    tree: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)
    totals: list[tuple[float, int]] = []
    for place, number in enumerate(order):
        _, second, weight = pairs[number]
        best, node = (0.0, -1), second
        while node > 0:
            best = max(best, tree[node])
            node -= node & -node
        totals.append((best[0] + weight, best[1]))
        node = second + 1
        while node <= size:
            tree[node] = max(tree[node], (totals[-1][0], place))
            node += node & -node
    at = max(range(len(totals)), key=lambda n: totals[n][0], default=-1)
    chain: list[int] = []
    while at >= 0:
        chain.append(order[at])
        at = totals[at][1]
    return chain[::-1]
