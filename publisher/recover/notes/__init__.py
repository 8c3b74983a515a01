"""Footnotes and endnotes: finding them, reading their marks, linking both ways."""
