"""What was seen on the example visit: people, places, answers, findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop.workflows.read_visit import NewFinding, TakenPhoto, Visit
from forms.checklist.model import AnswerKind, InspectionKind
from forms.directory.library import built_in_directory
from forms.inspection import Answer, Participant, Role, Sample, Severity
from forms.photo import take_in

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from random import Random

    from db.people import Member
    from forms.checklist.model import Checklist, Item

AGENCY: Final = "交通部航港局"
PLAN: Final = "maritime-port-bureau-109"

_DIRECTORY: Final = "maritime-port-bureau"
_SURNAMES: Final = "陳林黃張李王吳劉蔡楊許鄭謝郭洪邱曾廖賴徐"
_GIVEN: Final = (
    *("怡君", "志豪", "淑芬", "家瑋", "雅婷", "冠廷", "美玲", "俊傑", "佳穎", "宗翰"),
    *("峯銘", "喆宇", "堃霖", "煊庭", "思妤", "柏翰", "欣怡", "育誠", "佩珊", "承恩"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shortfall:
    """Something that was found wanting, and how the inspector put it."""

    item: str
    value: str | Sample
    note: str
    finding: str = ""
    recommendation: str = ""
    severity: Severity = Severity.MINOR
    corrected_on_site: bool = False


# These two have a picture, so that they are part of every example.
_NO_DEPUTY: Final = _Shortfall(
    item="SI07",
    value=Sample(n=5, m=4),
    note="抽查5櫃，其中1櫃職名牌未載明代理人。",
    finding="服務櫃檯職名牌未載明代理人姓名",
    recommendation="補製職名牌，並於每月輪值表異動時一併更新。",
    severity=Severity.MAJOR,
)
_NO_ENGLISH: Final = _Shortfall(
    item="SI02",
    value=Sample(n=10, m=7),
    note="抽查10處，樓層指標等3處僅有中文。",
    finding="樓層方向指標僅有中文，未併列外文",
    recommendation="依機關雙語詞彙對照表補列英文後重新製作。",
)
_OTHERS: Final = (
    _Shortfall(
        item="EN09",
        value="partly",
        note="回收桶設於後側走廊，候辦區看不到，且分類標示褪色。",
    ),
    _Shortfall(
        item="EN10",
        value="partly",
        note="男廁1處洗手乳用罄，清潔紀錄缺2日。",
        finding="盥洗室備品未補充，清潔紀錄缺漏2日",
        corrected_on_site=True,
    ),
    _Shortfall(
        item="EN12",
        value="nonconform",
        note="東側安全門前堆置紙箱，無法完全開啟。",
        finding="東側安全門前堆置紙箱，妨礙避難",
        recommendation="納入每日開門前巡檢項目。",
        severity=Severity.CRITICAL,
        corrected_on_site=True,
    ),
    _Shortfall(
        item="EN02",
        value="partly",
        note="書寫檯上方2盞燈管閃爍。",
    ),
    _Shortfall(
        item="SI17",
        value="partly",
        note="公布欄張貼3份已逾期之活動海報。",
        finding="公布欄張貼逾期文宣3份",
        recommendation="指定專人每週檢視並登記檢視日期。",
    ),
    _Shortfall(
        item="SI13",
        value="nonconform",
        note="張貼之規費費率表為修正前版本。",
        finding="公開之規費費率表非現行版本",
        recommendation="即日更換，並由業務組於費率修正時主動通知。",
        severity=Severity.MAJOR,
    ),
    _Shortfall(
        item="SI14",
        value="partly",
        note="備有一次告知單，惟抽查3件案卷中1件無副本。",
    ),
)
_OPINIONS: Final = {
    "EN-strengths": "候辦區寬敞明亮，綠美化維護良好，取號至領件動線順暢。",
    "EN-recommendations": "回收分類及清潔紀錄宜納入每日開門前巡檢。",
    "EN-coaching": "已當場向現場主管說明安全通道應隨時保持淨空。",
    "SI-strengths": "申辦流程圖以圖示說明，民眾一看即懂。",
    "SI-shortcomings": "櫃檯職名牌及樓層指標之標示未臻完整。",
    "SI-recommendations": "雙語標示宜訂定全中心一致之譯名並定期檢視。",
}


def person_name(chance: Random) -> str:
    """A name that could be anybody's; some have characters that are rare."""
    return chance.choice(_SURNAMES) + chance.choice(_GIVEN)


