"""The two photos of the example visit, drawn, because nobody was really there."""

from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageDraw, ImageFont

from forms.signing.ink import Ink
from resources import folder

if TYPE_CHECKING:
    from random import Random

_SIZE: Final = (1600, 1200)
_WALL, _FLOOR, _WOOD, _DARK = "#e8e4da", "#b9b2a4", "#a9794f", "#3b3a38"
_SIGN, _PAPER, _LEAF, _POT = "#0f6e84", "#fbfaf6", "#5d8a54", "#8a4b35"


def counter_without_deputy(chance: Random) -> bytes:
    """A service counter whose name plate does not say who stands in; a JPEG."""
    image, draw = _room()
    number = chance.randint(1, 6)
    draw.rectangle((120, 640, 1480, 1050), fill=_WOOD, outline=_DARK, width=6)
    draw.rectangle((90, 600, 1510, 650), fill="#c39a6b", outline=_DARK, width=6)
    draw.rectangle((560, 110, 1040, 270), fill=_SIGN)
    _write(draw, (800, 190), f"{number}號櫃檯", 72, "white")
    draw.rectangle((620, 470, 980, 600), fill=_PAPER, outline=_DARK, width=5)
    _write(draw, (800, 512), "承辦人", 40, _DARK)
    _write(draw, (800, 566), "代理人：　　　", 34, "#9a948a")
    draw.rectangle((1120, 380, 1400, 600), fill="#2f3a44", outline=_DARK, width=5)
    draw.rectangle((1140, 400, 1380, 560), fill="#7fa6b5")
    _plant(draw, 240, 600, chance)
    return _jpeg(image)


def sign_without_english(chance: Random) -> bytes:
    """A direction sign in Chinese alone; a JPEG."""
    image, draw = _room()
    floor = chance.randint(2, 5)
    draw.rectangle((300, 210, 1300, 690), fill=_SIGN)
    places = ("服務檯", "無障礙廁所盥洗室", "哺（集）乳室")
    for line, words in enumerate(places):
        top = 300 + line * 150
        _write(draw, (860, top), words, 76, "white")
        draw.polygon(
            [(380, top), (450, top - 45), (450, top + 45)],
            fill="white",
        )
    _write(draw, (800, 130), f"{floor}樓", 64, _DARK)
    _plant(draw, 1400, 930, chance)
    return _jpeg(image)


def drawn_ink(chance: Random) -> Ink:
    """A scribble that could be somebody's signature."""
    strokes = []
    for position in range(3):
        left = 0.08 + position * 0.3
        turns = chance.uniform(1.5, 3.0)
        height = chance.uniform(0.2, 0.34)
        slope = chance.uniform(-0.12, 0.12)
        strokes.append(
            tuple(
                (
                    left + 0.26 * t + 0.03 * math.sin(turns * 6 * t),
                    0.5 + slope * t + height * math.sin(turns * 2 * math.pi * t),
                )
                for t in (step / 40 for step in range(41))
            )
        )
    return Ink(strokes=tuple(strokes))


def _room() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", _SIZE, _WALL)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 930, *_SIZE), fill=_FLOOR)
    for x in range(-400, 2000, 200):
        draw.line((800 + (x - 800) * 0.6, 930, x, 1200), fill="#a39c8e", width=3)
    draw.line((0, 930, 1600, 930), fill="#8d8678", width=6)
    return image, draw


def _plant(draw: ImageDraw.ImageDraw, x: int, ground: int, chance: Random) -> None:
    for _ in range(9):
        angle = math.radians(chance.uniform(200, 340))
        tip = (x + 130 * math.cos(angle), ground - 90 + 170 * math.sin(angle))
        draw.line((x, ground - 90, *tip), fill=_LEAF, width=22)
    pot = [
        (x - 60, ground - 100),
        (x + 60, ground - 100),
        (x + 42, ground),
        (x - 42, ground),
    ]
    draw.polygon(pot, fill=_POT)


def _write(
    draw: ImageDraw.ImageDraw,
    middle: tuple[int, int],
    words: str,
    size: int,
    colour: str,
) -> None:
    font = ImageFont.truetype(folder("fonts") / "NotoSansTC-Bold.ttf", size)
    draw.text(middle, words, font=font, fill=colour, anchor="mm")


def _jpeg(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=88)
    return buffer.getvalue()
