"""The words of the report itself; what a policy names is shown by its own labels."""

from __future__ import annotations

from yanxing.engine.explanation import Language
from yanxing.engine.explanation.phrases import Phrase, State

WORDS = {
    "glance": Phrase("全年一览", "The year at a glance"),
    "activity": Phrase("活动", "Activity"),
    "when": Phrase("时间", "When"),
    "audience": Phrase("对象", "For whom"),
    "result": Phrase("结果", "Results"),
    "phases": Phrase("阶段", "Phases"),
    "awards": Phrase("汇总评奖", "Standings and proposals"),
    "other_runs": Phrase("核对", "Checks"),
    "contents": Phrase("目录", "Contents"),
    "now": Phrase("当前阶段", "current phase"),
    "deadlines": Phrase("期限", "Deadlines"),
    "on_holiday": Phrase("逢{holiday}，请确认是否顺延", "falls on {holiday}: confirm whether it moves"),
    "turns": Phrase("轮流", "In turn"),
    "month": Phrase("{month}月", "{month}"),
    "todo_title": Phrase("还要办的事", "Still to be done"),
    "todo_none": Phrase("没有待办的事。", "Nothing is waiting."),
    "what_open": Phrase("待办事由", "What it waits for"),
    "who_open": Phrase("对象", "Who or which"),
    "run_open": Phrase("环节", "Run"),
    "open_title": Phrase("待重做、待决定", "To be done again or decided"),
    "venue": Phrase("场地{venue}", "venue: {venue}"),
    "brackets": Phrase("（{inside}）", " ({inside})"),
    "reminders": Phrase("请留意", "Please note"),
    "venue_open": Phrase("{activity}：场地{venue}，定了再发通知。", "{activity}: the venue is {venue}."),
    "leaves_phase": Phrase(
        "活动时间“{windows}”超出{phase}，是按原文写的，请确认。",
        "Activities in {windows} reach beyond {phase}, as the text has it; please confirm.",
    ),
    "due_on_holiday": Phrase("{what}（{day}）{note}。", "{what} ({day}) {note}."),
    "raters": Phrase("评委宽严", "Raters"),
    "raters_note": Phrase(
        "只作参考，不影响结果；不写评委姓名。正数偏宽，负数偏严。",
        "For reference only: it decides nothing and names nobody. Above zero is lenient, below is strict.",
    ),
    "raters_apart": Phrase(
        "各评委看的作品没有连成一片，宽严不能互相比较。",
        "The raters did not see enough of the same rows to be compared.",
    ),
    "rater": Phrase("评委 {index}", "Rater {index}"),
    "rater_head": Phrase("评委", "Rater"),
    "marks": Phrase("评分份数", "Marks"),
    "mean": Phrase("平均分", "Mean"),
    "variance": Phrase("方差", "Variance"),
    "leniency": Phrase("宽严", "Leniency"),
    "file_count": Phrase("必须改 {errors}，请确认 {notes}", "{errors} errors, {notes} to confirm"),
    "other_files": Phrase("其他", "Other"),
    "waiting_title": Phrase("待补信息", "Missing information"),
    "waiting_note": Phrase(
        "补上以后重新计算，结论会跟着更新。", "Once given, everything is worked out again."
    ),
    "inputs_title": Phrase("材料核对", "Findings in the inputs"),
    "inputs_note": Phrase(
        "读入材料时发现的问题和改法。", "What was found while reading the inputs, and how to mend it."
    ),
    "readings_title": Phrase("执行口径", "Readings"),
    "readings_note": Phrase(
        "原文没有写清的地方，这里是怎么理解的。", "Where the text is silent, this is how it was read."
    ),
    "clauses_title": Phrase("原文条款", "Clauses"),
    "name": Phrase("名称", "Name"),
    "verdict": Phrase("结论", "Outcome"),
    "why": Phrase("原因", "Why"),
    "remark": Phrase("说明", "Remark"),
    "state": Phrase("状态", "State"),
    "who_lacks": Phrase("谁缺", "Who lacks it"),
    "days": Phrase("{first_month}月{first_day}日—{last_month}月{last_day}日", "{first} – {last}"),
    "what_missing": Phrase("缺什么", "What is missing"),
    "where_used": Phrase("影响", "Used by"),
    "whom": Phrase("找谁补", "Whom to ask"),
    "problem": Phrase("问题", "Finding"),
    "mend": Phrase("怎么改", "Mend"),
    "rules": Phrase("规则与依据", "Rules and clauses"),
    "clause": Phrase("条款", "Clause"),
    "reading": Phrase("执行口径", "Reading"),
    "close": Phrase("关闭", "Close"),
    "open_why": Phrase("看原因", "Why"),
    "people": Phrase("{count} 个", "{count}"),
    "through": Phrase("通过 {count}", "{count} through"),
    "more_all": Phrase("另有 {count} 行，加 --all 看全部。", "{count} more rows; --all shows them."),
    "rows_in_all": Phrase("共 {count} 行", "{count} rows"),
    "list_of": Phrase("{status}名单", "{status}"),
    "and_results": Phrase("结果", "results"),
    "next": Phrase("下一步", "Next"),
    "proposal": Phrase("以上是按方案算出的建议。", "A proposal worked out by the policy."),
    "after_notice": Phrase(
        "公示期满无异议后，{step}", "Once the notice has passed without objection, {step}"
    ),
    "grant": Phrase("由{by}决定授予{what}。", "{by} decides on granting {what}."),
    "award": Phrase("由{by}决定{what}的获奖名单。", "{by} decides who gets {what}."),
    "appoint": Phrase("由{by}决定聘任。", "{by} decides on the appointment."),
    "publish": Phrase("由{by}决定公布。", "{by} decides on publication."),
    "pay": Phrase("由{by}决定发放。", "{by} decides on payment."),
    "order": Phrase("由{by}作出决定。", "{by} decides."),
    "choose": Phrase("名额：{choose}。", "Number: {choose}."),
    "public_notice": Phrase(
        "公示 {days} 个工作日，自公布次日起算。",
        "Public notice for {days} working days, counted from the day after publication.",
    ),
    "internal_notice": Phrase(
        "内部公示 {days} 个工作日，自公布次日起算。",
        "Internal notice for {days} working days, counted from the day after publication.",
    ),
    "none_rows": Phrase(
        "没有记录。材料里有了以后，这里会列出来。", "Nothing yet. It is listed here once the inputs have it."
    ),
    "too_many": Phrase(
        "共 {count} 条，这里只列汇总；逐条明细用 policy try --json 导出。",
        "{count} rows: only totals are shown; policy try --json gives each of them.",
    ),
    "chart": Phrase("前 {count} 名{what}", "First {count}, {what}"),
    "total": Phrase("合计", "Total"),
    "open_rows": Phrase("{count} 个尚未定", "{count} still open"),
    "provisional": Phrase("暂定", "provisional"),
    "as_of": Phrase("计算日期 {day}", "As of {day}"),
    "not_reached": Phrase("未进入这一步", "Left before this step"),
    "import": Phrase("名册或报表提交人", "whoever hands in the list"),
    "panel": Phrase("评审小组", "the panel"),
    "survey": Phrase("问卷发放人", "whoever runs the survey"),
    "vote": Phrase("计票人", "the tellers"),
    "records": Phrase("档案管理人", "whoever keeps the records"),
    "officer": Phrase("街道经办人", "the officer in charge"),
    "sign_in": Phrase("签到负责人", "whoever keeps the sign-in"),
    "entry": Phrase("报送单位", "the unit that entered"),
    "street_officer": Phrase("街道经办人", "the street's officer"),
    "certificate": Phrase("发证书{to}。", "Issue certificates{to}."),
    "circular": Phrase("印发通报{to}。", "Issue a circular{to}."),
    "file_entry": Phrase("记入档案{to}。", "Enter it in the file{to}."),
    "publication": Phrase("公开发布{to}。", "Publish it{to}."),
    "to_whom": Phrase("（{to}）", " ({to})"),
    "error": Phrase("必须改", "error"),
    "warning": Phrase("请确认", "to confirm"),
    "made_by": Phrase(
        "由“雁行”按方案文件计算。每个数都能点开看来由。",
        "Worked out by Yanxing from the policy file. Every figure opens its reasons.",
    ),
    "count": Phrase("数量", "Count"),
}

HOLIDAYS = {
    "元旦": "New Year",
    "春节": "Spring Festival",
    "清明节": "Qingming",
    "劳动节": "Labour Day",
    "端午节": "Dragon Boat Festival",
    "中秋节": "Mid-Autumn Festival",
    "国庆节": "National Day",
}
"""As the State Council's notices name them, and in English."""

STATES = ("in", "undecided", "redo", "held", "not_graded", "refused", "out")
"""The states of a row in the order they are counted."""


def word(key: str, language: Language, **fields: object) -> str:
    """A text of the report in that language."""
    phrase = WORDS[key]
    return (phrase.zh if language == "zh" else phrase.en).format(**fields)


def holiday_words(name: str, language: Language) -> str:
    """The holidays of a day; two may fall together (`中秋节、国庆节`)."""
    if language == "zh":
        return name
    return ", ".join(HOLIDAYS.get(each, each) for each in name.split("、"))


def state_word(state: str, language: Language) -> str:
    """The state of a row, for people."""
    phrase: Phrase = State.in_ if state == "in" else getattr(State, state)
    return phrase.zh if language == "zh" else phrase.en
