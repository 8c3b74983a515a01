"""Blocks that are recognised by themselves: tables, figures, sidenotes."""
