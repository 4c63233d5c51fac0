"""Builds the font files of this folder, and the colour profile, from their packages.

For developers: ``python -m resources.fonts.build FOLDER``. Packages that are not yet
in FOLDER are fetched into it with ``pip download`` and ``apt-get download``. The same
packages give the same bytes. Needs fontTools and, for the archives, ``dpkg-deb``.

What is changed, and why:

* reportlab takes TrueType outlines only, and of a variable font silently the thinnest
  weight, so that two weights of Noto Sans TC are cut out of the variable file;
* its subsets are wrong where an em is not 1000 units, so that every font is scaled;
* hints, layout tables and vertical metrics are never used in print and are left out;
* a whole TW-Kai is 50 MB, so that it keeps what Big5, HKSCS and names need, and has
  its outlines drawn with fewer points (see ``outlines``);
* TW-Kai has its brackets in the middle of their squares, as far from what they enclose
  as from what stands outside; here they are moved to what they enclose.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.varLib import instancer

from resources import folder
from resources.fonts.outlines import simplify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PACKAGES: Final = {
    "justmytype_intl_cjk-0.1.0-py3-none-any.whl": (
        "06d9665542bfcad373716bb80583aa2d9bb2086a054fe11f706b9bd41e03f256"
    ),
    "fonts-cns11643-kai_103.1+20181001-1_all.deb": (
        "c8c92e76357c0980b50d80d83674a5109a11624df83b9994c9118ad3aec31ece"
    ),
    "fonts-liberation2_2.1.5-1_all.deb": (
        "35ffaa54f117e633e89a5da89af235a073b34dbe582726fbf6989568f7fd9bda"
    ),
    "icc-profiles-free_2.0.1+dfsg-1.1_all.deb": (
        "0cca9bb13edeb7e37095526ad85b94338ade4db596b6fa4a667dfa7b28869d8c"
    ),
}
NOTO: Final = "justmytype_intl_cjk/fonts/ofl/notosanstc/NotoSansTC[wght].ttf"
KAI: Final = "usr/share/fonts/truetype/cns11643/TW-Kai-98_1.ttf"
KAI_EXT_B: Final = "usr/share/fonts/truetype/cns11643/TW-Kai-Ext-B-98_1.ttf"
SERIF: Final = "usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"
SERIF_BOLD: Final = "usr/share/fonts/truetype/liberation2/LiberationSerif-Bold.ttf"
PROFILE: Final = "usr/share/color/icc/sRGB.icc"

REGULAR: Final = 400
BOLD: Final = 700
UNITS_PER_EM: Final = 1000

# Characters of personal names that are in neither Big5 nor HKSCS, or that must not be
# lost should those tables change.
NAMES: Final = (
    "堃喆峯煊媖凃犇瓈䂊䔥𠮷𡍼𨶒𤧟"
    "珺玥琁瑨祎祺禕翀翃芃苡茜菓蓁薰襌証諓赟趙軒邨郍鄧鋆鋐鋕錡鍈鎂鎧鑨"
    "頴顗颺馡駪騏騄鴒鵷麒黃齡龎龢昀昉昕昫昱晅晞晧晳暘暟曈曌朮杋枘枬柃柏栢桭"
    "梡梣棪楀楒榳槿檒欒沄沆沇泇洺浵淓淯湘湲溎溍漪潓澐澔澧濬瀅瀞灝烜焄焌煐熀熙"
    "燁燊爔牷玘玠玧玳珅珈珧珩珮琍琎琤琪琬琰瑀瑈瑢瑧瑭瑮瑱璇璟璦璿畇畯皓皞睎睿"
)
# Symbols beside those tables: boxes and ticks, arrows, enclosed numbers, units.
KAI_SYMBOLS: Final = (
    (0x20, 0x7E),
    (0xA0, 0xFF),
    (0x2010, 0x2027),
    (0x2030, 0x205E),
    (0x20AC, 0x20AC),
    (0x2100, 0x214F),
    (0x2150, 0x218F),
    (0x2190, 0x23FF),
    (0x2460, 0x27BF),
    (0x2B05, 0x2B07),
    (0x3000, 0x30FF),
    (0x3105, 0x312F),
    (0x31A0, 0x31BF),
    (0x3220, 0x3250),
    (0x3280, 0x33FF),
    (0xFE10, 0xFE19),
    (0xFE30, 0xFE6B),
    (0xFF01, 0xFF65),
    (0xFFE0, 0xFFE6),
)
OPENING: Final = "（〔［｛〈《「『【“‘〝"
CLOSING: Final = "）〕］｝〉》」』】”’〞"
BRACKET_BEARING: Final = 110

# Arrows, geometric shapes and the like are left to the Kai: beside Han characters
# they must be as wide as these.
SERIF_CHARACTERS: Final = (
    (0x20, 0x7E),
    (0xA0, 0x24F),
    (0x370, 0x45F),
    (0x1E00, 0x1EFF),
    (0x2010, 0x2015),
    (0x2018, 0x201E),
    (0x2020, 0x2022),
    (0x2026, 0x2026),
    (0x2030, 0x2030),
    (0x2032, 0x2033),
    (0x2039, 0x203A),
    (0x2044, 0x2044),
    (0x2070, 0x209C),
    (0x20AB, 0x20AC),
    (0x2113, 0x2113),
    (0x2122, 0x2122),
    (0x2126, 0x2126),
    (0x2153, 0x215E),
    (0x2202, 0x2202),
    (0x220F, 0x220F),
    (0x2211, 0x2212),
    (0x221A, 0x221A),
    (0x221E, 0x221E),
    (0x222B, 0x222B),
    (0x2248, 0x2248),
    (0x2260, 0x2260),
    (0x2264, 0x2265),
)
FAMILY, STYLE, UNIQUE, FULL, POST_SCRIPT = 1, 2, 3, 4, 6
PREFERRED_FAMILY, PREFERRED_STYLE = 16, 17
KEPT_NAMES: Final = (0, FAMILY, STYLE, UNIQUE, FULL, 5, POST_SCRIPT, 7, 13, 14)


class Name(NamedTuple):
    """What a built font is called."""

    family: str
    style: str
    post_script: str


def main(packages: Path) -> None:
    """Build everything and print each file's SHA-256 as the README lists it."""
    packages.mkdir(parents=True, exist_ok=True)
    sources = dict(_unpacked(packages))
    fonts, profiles = folder("fonts"), folder("icc")
    for weight, style in ((REGULAR, "Regular"), (BOLD, "Bold")):
        file = fonts / f"NotoSansTC-{style}.ttf"
        name = Name("Noto Sans TC", style, file.stem)
        _build(_weight(sources[NOTO], weight), file, name)
    kai = _table("big5") | _table("cp950") | _table("big5hkscs") | set(map(ord, NAMES))
    _build(
        TTFont(sources[KAI]),
        fonts / "TW-Kai.ttf",
        Name("TW-Kai Zoucha", "Regular", "TWKaiZoucha"),
        kai.union(_ranges(KAI_SYMBOLS)),
    )
    _build(
        TTFont(sources[KAI_EXT_B]),
        fonts / "TW-Kai-ExtB.ttf",
        Name("TW-Kai ExtB Zoucha", "Regular", "TWKaiExtBZoucha"),
        {0x20, *(character for character in kai if character > 0xFFFF)},
    )
    for source, style in ((SERIF, "Regular"), (SERIF_BOLD, "Bold")):
        file = fonts / f"ZouchaSerif-{style}.ttf"
        name = Name("Zoucha Serif", style, file.stem)
        _build(TTFont(sources[source]), file, name, _ranges(SERIF_CHARACTERS))
    (profiles / "sRGB.icc").write_bytes(sources[PROFILE].read_bytes())
    for file in (*sorted(fonts.glob("*.ttf")), profiles / "sRGB.icc"):
        print(f"{_sha256(file)}  {file.name}")


