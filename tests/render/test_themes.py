"""Themes: files of a user's folder take the place of the built-in ones, in every edition."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from pypdf import PdfReader

from publisher.render.epub import render_epub
from publisher.render.html import render_html
from publisher.render.pdf import render_pdf
from publisher.render.theme import Theme
from publisher.tree.nodes import Document, Metadata, Paragraph, Section

ROOT = Path(__file__).parents[2]
WORK = Document(
    metadata=Metadata(title="Weirs", language="en"),
    body=(Section(level=1, title="Gates", children=(Paragraph(text="North 〓 gate."),)),),
)


def changed(folder: Path, name: str, old: str, new: str) -> None:
    """Put a built-in file with a change into a theme."""
    text = (ROOT / "templates" / name).read_text("utf-8")
    assert old in text
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.replace(old, new), "utf-8")


def test_one_template_and_one_style_sheet_change_all_editions(tmp_path: Path) -> None:
    changed(tmp_path, "macros/inlines.jinja", "{{ piece }}</span>", "[?]</span>")
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "theme.css").write_text("h1::before { content: 'No. '; }")
    theme = Theme(tmp_path)

    html = render_html(WORK, theme)
    assert "[?]</span> gate" in html
    assert "content: 'No. '" in html

    book = zipfile.ZipFile(io.BytesIO(render_epub(WORK, theme)))
    assert "[?]</span> gate" in book.read("EPUB/text-001.xhtml").decode()
    assert "content: 'No. '" in book.read("EPUB/style.css").decode()

    pages = "".join(page.extract_text() for page in PdfReader(io.BytesIO(render_pdf(WORK, theme))).pages)
    assert "North [?] gate." in pages
    assert "No. Gates" in pages
