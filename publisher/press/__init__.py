"""Press: what is done with pages that are set: PDF/X, marks, imposition on sheets, contact sheets.

It knows PDF files and paper, but no document tree; lengths are millimetres.
"""
