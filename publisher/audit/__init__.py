"""Last stage, audit: is every character of the dump accounted for, and what should an editor look at?

Takes the finished ``Document`` and the ``Dump``; gives findings and the figures of ``report.json``.
"""
