"""WeasyPrint, made ready: what it needs of the system, and what we add to it."""

from __future__ import annotations

import shutil
import subprocess
from typing import Any

from publisher.errors import SystemPartError

_LIBRARIES = "apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
_FONTS = "apt-get install -y fonts-noto-cjk"


def load_weasyprint() -> Any:
    """WeasyPrint, which loads Pango and others from the system as soon as it is imported.

    Raises ``SystemPartError`` where a library is missing.
    """
    try:
        import weasyprint  # noqa: PLC0415 (see above)

        from publisher.render.pdf.typesetting import complete_weasyprint  # noqa: PLC0415
    except OSError as error:
        raise SystemPartError(f"a library for PDF is missing: {error}", advice=_LIBRARIES) from None
    complete_weasyprint()
    return weasyprint


def laid_out(markup: str, variant: str) -> Any:
    """The pages of some mark-up, a ``weasyprint.Document``. Nothing is fetched from anywhere."""
    weasyprint = load_weasyprint()
    fetcher = weasyprint.urls.URLFetcher(allowed_protocols={"data"})
    return weasyprint.HTML(string=markup, url_fetcher=fetcher).render(pdf_variant=variant)


def demand_chinese_font() -> None:
    """Raise ``SystemPartError`` without a Chinese font: every character would be an empty box."""
    fontconfig = shutil.which("fc-list")
    if not fontconfig:
        return
    fonts = subprocess.run(
        [fontconfig, ":lang=zh", "family"], capture_output=True, text=True, check=False
    ).stdout
    if not fonts.strip():
        raise SystemPartError("no font for Chinese is installed", advice=_FONTS)