def _unpacked(packages: Path) -> Iterator[tuple[str, Path]]:
    for package, sha256 in PACKAGES.items():
        archive = packages / package
        if not archive.exists():
            _fetch(package, packages)
        if _sha256(archive) != sha256:
            raise SystemExit(f"{archive} is not the package that was pinned")
        target = packages / package.partition("_")[0]
        if not target.exists():
            _unpack(archive, target)
        for file in target.rglob("*"):
            yield file.relative_to(target).as_posix(), file


def _fetch(package: str, packages: Path) -> None:
    print(f"fetching {package}")
    name, version = package.split("_")[:2]
    if package.endswith(".whl"):
        name, version = package.split("-")[:2]
        command = [sys.executable, "-m", "pip", "download", "--no-deps"]
        command.append(f"{name.replace('_', '-')}=={version}")
    else:
        command = ["apt-get", "download", f"{name}={version}"]
    subprocess.run(command, cwd=packages, check=True)


def _unpack(archive: Path, target: Path) -> None:
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            wheel.extractall(target)
    else:
        subprocess.run(["dpkg-deb", "-x", archive, target], check=True)


def _table(codec: str) -> set[int]:
    """The characters of a two-byte code."""
    characters: set[int] = set()
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            try:
                characters.update(map(ord, bytes((lead, trail)).decode(codec)))
            except UnicodeDecodeError:
                continue
    return characters