def example_visit(
    chance: Random,
    checklists: Sequence[Checklist],
    *,
    inspector: Member,
    started: datetime,
    ended: datetime,
    pictures: tuple[bytes, bytes],
) -> tuple[Visit, str]:
    """A visit to one of the navigation centres, and the name of that centre."""
    directory = built_in_directory(_DIRECTORY)
    place = chance.choice(directory.places)
    unit = directory.unit(place.unit or "").name
    shortfalls = {
        one.item: one for one in (_NO_DEPUTY, _NO_ENGLISH, *chance.sample(_OTHERS, 4))
    }
    facts = {fact.key: False for one in checklists for fact in one.facts}
    answers = [
        answer
        for checklist in checklists
        for item in checklist.items()
        if item.shown_when is None
        and (answer := _answer(chance, item, shortfalls.get(item.key))) is not None
    ]
    visit = Visit(
        kind=InspectionKind.UNANNOUNCED,
        place=place.name,
        plan=PLAN,
        started=started,
        ended=ended,
        people=(
            Participant(
                role=Role.INSPECTOR,
                name=inspector.name,
                title=inspector.title,
                unit=inspector.unit,
                person=inspector.id,
            ),
            Participant(
                role=Role.ACCOMPANYING,
                name=person_name(chance),
                title="科長",
                unit=unit,
            ),
        ),
        facts=facts,
        answers=tuple(answers),
        photos=(
            _photo("SI07", "職名牌未載明代理人", pictures[0]),
            _photo("SI02", "樓層指標僅有中文", pictures[1]),
        ),
        findings=tuple(
            NewFinding(
                item=one.item,
                text=one.finding,
                severity=one.severity,
                recommendation=one.recommendation,
                corrected_on_site=one.corrected_on_site,
            )
            for one in shortfalls.values()
            if one.finding
        ),
    )
    return visit, unit


def _answer(chance: Random, item: Item, shortfall: _Shortfall | None) -> Answer | None:
    if item.kind is AnswerKind.TEXT:
        opinion = _OPINIONS.get(item.key)
        return Answer(item=item.key, value=opinion) if opinion else None
    attached = _measured(chance, item)
    if shortfall is None:
        return _conforming(chance, item, attached)
    if isinstance(shortfall.value, Sample):
        return Answer(
            item=item.key,
            sample=shortfall.value,
            note=shortfall.note,
            attached=attached,
        )
    return Answer(
        item=item.key, value=shortfall.value, note=shortfall.note, attached=attached
    )


def _conforming(chance: Random, item: Item, attached: dict[str, str]) -> Answer:
    if item.kind is AnswerKind.SAMPLE:
        number = chance.randint(3, 6)
        return Answer(item=item.key, sample=Sample(n=number, m=number))
    note = ""
    if item.key == "EN13":
        note = "觀察十分鐘，依候辦人數加開櫃檯，秩序良好。"
    return Answer(item=item.key, value="conform", note=note, attached=attached)


def _measured(chance: Random, item: Item) -> dict[str, str]:
    """Numbers that stand beside the answer; a date or a post is left open."""
    return {
        one.key: str(chance.randint(1, 5))
        for one in item.attached
        if one.kind is AnswerKind.NUMBER
    }


def _photo(item: str, caption: str, data: bytes) -> TakenPhoto:
    return TakenPhoto(
        item=item, file=take_in(data, f"{item}.jpg"), data=data, caption=caption
    )
