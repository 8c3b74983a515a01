"""Stage 6, render: a ``Document`` in, editions out (HTML, EPUB, PDF, tables), and the library page.

The way through this folder: ``anchors`` gives every place an address, ``references`` finds the
cross references, ``view`` collects what the templates get, one module per edition fills its
templates (``html``, ``epub``, ``pdf``) or writes its files (``tables``), ``editions`` names them all.
"""
