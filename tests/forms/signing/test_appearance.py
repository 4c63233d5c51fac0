"""What stands beneath a signature is never cut off."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from forms.signing.appearance import picture
from tests.forms.signing.builder import INK

if TYPE_CHECKING:
    from pathlib import Path

    from forms.signing.ink import Ink

SIZE = (115.0, 70.0)


@pytest.mark.parametrize("ink", [INK, None])
@pytest.mark.parametrize(
    "name",
    [
        "陳堃",
        "里木依札克牙斯．達努巴克阿利蓋盧斯．喇告",
        "Wolfeschlegelsteinhausenberger " * 2,
    ],
)
def test_caption_of_any_length_is_within_its_field(
    name: str, ink: Ink | None, tmp_path: Path
) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    file = tmp_path / "picture.pdf"
    caption = ("單位主管（代理 張主任）", name, "115年11月20日 13:23")
    file.write_bytes(picture(SIZE, caption, ink))

    told = subprocess.run(
        ["pdftotext", "-bbox", file, "-"], check=True, capture_output=True, text=True
    ).stdout

    words = re.findall(
        r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', told
    )
    shown = "".join(word for *_, word in words)
    for part in caption:
        assert "".join(part.split()) in shown
    for left, top, right, bottom, _ in words:
        assert float(left) >= 0
        assert float(top) >= 0
        assert float(right) <= SIZE[0]
        assert float(bottom) <= SIZE[1] + 1  # below the letters is air
