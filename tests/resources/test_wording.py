"""Every built-in text says it as a civil servant in Taiwan would.

Words of other places, or of everyday speech where forms have a word of their own,
stand here with what to write instead. A word is let pass inside the phrases named
beside it, where it is the right one (登錄 as laws use it, 保存 of records).
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

import pytest

from resources import folder
from resources.translations import build

if TYPE_CHECKING:
    from collections.abc import Iterator

INSTEAD: Final = {
    "信息": "資訊",
    "默認": "預設",
    "用戶": "使用者",
    "軟件": "軟體",
    "硬件": "硬體",
    "網絡": "網路",
    "打印": "列印",
    "屏幕": "螢幕",
    "視頻": "影片",
    "質量": "品質",
    "數據庫": "資料庫",
    "登錄": "登入",
    "註銷": "登出",
    "鏈接": "連結",
    "渠道": "管道",
    "反饋": "回饋",
    "通過": "透過",
    "激活": "啟用",
    "模板": "範本",
    "導入": "匯入",
    "導出": "匯出",
    "保存": "儲存",
    "上報": "陳報",
    "審批": "核定",
    "整改": "改善",
    "核查": "查核",
    "台賬": "簿冊",
    "部份": "部分",
    "公佈": "公布",
    "身份": "身分",
    "佔用": "占用",
    "帳戶資訊": "帳號",
    "批量": "整批",
    "刷新": "重新整理",
    "文檔": "文件",
    "文件夾": "資料夾",
    "菜單": "選單",
    "界面": "介面",
    "二維碼": "QR Code",
    "優先級": "優先順序",
    "日志": "紀錄",
    "緩存": "快取",
    "回退": "復原",
    "封存": "定稿",
    "計劃": "計畫",
    "雇用": "僱用",
    "賬": "帳",
    "櫃台": "櫃檯",
    "服務台": "服務檯",
    "平台": "平臺",
    "台灣": "臺灣",
    "台數": "臺數",
    "身障": "身心障礙者",
    "哺集乳室": "哺（集）乳室",
}
RIGHT_HERE: Final = {
    "登錄": ("內登錄資料庫", "登錄畫面", "登錄日期", "年並登錄", "登錄使用紀錄"),
    "保存": ("保存年限", "紀錄保存二年"),
    "上報": ("線上報名",),
    "導入": ("導入民眾",),
}


def _faults(text: str) -> list[str]:
    for word, phrases in RIGHT_HERE.items():
        for phrase in phrases:
            text = text.replace(phrase, phrase.replace(word, ""))
    return [f"{word} → {better}" for word, better in INSTEAD.items() if word in text]


def _texts(value: object, place: str) -> Iterator[tuple[str, str]]:
    """Every text in JSON, but what quotes a plan."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, part in value.items():
            if key != "quote":
                yield from _texts(part, f"{place}.{key}")
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _texts(part, f"{place}[{index}]")


@pytest.mark.parametrize("kind", ["checklists", "plans", "directory"])
def test_built_in_data_has_no_forbidden_word(kind: str) -> None:
    files = sorted(folder(kind).glob("*.json"))
    assert files
    assert [
        (file.name, place, text, faults)
        for file in files
        for place, text in _texts(json.loads(file.read_text("utf-8")), "$")
        if (faults := _faults(text))
    ] == []


def test_the_catalogue_has_no_forbidden_word() -> None:
    assert [
        (text, faults)
        for entry in build.read()
        if (faults := _faults(text := str(entry.string)))
    ] == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("紀錄保存於資料夾", "保存"),
        ("請先登錄系統", "登錄"),
        ("通過網絡上報", "通過"),
        ("服務台", "服務台"),
    ],
)
def test_a_forbidden_word_is_found(text: str, word: str) -> None:
    assert any(re.match(word, fault) for fault in _faults(text))


@pytest.mark.parametrize("text", ["保存年限：5年", "服務（值班）台", "QR Code", "部分"])
def test_the_right_word_passes(text: str) -> None:
    assert _faults(text) == []
