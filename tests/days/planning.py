"""What people do with a plan: bring it in, correct it, have it accounted for."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import openpyxl
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QListView, QWidget

from desktop.pages.import_plan import ImportPlanPage
from desktop.pages.plan import PlanPage
from desktop.pages.plans import PlansPage
from forms.plan.model import DeadlineKind
from tests.days.hands import wait_until
from tests.forms.plan.documents import as_odt, parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from desktop.workflows.plan_draft import PlanInHand
    from tests.days.hands import Hands

TITLE: Final = "交通部航港局115年度港區服務精進計畫"
SHIFTED: Final = "雨天於入口備妥防滑墊。"
YEARLY: Final = "辦理服務應對講習，並留存簽到紀錄。"
UNITS: Final = ("航務組", "企劃組")
_PLAN: Final = f"""\
{TITLE}
115年1月20日航企字第1150000123號函
壹、依據
一、本局115年度施政目標。
貳、目標
一、讓船員與業者少跑一趟。
二、讓港區旅客問得到、看得懂。
參、期程
自115年1月1日起至115年12月31日止。
肆、推動內容
推動策略\t推動措施\t具體作法\t完成期限\t主辦單位
一、便捷申辦\t(一)線上申辦\t1.船員換證開放線上繳費。\t持續辦理\t船員組
\t\t2.小船檢查開放線上預約。\t持續辦理\t船舶組
\t(二)書表簡化\t1.申請書表刪去不必要的欄位。\t115年12月31日前\t船員組
\t\t2.書表範例隨修正隨時更新。\t持續辦理\t船舶組
二、友善臨櫃\t(一)環境整備\t1.服務檯設置無障礙書寫桌。\t持續辦理\t秘書室
\t\t2.候位區標示以中英文並列。\t持續辦理\t秘書室
\t2.{SHIFTED}\t持續辦理\t秘書室\t
\t(二)人員應對\t1.新進同仁到職一個月內完成臨櫃實習。\t持續辦理\t航務組、企劃組
\t\t2.{YEARLY}\t\t航務組、企劃組
三、主動說明\t(一)資訊公開\t1.航班異動消息同步刊登網站。\t持續辦理\t資訊室
\t\t2.常見問答依來電內容增補。\t持續辦理\t資訊室
\t(二)走入現場\t1.派員至漁港說明小船檢查程序。\t持續辦理\t船舶組
\t\t2.邀集業者座談，會後公布辦理情形。\t持續辦理\t航務組、企劃組
四、持續精進\t(一)意見處理\t1.民眾意見逐案回復並登錄。\t持續辦理\t航務組、企劃組
\t\t2.重複發生的意見提報檢討。\t持續辦理\t企劃組
\t(二)標竿學習\t1.觀摩其他機關的服務作法。\t持續辦理\t企劃組
伍、考核
一、各單位辦理情形由企劃組彙整。
"""
_USUAL: Final = ("已列為例行作業。", "", "")
_MOST_STEPS: Final = 40


def issued_plan(folder: Path) -> Path:
    """The document as the agency issued it: one row is shifted, a deadline is lost."""
    path = folder / "港區服務精進計畫.odt"
    path.write_bytes(as_odt(list(parts(_PLAN))))
    return path


def bring_in(hands: Hands, file: Path) -> None:
    """From anywhere to the page where the plan is corrected."""
    hands.press("Ctrl+3")
    hands.wait_for(PlansPage)
    page = hands.page
    assert isinstance(page, PlansPage)
    page.bring_in(file)
    hands.wait_for(ImportPlanPage)


def in_hand(hands: Hands) -> PlanInHand:
    """The plan that the page is at."""
    page = hands.page
    assert isinstance(page, ImportPlanPage)
    assert page._plan is not None
    return page._plan


def number_the_shifted_row(hands: Hands) -> None:
    """The first doubt: it was put into its columns, and its number is a slip."""
    hands.press("Down")  # the page begins in the list of doubts
    hands.tab_to("row-ordinal")
    hands.write("3")
    hands.press("Return")


def say_when_it_is_due(hands: Hands) -> None:
    """The doubt one is at: a deadline was lost."""
    hands.tab_to("deadline-kind")
    choose(hands, "deadline-kind", DeadlineKind.YEARLY)
    hands.tab_to("deadline-on")
    hands.write("12/15")
    hands.tab_to("deadline-words")
    hands.write("每年12月15日前")
    hands.press("Return")


def choose(hands: Hands, name: str, wanted: object) -> None:
    """Open the list that has the keyboard, and go down to that."""
    box = hands.find(QComboBox, name)
    hands.press("Space")
    for _ in range(box.findData(wanted) - box.currentIndex()):
        QTest.keyClick(box.view(), Qt.Key.Key_Down)
    QTest.keyClick(box.view(), Qt.Key.Key_Return)
    QApplication.processEvents()
    assert box.currentData() == wanted


def put_in_force(hands: Hands) -> None:
    """From the list of plans."""
    hands.press("Ctrl+3")
    hands.wait_for(PlansPage)
    hands.press("Ctrl+F")
    hands.write("港區服務")
    hands.press("Return")
    with answering(lambda: _confirm(hands)):
        hands.press("Ctrl+Shift+F")


def _confirm(hands: Hands) -> None:
    hands.tab_to("do")
    hands.press("Return")


def open_plan(hands: Hands) -> PlanPage:
    """From the list, where it is the one that is chosen."""
    hands.press("Ctrl+3")
    hands.wait_for(PlansPage)
    hands.press("Return")
    hands.wait_for(PlanPage)
    page = hands.page
    assert isinstance(page, PlanPage)
    return page


def show_tab(page: PlanPage, tab: QWidget) -> None:
    """With the mouse, on the tab's name."""
    bar = page.tabs.tabBar()
    place = bar.tabRect(page.tabs.indexOf(tab)).center()
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=place)
    QApplication.processEvents()


def make_sheet(hands: Hands) -> None:
    """For both units, in the dialog that is open."""
    units = hands.find(QListView, "sheet-units")
    for unit in UNITS:
        hands.press("Home")
        for _ in range(_MOST_STEPS):
            if units.currentIndex().data() == unit:
                break
            hands.press("Down")
        assert units.currentIndex().data() == unit
        hands.press("Space")
    hands.tab_to("sheet-make")
    hands.press("Return")


def account_for(
    workbook: Path, said: Mapping[tuple[str, str], tuple[str, str, str]]
) -> None:
    """As the units write into it: what was done, when, and what proves it."""
    book = openpyxl.load_workbook(workbook)
    (sheet,) = book.worksheets
    _, unit, _, demand, *columns = range(1, sheet.max_column + 1)
    for row in range(2, sheet.max_row + 1):
        whose = str(sheet.cell(row, unit).value), str(sheet.cell(row, demand).value)
        for column, text in zip(columns, said.get(whose, _USUAL), strict=True):
            sheet.cell(row, column, text)
    book.save(workbook)


@contextmanager
def answering(act: Callable[[], None]) -> Iterator[None]:
    """Have the dialog that comes up answered; it must be gone afterwards."""
    said: list[Exception | None] = []
    looking = QTimer()

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog) or not dialog.isVisible():
            return
        looking.stop()
        try:
            act()
            wait_until(lambda: not dialog.isVisible())
            said.append(None)
        except Exception as error:  # noqa: BLE001 - it is raised again below
            said.append(error)
            dialog.reject()

    looking.timeout.connect(look)
    looking.start(10)
    yield
    wait_until(lambda: bool(said))
    if said[0] is not None:
        raise said[0]
