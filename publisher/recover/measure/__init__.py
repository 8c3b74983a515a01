"""How the lines of a dump are set: widths, regions, habits, the dump's own statistics."""
