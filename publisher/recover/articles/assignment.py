"""The best assignment of rows to columns of a table of gains.

The Hungarian method (Kuhn 1955) with shortest augmenting paths (Jonker and Volgenant 1987).
"""

from __future__ import annotations

from collections.abc import Sequence


def assign(gains: Sequence[Sequence[float]]) -> list[int]:
    """For each row its column, each column taken once, so that the sum of the gains is greatest.

    There must be at least as many columns as rows. Takes time of order rows² times columns.
    """
    rows, columns = len(gains), len(gains[0]) if gains else 0
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    owner, way = [0] * (columns + 1), [0] * (columns + 1)
    for row in range(1, rows + 1):
        owner[0] = row
        at = 0
        least = [float("inf")] * (columns + 1)
        done = [False] * (columns + 1)
        while owner[at]:
            done[at] = True
            current, delta, following = owner[at], float("inf"), 0
            for column in range(1, columns + 1):
                if done[column]:
                    continue
                reduced = -gains[current - 1][column - 1] - row_price[current] - column_price[column]
                if reduced < least[column]:
                    least[column], way[column] = reduced, at
                if least[column] < delta:
                    delta, following = least[column], column
            for column in range(columns + 1):
                if done[column]:
                    row_price[owner[column]] += delta
                    column_price[column] -= delta
                else:
                    least[column] -= delta
            at = following
        while at:
            owner[at] = owner[way[at]]
            at = way[at]
    result = [-1] * rows
    for column in range(1, columns + 1):
        if owner[column]:
            result[owner[column] - 1] = column - 1
    return result
