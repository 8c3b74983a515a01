"""Chains: the best division of the texts of a page into articles, each in its order.

A chain is worth what its links are worth, and how much more alike its texts are than texts of the page
usually are, divided by a power of their number (after the average association of Shi and Malik 2000).
From the order of the dump on, runs of texts are moved behind other texts or to chains of their own, and the
ends of two chains exchanged, as long as the whole is worth more.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

END, START = -1, -2
"""What stands behind the last text of a chain, and before its first."""
_SHARE = 0.5
"""Power of the number of texts that sums are divided by: the more texts agree, the surer it is."""
_LEAST = 1e-6
_LONGEST_RUN = 24
"""Texts that are moved together, at the most."""
_ROUNDS = 12
_HOPELESS = -2.0
"""Worth of new links from which no exchange is tried."""

Link = Callable[[int, int], float]


class Chains:
    """Chains of texts, which are known by their indexes."""

    def __init__(
        self,
        heads: Collection[int],
        alike: Sequence[Mapping[int, float]],
        link: Link,
        places: Sequence[Sequence[int]],
    ) -> None:
        """``heads`` are sure to open chains.

        ``alike`` tells what it is worth that texts stand in one chain, ``link`` what it is worth that a text
        follows another, ``places`` behind which others each may stand; behind ``START`` it opens a chain.
        """
        self._alike, self._link, self._places = alike, link, places
        pairs = max(1, len(alike) * (len(alike) - 1))
        self._usual = sum(sum(row.values()) for row in alike) / pairs
        self._chains: list[list[int]] = []
        for text in range(len(alike)):
            if text in heads or not self._chains:
                self._chains.append([])
            self._chains[-1].append(text)
        self._chains.append([])
        self._heads = frozenset(heads)
        self._followers: list[list[int]] = [[] for _ in alike]
        for text, before in enumerate(places):
            for other in before:
                if other != START:
                    self._followers[other].append(text)
        self._sums = [self._sum(chain) for chain in self._chains]
        self._place()

    def improve(self) -> list[list[int]]:
        """The chains in the order of their first texts, when no step makes them better."""
        for _ in range(_ROUNDS):
            moved = [self._move(text) for text in range(len(self._alike)) if text not in self._heads]
            swapped = [self._exchange(text) for text in range(len(self._alike))]
            if not any(moved) and not any(swapped):
                break
        return sorted(chain for chain in self._chains if chain)

    def _place(self) -> None:
        self._owner = {text: number for number, chain in enumerate(self._chains) for text in chain}
        self._at = {text: at for chain in self._chains for at, text in enumerate(chain)}

    def _behind(self, text: int) -> tuple[int, int]:
        """The chain and the place in it that are behind a text; a new chain behind ``START``."""
        return (self._chains.index([]), 0) if text == START else (self._owner[text], self._at[text] + 1)

    def _before(self, text: int) -> int:
        at = self._at[text]
        return self._chains[self._owner[text]][at - 1] if at else START

    def _after(self, text: int) -> int:
        number, at = self._behind(text)
        chain = self._chains[number]
        return chain[at] if at < len(chain) else END

    def _sum(self, texts: Sequence[int]) -> float:
        """How alike some texts are, all in all."""
        own = frozenset(texts)
        return sum(value for text in texts for other, value in self._alike[text].items() if other in own)

    def _worth(self, texts: Sequence[int]) -> float:
        return self._average(self._sum(texts), len(texts))

    def _move(self, first: int) -> bool:
        """Move the run that begins with a text to where it is worth most; whether it pays."""
        source, at = self._owner[first], self._at[first]
        gain, target, run = max(self._moves(first), default=(0.0, END, []))
        if gain < _LEAST:
            return False
        goal, behind = self._behind(target)
        if goal == source and behind > at:
            behind -= len(run)
        del self._chains[source][at : at + len(run)]
        self._chains[goal][behind:behind] = run
        if [] not in self._chains:
            self._chains.append([])
            self._sums.append(0.0)
        self._update(source, goal)
        return True

    def _moves(self, first: int) -> Iterator[tuple[float, int, list[int]]]:
        """What it is worth to move the runs that begin with a text behind others; pairs are turned, too."""
        source, at = self._owner[first], self._at[first]
        chain = self._chains[source]
        before, worth = self._before(first), self._average(self._sums[source], len(chain))
        inside, common = 0.0, [0.0] * len(self._chains)
        run: list[int] = []
        for last in chain[at : at + _LONGEST_RUN]:
            inside += 2 * sum(self._alike[last].get(text, 0.0) for text in run)
            run.append(last)
            for other, value in self._alike[last].items():
                common[self._owner[other]] += value
            after = self._after(last)
            freed = self._link(before, after) - self._link(before, first) - self._link(last, after)
            left = self._sums[source] - 2 * common[source] + inside
            left = self._average(left, len(chain) - len(run)) - worth
            for target in self._places[first]:
                if target in run or target == before == START:
                    continue
                number, _ = self._behind(target)
                gain = freed
                if number != source:
                    total, size = self._sums[number], len(self._chains[number])
                    grown = self._average(total + 2 * common[number] + inside, size + len(run))
                    gain += left + grown - self._average(total, size)
                behind = after if target == before else self._after(target)
                gain -= self._link(target, behind)
                if target != before:
                    yield gain + self._link(target, first) + self._link(last, behind), target, list(run)
                if len(run) == 2:
                    turned = self._link(last, first) - self._link(first, last)
                    gain += turned + self._link(target, last) + self._link(first, behind)
                    yield gain, target, run[::-1]

    def _exchange(self, text: int) -> bool:
        """Exchange what stands behind a text with an end of another chain; whether it pays."""
        number, after = self._owner[text], self._after(text)
        chain, at = self._chains[number], self._at[text] + 1
        best, choice = _LEAST, END
        for start in self._followers[text]:
            other = self._owner[start]
            if other == number or start in self._heads:
                continue
            theirs, cut = self._chains[other], self._at[start]
            before = self._before(start)
            gain = self._link(text, start) + self._link(before, after)
            gain -= self._link(text, after) + self._link(before, start)
            if gain < _HOPELESS:
                continue
            gain += self._worth([*chain[:at], *theirs[cut:]]) - self._average(self._sums[number], len(chain))
            gain += self._worth([*theirs[:cut], *chain[at:]]) - self._average(self._sums[other], len(theirs))
            if gain > best:
                best, choice = gain, start
        if choice == END:
            return False
        theirs, cut = self._chains[self._owner[choice]], self._at[choice]
        chain[at:], theirs[cut:] = theirs[cut:], chain[at:]
        self._update(number, self._owner[choice])
        return True

    def _update(self, *numbers: int) -> None:
        """Note the places and sums of chains that have changed."""
        self._place()
        for number in numbers:
            self._sums[number] = self._sum(self._chains[number])

    def _average(self, total: float, size: int) -> float:
        """How much more alike some texts are than texts usually are, by their number."""
        return (total - self._usual * size * (size - 1)) / size**_SHARE if size else 0.0