def _ranges(ranges: Iterable[tuple[int, int]]) -> set[int]:
    return {code for first, last in ranges for code in range(first, last + 1)}


def _weight(file: Path, weight: int) -> Any:  # noqa: ANN401 - fontTools is untyped
    return instancer.instantiateVariableFont(TTFont(file), {"wght": weight})


def _build(
    font: Any,  # noqa: ANN401 - fontTools is untyped
    file: Path,
    name: Name,
    characters: set[int] | None = None,
) -> None:
    """Write the font with these characters only (``None``: all), scaled and named."""
    print(f"building {file.name}")
    wanted = set(font.getBestCmap())
    if characters is not None:
        wanted &= characters
    options = subset.Options(
        hinting=False,
        layout_features=[],
        legacy_kern=False,
        name_IDs=list(KEPT_NAMES),
        notdef_outline=True,
        recalc_timestamp=False,
    )
    options.drop_tables += ["FFTM", "GDEF", "GPOS", "GSUB", "BASE", "STAT", "gasp"]
    options.drop_tables += ["vhea", "vmtx", "VORG", "kern"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    if font["head"].unitsPerEm != UNITS_PER_EM:
        scale_upem(font, UNITS_PER_EM)
    if name.post_script == "TWKaiZoucha":
        _move_brackets(font)
        _add_wave(font)
    if file.stem.startswith("TW-Kai"):
        simplify(font)
    _rename(font, name)
    font.recalcTimestamp = False
    font.save(file, reorderTables=True)


def _move_brackets(font: Any) -> None:  # noqa: ANN401 - fontTools is untyped
    names, outlines, metrics = font.getBestCmap(), font["glyf"], font["hmtx"]
    for char in OPENING + CLOSING:
        name = names[ord(char)]
        outline = outlines[name]
        advance, _ = metrics[name]
        inside = advance - BRACKET_BEARING - outline.xMax
        move = inside if char in OPENING else BRACKET_BEARING - outline.xMin
        outline.coordinates.translate((move, 0))
        outline.recalcBounds(outlines)
        metrics[name] = (advance, outline.xMin)


def _add_wave(font: Any) -> None:  # noqa: ANN401 - fontTools is untyped
    """Let U+223C, which some tables of Big5 have for the full-width tilde, be one."""
    for table in font["cmap"].tables:
        table.cmap[0x223C] = table.cmap[0xFF5E]


def _rename(font: Any, name: Name) -> None:  # noqa: ANN401 - fontTools is untyped
    """Give the font a name of its own, for two reasons.

    reportlab takes two files with one PostScript name for one font, and the licences
    reserve the name "Liberation" for the unchanged files.
    """
    table = font["name"]
    version = table.getDebugName(5)
    for identifier in (FAMILY, STYLE, UNIQUE, FULL, POST_SCRIPT):
        table.removeNames(nameID=identifier)
    for identifier in (PREFERRED_FAMILY, PREFERRED_STYLE):
        table.removeNames(nameID=identifier)
    for identifier, text in (
        (FAMILY, name.family),
        (STYLE, name.style),
        (UNIQUE, f"{version};{name.post_script}"),
        (FULL, f"{name.family} {name.style}"),
        (POST_SCRIPT, name.post_script),
    ):
        table.setName(text, identifier, 3, 1, 0x409)
    bold = name.style == "Bold"
    font["OS/2"].usWeightClass = BOLD if bold else REGULAR
    font["OS/2"].fsSelection = 0x20 if bold else 0x40
    font["head"].macStyle = 1 if bold else 0


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
