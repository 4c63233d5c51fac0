"""Words that documents use for the parts of a plan, by what they mean.

The same word names different levels in different agencies, so none of these says
which level a column is: only that it is one, or is none.
"""

from __future__ import annotations

import re
from typing import Final

_BODY: Final = "(?:單位|機關|機關單位|人員|科室|處室|組室|部門|課室|站所|權責)"
OWNERS: Final = re.compile(
    rf"^(?:(?:主要|共同|各)?(?:執行|承辦|主辦|協辦|主協辦|協同|權責|負責|業務|相關|辦理"
    rf"|主責|主政|推動|配合|分工|責任|管考|經辦)?(?:或|及|與|/)?(?:協辦|配合)?{_BODY}"
    rf"(?:[(（].{{1,6}}[)）])?|主辦|協辦|承辦人|負責人|分工|權責分工)$"
)
DEADLINES: Final = re.compile(
    "^(?:預定|預計|規劃)?(?:完成|辦理|執行|實施|推動|作業|改善)?"
    "(?:[(（]?期限[)）]?|期程|時程|時間|日期|頻率|頻次|時限|進度|週期|完成日)$"
)
REMARKS: Final = re.compile(
    "^(?:預期|具體|執行|衡量|績效|關鍵|評估|推動|年度)*"
    "(?:效益|成果|成效|目標|目標值|指標|備註|備考|說明|附註|檢討管考|管考|管考方式|管制考核"
    "|經費|預算|經費來源|佐證資料|辦理情形|執行情形|配分|評分|權重)$"
)
NUMBERS: Final = re.compile("^(?:項次|項目編號|編號|序號|項號|NO|No|no|#)[.．]?$")

LEVEL_WORDS: Final = (
    "構面",
    "面向",
    "策略",
    "主軸",
    "類別",
    "目標",
    "項目",
    "要項",
    "指標",
    "重點",
    "要領",
    "作法",
    "做法",
    "方法",
    "內容",
    "措施",
    "項次",
    "工作",
    "事項",
    "方案",
    "計畫",
)
LEVELS: Final = re.compile(
    f"^.{{0,8}}(?:{'|'.join(LEVEL_WORDS)})(?:[(（].{{1,8}}[)）])?$"
)

BASES: Final = re.compile("依據|法源")
OBJECTIVES: Final = re.compile("目標|目的|宗旨|願景")
PERIODS: Final = re.compile("期程|期間|時程")
TASK_FORCES: Final = re.compile("小組|任務編組|專案組織|委員會")
CONTENTS: Final = re.compile(
    "實施要項|計畫內容|執行策略|策略與方法|推動策略|實施策略|工作項目|工作重點|執行要項"
    "|推動重點|實施內容|具體作法|具體做法|推動作法|執行內容|實施要領|工作要領|推動要項"
    "|實施方法|實施方式|推動內容|執行項目|推動項目|服務措施|實施項目|實施作法|推動措施"
    "|作業內容|具體措施"
)

PLAN_TITLE: Final = re.compile(
    r"^[^，。；：]{2,80}?(?:計畫|計劃|方案|實施要點)(?:書)?(?:[(（][^()（）]{1,12}[)）])?(?=\s|\d|$)"
)
AGENCY_ENDS: Final = re.compile(
    "提升|提昇|服務(?![處所站中團])|為民|推動|加強|精進|優質|創新|執行計畫|工作計畫|年度|強化|辦理|落實"
    "|政府服務"
)
