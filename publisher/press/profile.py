"""ICC profiles of printing conditions: what inks look like on a press and its paper."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms

from publisher.errors import SettingError

_STANDARD, _CONDITION = "FOGRA39L.icc", "FOGRA39"


@dataclass(frozen=True)
class Profile:
    """The profile of a printing condition with the four process inks."""

    data: bytes
    condition: str = "Custom"
    """Its name in the registry that the International Color Consortium keeps."""

    @classmethod
    def standard(cls) -> Profile:
        """Offset printing on coated paper."""
        return cls(files(__package__).joinpath("data", _STANDARD).read_bytes(), _CONDITION)

    @classmethod
    def read(cls, path: str | Path) -> Profile:
        """The profile in a file. Raises ``SettingError`` where it is none of a press."""
        advice = "ask the press for its ICC profile for CMYK printing"
        try:
            profile = cls(Path(path).read_bytes())
            kind = profile._icc.device_class, profile._icc.xcolor_space.strip()
        except (OSError, ImageCms.PyCMSError) as error:
            raise SettingError(f"the profile {path} cannot be read: {error}", advice=advice) from None
        if kind != ("prtr", "CMYK"):
            raise SettingError(f"{path} is no profile of a press with four inks", advice=advice)
        return profile

    @property
    def is_registered(self) -> bool:
        """Whether the registry knows the condition."""
        return self.condition != "Custom"

    @property
    def name(self) -> str:
        """What the profile calls itself."""
        return (self._icc.profile_description or "").strip() or self.condition

    def inks(self, red: float, green: float, blue: float) -> tuple[float, ...]:
        """The process inks, from 0 to 1, that look like a colour of the screen (sRGB, from 0 to 1)."""
        pixel = Image.new("RGB", (1, 1), tuple(round(255 * value) for value in (red, green, blue)))
        mixed = ImageCms.applyTransform(pixel, self._to_inks)
        assert mixed is not None  # it is None only where the picture itself is changed
        return tuple(value / 255 for value in mixed.tobytes())

    @cached_property
    def _opened(self) -> Any:
        return ImageCms.getOpenProfile(io.BytesIO(self.data))

    @property
    def _icc(self) -> Any:
        return self._opened.profile

    @cached_property
    def _to_inks(self) -> Any:
        screen = ImageCms.createProfile("sRGB")
        return ImageCms.buildTransform(
            screen, self._opened, "RGB", "CMYK", ImageCms.Intent.RELATIVE_COLORIMETRIC
        )
