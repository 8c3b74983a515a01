"""PDF/X-4: what a press asks of a file."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name
from PIL import ImageCms

from publisher.errors import SettingError
from publisher.press.inks import Mix, black_only, process_inks
from publisher.press.paper import POINT, Size
from publisher.press.pdfx import Delivery, as_pdfx
from publisher.press.preflight import preflight
from publisher.press.profile import Profile
from tests.press.books import A5, box

PROFILE = Profile.standard()
DELIVERY = Delivery(PROFILE, bleed=3, marks=True)
DATE = datetime(2021, 5, 1, tzinfo=UTC)

Change = Callable[[pikepdf.Pdf], None]


@pytest.fixture
def screen() -> bytes:
    """A page in colours of the screen, with a link, a form and a picture."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        page.mediabox = box(0, 0, Size(A5.width + 6, A5.height + 6))
        group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
        form = pdf.make_stream(b"1 0 0 RG 0 0 m 9 9 l S", Type=Name.XObject, Subtype=Name.Form, Group=group)
        form.BBox = pikepdf.Array([0, 0, 9, 9])
        picture = pdf.make_stream(
            bytes([255, 0, 0]),
            Subtype=Name.Image,
            Width=1,
            Height=1,
            BitsPerComponent=8,
            ColorSpace=Name.DeviceRGB,
        )
        page.Resources = Dictionary(XObject=Dictionary(F=form, P=picture))
        page.Contents = pdf.make_stream(b"0 0 0 rg 9 9 50 50 re f .5 .5 .5 rg 60 10 9 9 re f /F Do /P Do")
        page.Annots = pikepdf.Array([Dictionary(Subtype=Name.Link, Rect=[0, 0, 9, 9])])
        pdf.docinfo.Title = pikepdf.String("堰")
        file = io.BytesIO()
        pdf.save(file)
        return file.getvalue()


def faults(data: bytes, folder: Path) -> list[str]:
    (folder / "file.pdf").write_bytes(data)
    return preflight(folder / "file.pdf")


@pytest.mark.parametrize(
    ("mix", "black", "red"),
    [(black_only, b"0 g", b"0.2126 G"), (process_inks(PROFILE), b"0 g", b"0 0.898 0.9529 0.0118 K")],
)
def test_a_file_for_the_screen_becomes_one_for_the_press(
    screen: bytes, tmp_path: Path, mix: Mix, black: bytes, red: bytes
) -> None:
    assert len(faults(screen, tmp_path)) > 5
    made = as_pdfx(screen, mix, DELIVERY, DATE)
    assert made == as_pdfx(screen, mix, DELIVERY, DATE)
    assert made.startswith(b"%PDF-1.6")
    assert faults(made, tmp_path) == []
    with pikepdf.open(io.BytesIO(made)) as pdf:
        page = pdf.pages[0]
        assert black in page.Contents.read_bytes()
        assert red in page.Resources.XObject.F.read_bytes()
        trim = [float(edge) * POINT for edge in page.trimbox]
        assert (trim[2] - trim[0], trim[3] - trim[1]) == pytest.approx(A5)
        assert float(page.bleedbox[0]) * POINT == pytest.approx(trim[0] - 3, abs=1e-6)
        assert float(page.mediabox[0]) < float(page.bleedbox[0])
        assert pdf.Root.OutputIntents[0].OutputConditionIdentifier == "FOGRA39"


def without(key: str) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.Root[key]

    return change


def trim_to_sheet(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].TrimBox = pdf.pages[0].MediaBox


def draw_in_red(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b"1 0 0 rg")


def leave_font_out(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Kept = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.Town))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (without("/OutputIntents"), "no output intent"),
        (without("/Metadata"), "do not say PDF/X-4"),
        (trim_to_sheet, "do not lie in each other"),
        (draw_in_red, "a drawing has colours of the screen"),
        (leave_font_out, "font Town is not embedded"),
    ],
)
def test_preflight_names_what_is_wrong(screen: bytes, tmp_path: Path, change: Change, message: str) -> None:
    with pikepdf.open(io.BytesIO(as_pdfx(screen, black_only, DELIVERY, DATE))) as pdf:
        change(pdf)
        pdf.save(tmp_path / "changed.pdf")
    assert any(message in fault for fault in preflight(tmp_path / "changed.pdf"))


def test_only_a_profile_of_a_press_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "profile.icc"
    path.write_bytes(PROFILE.data)
    assert Profile.read(path).condition == "Custom"
    path.write_bytes(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    with pytest.raises(SettingError, match="no profile of a press"):
        Profile.read(path)
    path.write_bytes(b"no profile")
    with pytest.raises(SettingError, match="cannot be read"):
        Profile.read(path)
