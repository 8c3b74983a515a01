"""Stable ids: the same text in the same kind of block gets the same id in every run.

An id is a letter for the kind and a digest of the block's own text, so it survives changes
elsewhere in the dump; blocks of equal text are told apart by their order of appearance.
"""

from __future__ import annotations

import hashlib
from collections import Counter

import msgspec

from publisher.tree.nodes import AnyBlock, Block, Document, Item, List
from publisher.tree.walk import children, map_blocks, texts

_DIGEST_BYTES = 5
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def with_ids(document: Document) -> Document:
    """The document with an id on every block that has none; ids already given stay."""
    seen: Counter[str] = Counter()

    def name(block: Block) -> str:
        if block.id:
            return block.id
        base = f"{_kind(block)}-{_digest(block)}"
        seen[base] += 1
        return base if seen[base] == 1 else f"{base}-{seen[base]}"

    def give(block: AnyBlock) -> AnyBlock:
        if isinstance(block, List):
            items = tuple(msgspec.structs.replace(item, id=name(item)) for item in block.items)
            block = msgspec.structs.replace(block, items=items)
        return msgspec.structs.replace(block, id=name(block))

    return map_blocks(document, give)


def _kind(block: Block) -> str:
    return "i" if isinstance(block, Item) else type(block).__name__[0].lower()


def _digest(block: Block) -> str:
    own = "\x1f".join(texts(block))
    key = own or "\x1f".join(piece for child in children(block) for piece in texts(child)) or block.src
    number = int.from_bytes(hashlib.blake2s(key.encode(), digest_size=_DIGEST_BYTES).digest(), "big")
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(0, _DIGEST_BYTES * 8, 5))
