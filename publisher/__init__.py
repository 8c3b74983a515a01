"""publisher: from the flat text dump of a printed work back to the work."""

# ``recover`` and ``render`` are also names of subpackages. The import of ``api`` imports those and
# puts them here; the names that follow replace them, and ``from publisher.recover import …`` still works.
from publisher.api import (
    Built,
    build,
    check,
    cover,
    explain,
    impose,
    load,
    print_book,
    proof,
    recover,
    render,
    save,
    site,
    update_library,
)
from publisher.errors import PublisherError
from publisher.tree.nodes import Document

__all__ = [
    "Built",
    "Document",
    "PublisherError",
    "build",
    "check",
    "cover",
    "explain",
    "impose",
    "load",
    "print_book",
    "proof",
    "recover",
    "render",
    "save",
    "site",
    "update_library",
]
