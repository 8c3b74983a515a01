"""Stage 1, read: bytes of a file in, a ``Dump`` out."""
