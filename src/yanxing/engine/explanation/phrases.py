"""Every sentence an explanation is made of, Chinese and English side by side, one table a kind of reason."""

from __future__ import annotations

from typing import NamedTuple


class Phrase(NamedTuple):
    """One text in both languages, with the same named places in braces."""

    zh: str
    en: str


class Common:
    JOIN = Phrase("、", ", ")
    CLAUSE_JOIN = Phrase("，", ", ")
    SENTENCE_JOIN = Phrase("；", "; ")
    END = Phrase("。", ".")
    QUOTED = Phrase("“{what}”", "“{what}”")
    FIGURE = Phrase("{what}：{value}", "{what}: {value}")
    NAMED_FIGURE = Phrase("{name} {value}", "{name} {value}")
    UNIT = Phrase("{number} {unit}", "{number} {unit}")
    POINTS = Phrase("分", "points")
    CHARACTERS = Phrase("字", "characters")
    YES = Phrase("是", "yes")
    NO = Phrase("否", "no")
    NOTHING = Phrase("无", "none")
    RECORDS = Phrase("{count} 条记录", "{count} records")
    UNKNOWN = Phrase("未知（{gaps}）", "unknown ({gaps})")
    BLANK = Phrase("未填", "not given")
    DATE = Phrase("{year}年{month}月{day}日", "{iso}")
    MONTH = Phrase("{year}年{month}月", "month {month} of {year}")
    QUARTER = Phrase("{year}年第{quarter}季度", "quarter {quarter} of {year}")
    FIRST_HALF = Phrase("{year}年上半年", "first half of {year}")
    SECOND_HALF = Phrase("{year}年下半年", "second half of {year}")
    MOMENT = Phrase("{date} {time}", "{date} {time}")
    DOTS = Phrase("……", "…")
    AND_MORE = Phrase("…… 共 {count} 条", "… {count} in all")
    PERIOD = Phrase("{first} 至 {last}", "{first} to {last}")
    BRACKETS = Phrase("{what}（{inside}）", "{what} ({inside})")
    READING_ALSO = Phrase("执行口径 {id}：{says}", "Reading {id}: {says}")
    OURS = Phrase("我们的理解", "our reading")
    OFFICE = Phrase("街道口径", "the office's reading")
    CONFIRMED = Phrase("街道口径，{when}", "the office's reading, {when}")
    PROVISIONAL = Phrase(
        "结果暂定：同组还有未定的，定了以后重新计算。", "Provisional: others of the group are still open."
    )
    RESTS_ON = Phrase(
        "结果暂定：所依据的{what}也是暂定的，定了以后重新计算。",
        "Provisional: it rests on results that are provisional themselves: {what}.",
    )
    RESULTS_OF = Phrase("“{run}”结果", "“{run}”")
    NOTE = Phrase("说明：{notes}。", "Note: {notes}.")


class Why:
    """Why a value is not known, by the word of its gap."""

    missing = Phrase("缺少{what}", "{what} is missing")
    not_reached = Phrase("未算到{what}", "{what} was not reached")
    division_by_zero = Phrase("{what}的除数为零", "{what} is divided by zero")
    no_line = Phrase("{what}在表中没有对应的一行", "{what} has no line in its table")
    no_row = Phrase("找不到{what}", "{what} cannot be found")
    open_row = Phrase("{what}尚未定", "{what} is still open")
    too_few = Phrase("{what}不足规定数量", "there are too few of {what}")
    empty = Phrase("{what}没有记录", "{what} has no records")
    level = Phrase("{what}并列，未分先后", "{what} is level")
    unset = Phrase("{what}尚未设定", "{what} is not set yet")
    no_calendar = Phrase("没有{what}年的工作日历", "there is no office calendar for {what}")
    differs = Phrase("{what}在同一组里不一致", "{what} is not the same for the whole group")
    not_a_number = Phrase("{what}不是数", "{what} is not a number")
    negative = Phrase("{what}小于零", "{what} is below zero")
    not_whole = Phrase("{what}不是整数", "{what} is not a whole number")
    duplicate = Phrase("{what}重复", "{what} is given twice")
    too_large = Phrase("算出的数位数太多，请先取整", "the figure has too many digits; round it earlier")
    other = Phrase("{what}还不能确定", "{what} cannot be told")
    WHERE = Phrase("{where}的{what}", "{what} of {where}")


class Held:
    MEND = Phrase(
        "信息待补：{gaps}，补上后重新判断。",
        "Waiting for information: {gaps}. Once given, it is decided again.",
    )
    WAITS = Phrase("暂不能定：{gaps}，定了以后重新判断。", "Cannot be decided yet: {gaps}.")
    BECAUSE = Phrase("待处理：{reason}。", "Pending: {reason}.")
    CHECK = Phrase(
        "待核对：{reason}。请核对材料，改好后再算一遍。",
        "To be checked: {reason}. Check the inputs, mend them and settle again.",
    )
    OPEN = Phrase("尚未定", "still open")
    REDO = Phrase("需要重做这一步：{reason}。", "This step is to be done again: {reason}.")


class Gate:
    ALL_MET = Phrase("{subject}符合全部 {count} 条条件。", "{subject}all {count} conditions are met.")
    ONE_MET = Phrase("{subject}符合条件。", "{subject}the condition is met.")
    SOME_MET = Phrase(
        "有 {count} 条条件，{subject}符合 {met} 条；不符合的是：{faults}。",
        "{subject}{met} of {count} conditions met; not met: {faults}.",
    )
    ONE_UNMET = Phrase("{subject}不符合条件：{faults}。", "{subject}the condition is not met: {faults}.")
    FIGURE_UNMET = Phrase("{figure}，{faults}。", "{figure}: {faults}.")
    YOU = Phrase("您", "you: ")
    NAMED = Phrase("{name}", "{name}: ")
    TITLE = Phrase("条件 {index}：{what}", "Condition {index}: {what}")
    TITLE_OF = Phrase("{gate} 条件 {index}：{what}", "{gate}, condition {index}: {what}")
    ASKED_WHEN = Phrase("只在{condition}时要求", "Asked only when {condition}")
    NOT_ASKED = Phrase("不适用：{condition}才要求", "Does not apply: asked only when {condition}")
    READ = Phrase("读到：{reads}", "Read: {reads}")
    UNTOLD = Phrase("还不能判断：{gaps}", "Cannot be told yet: {gaps}")
    RESULT = Phrase("结论：{reason}", "Result: {reason}")


class Short:
    """How far from what is asked."""

    LESS = Phrase("还差 {amount}", "{amount} short")
    MORE = Phrase("超出 {amount}", "{amount} over")
    ABOVE = Phrase("须超过 {asked}，现为 {value}", "must be over {asked}, is {value}")
    BELOW = Phrase("须低于 {asked}，现为 {value}", "must be under {asked}, is {value}")
    OTHER = Phrase("应为 {asked}，现为 {value}", "{value} instead of {asked}")
    LATE = Phrase("晚 {amount}", "{amount} late")
    EARLY = Phrase("早 {amount}", "{amount} early")
    YEARS = Phrase("{count} 年", "{count} year(s)")
    MONTHS = Phrase("{count} 个月", "{count} month(s)")
    DAYS = Phrase("{count} 天", "{count} day(s)")
    WITH = Phrase("{fault}，{short}", "{fault}, {short}")


class Test:
    """A test in words, by its word in the grammar; `{name}` is tested, `{x}` is what with."""

    at_least = Phrase("{name}不低于 {x}", "{name} is at least {x}")
    above = Phrase("{name}高于 {x}", "{name} is above {x}")
    at_most = Phrase("{name}不高于 {x}", "{name} is at most {x}")
    below = Phrase("{name}低于 {x}", "{name} is below {x}")
    from_ = Phrase("{name}不早于 {x}", "{name} is not before {x}")
    after = Phrase("{name}晚于 {x}", "{name} is after {x}")
    until = Phrase("{name}不晚于 {x}", "{name} is not after {x}")
    before = Phrase("{name}早于 {x}", "{name} is before {x}")
    within = Phrase("{name}在{x}内", "{name} lies within {x}")
    is_ = Phrase("{name}是{x}", "{name} is {x}")
    is_yes_no = Phrase("{name}为{x}", "{name} is {x}")
    is_not = Phrase("{name}不是{x}", "{name} is not {x}")
    in_ = Phrase("{name}是{x}之一", "{name} is one of {x}")
    not_in = Phrase("{name}不是{x}中的任何一个", "{name} is none of {x}")
    has = Phrase("{name}中有{x}", "{name} includes {x}")
    lacks = Phrase("{name}中没有{x}", "{name} does not include {x}")
    has_all = Phrase("{name}中{x}都有", "{name} includes all of {x}")
    has_any = Phrase("{name}中有{x}之一", "{name} includes one of {x}")
    known = Phrase("{name}已填写", "{name} is given")
    unknown = Phrase("{name}未填写", "{name} is not given")
    EXACT = Phrase("{test}（按取整前的数比较）", "{test} (compared before rounding)")
    AND = Phrase("，且", " and ")
    OR = Phrase("，或者", " or ")
    NOT = Phrase("不是“{condition}”", "not ({condition})")
    GROUPED = Phrase("（{condition}）", "({condition})")


class Term:
    LOOSE = Phrase("（{term}）", "({term})")
    rate = Phrase("{0} ÷ {1} × 100", "{0} ÷ {1} × 100")
    percent = Phrase("{1} × {0}%", "{1} × {0}%")
    mean = Phrase("（{sum}）÷ {count}", "({sum}) ÷ {count}")
    min = Phrase("{all}中最小的", "the least of {all}")
    max = Phrase("{all}中最大的", "the greatest of {all}")
    weighed = Phrase("{what} × {weight}%", "{what} × {weight}%")
    at_least = Phrase("不低于 {x}", "at least {x}")
    at_most = Phrase("不高于 {x}", "at most {x}")
    table = Phrase("按{table}查{at}", "{table} at {at}")
    TABLE = Phrase("表 {name} ", "table {name}")
    slope = Phrase("{what}以 {start} 为准，{sides}", "{what} from {start}: {sides}")
    side_above = Phrase("每高 {each} 计 {adds}", "{adds} for each {each} above")
    side_below = Phrase("每低 {each} 计 {adds}", "{adds} for each {each} below")
    counts = Phrase("不满一档按一档", "a broken step counts as one")
    dropped = Phrase("不满一档不计", "a broken step is dropped")
    proportional = Phrase("不满一档按比例", "a broken step counts in part")
    when = Phrase("{condition}：{then}", "if {condition}: {then}")
    otherwise = Phrase("其余：{then}", "otherwise: {then}")
    holds = Phrase("是否满足“{condition}”", "whether “{condition}”")
    later = Phrase("{date} 往后 {span}", "{span} after {date}")
    earlier = Phrase("{date} 往前 {span}", "{span} before {date}")
    day_of = Phrase("{date} 当天", "the day of {date}")
    minutes_unit = Phrase("{n} 分钟", "{n} minutes")
    days_unit = Phrase("{n} 天", "{n} days")
    workdays_unit = Phrase("{n} 个工作日", "{n} working days")
    months_unit = Phrase("{n} 个月", "{n} months")
    years_unit = Phrase("{n} 年", "{n} years")
    full_months = Phrase("{0}到{1}的整月数", "whole months from {0} to {1}")
    full_years = Phrase("{0}到{1}的整年数", "whole years from {0} to {1}")
    days = Phrase("{0}到{1}的天数", "days from {0} to {1}")
    workdays = Phrase("{0}到{1}的工作日数", "working days from {0} to {1}")
    minutes = Phrase("{0}到{1}的分钟数", "minutes from {0} to {1}")
    period = Phrase("{0}所在的{by}", "the {by} of {0}")
    year = Phrase("年度", "year")
    half_year = Phrase("半年", "half year")
    quarter = Phrase("季度", "quarter")
    month = Phrase("月份", "month")
    characters = Phrase("{0}的字数", "the length of {0}")
    their = Phrase("{at}的{their}", "{their} of {at}")
    own = Phrase("自己的{what}", "own {what}")
    balance = Phrase("{0}余额", "the balance of {0}")


class Measured:
    """A measure in words: what is done to `{what}` (the term) of `{source}`."""

    count = Phrase("{source}的数量", "the number of {source}")
    distinct = Phrase("{source}中不同{what}的数量", "the number of different {what} among {source}")
    sum = Phrase("{source}中{what}的合计", "the sum of {what} over {source}")
    mean = Phrase("{source}中{what}的平均", "the mean of {what} over {source}")
    median = Phrase("{source}中{what}的中位数", "the median of {what} over {source}")
    min = Phrase("{source}中{what}的最小值", "the least {what} of {source}")
    max = Phrase("{source}中{what}的最大值", "the greatest {what} of {source}")
    first = Phrase("{source}中{by}最小的{what}", "{what} of the {source} with the least {by}")
    last = Phrase("{source}中{by}最大的{what}", "{what} of the {source} with the greatest {by}")
    rows = Phrase("在列对象", "those still in")
    all_rows = Phrase("全部对象", "everyone")
    past = Phrase("已受理事项", "accepted events")
    result = Phrase("{runs}结果", "the results of {runs}")
    WHERE = Phrase("只计{condition}", "only where {condition}")
    PER = Phrase("同一{names}", "of the same {names}")
    DROP = Phrase(
        "去掉最高 {highest} 个、最低 {lowest} 个", "the highest {highest} and lowest {lowest} left out"
    )
    BEST = Phrase("只取最高 {count} 个", "only the best {count}")
    SKIP = Phrase("没有数据的不计", "without those that have none")
    USED = Phrase("计入 {count} 条：{items}", "Counted, {count}: {items}")
    USED_ONLY = Phrase("计入 {count} 条", "Counted: {count}")
    DROPPED_ONLY = Phrase("去掉 {count} 条", "Left out: {count}")
    USED_NONE = Phrase("没有可计入的记录", "No record counts")
    DROPPED = Phrase("去掉 {count} 条：{items}", "Left out, {count}: {items}")
    SKIPPED = Phrase("另有 {count} 条没有数据，未计入", "{count} without data, not counted")
    ITEM = Phrase("{name} {value}", "{name} {value}")


class Column:
    FORMULA = Phrase("{name} = {formula} = {value}", "{name} = {formula} = {value}")
    BARE = Phrase("{name} = {value}", "{name} = {value}")
    IN_WORDS = Phrase("{name}：{formula}", "{name}: {formula}")
    VALUE = Phrase("结果：{value}", "Result: {value}")
    ROUNDED = Phrase("{mode}到 {step}：{exact} → {value}", "{mode} to {step}: {exact} → {value}")
    ROUNDED_SAME = Phrase("{mode}到 {step}：{value}", "{mode} to {step}: {value}")
    half_up = Phrase("四舍五入", "Rounded half up")
    half_even = Phrase("四舍六入五成双", "Rounded half to even")
    up = Phrase("向上取整", "Rounded up")
    down = Phrase("向下取整", "Rounded down")
    UNKNOWN = Phrase("算不出：{gaps}", "Cannot be worked out: {gaps}")
    INSTEAD = Phrase(
        "数据不全，按规定以 {value} 计", "Something is missing; {value} is used instead, as the rule says"
    )


class Panel:
    MARKS = Phrase("评分 {count} 份：{marks}", "Marks, {count}: {marks}")
    NO_MARKS = Phrase("没有有效评分", "There are no valid marks")
    DROPPED = Phrase("去掉 {marks}", "Left out: {marks}")
    DROPPED_BOTH = Phrase(
        "去掉最高 {highest}、最低 {lowest}", "Highest {highest} and lowest {lowest} left out"
    )
    RECUSED = Phrase(
        "回避或不计 {count} 人，不计分也不补分",
        "Recused or not counted: {count}; no mark is filled in for them",
    )
    MEAN = Phrase(
        "其余 {count} 份相加 {sum}，除以 {count}，得 {value}",
        "The other {count} add up to {sum}; divided by {count}: {value}",
    )
    PLAIN_MEAN = Phrase(
        "{count} 份相加 {sum}，除以 {count}，得 {value}",
        "The {count} add up to {sum}; divided by {count}: {value}",
    )
    CORRECTED = Phrase(
        "按评委宽严修正后平均，得 {value}", "Mean with each rater's strictness taken out: {value}"
    )
    STRICTNESS = Phrase("各评委的宽严：{items}", "Strictness of the raters: {items}")
    TOO_FEW = Phrase("有效评分 {count} 份，不足 {needs} 份", "{count} valid marks, fewer than {needs}")
    RATER = Phrase("评委 {index}", "Rater {index}")


class Rank:
    PLACE = Phrase("第 {place} 名", "place {place}")
    TOTAL = Phrase("{ranked} 个参加排名，列第 {place} 名", "Place {place} of {ranked}")
    GROUP = Phrase(
        "{group}一组 {ranked} 个参加排名，列第 {place} 名", "Place {place} of {ranked} in the group {group}"
    )
    CHAIN = Phrase("先后依据：{keys}", "Order: {keys}")
    high = Phrase("{name}高者在前", "higher {name} first")
    low = Phrase("{name}低者在前", "lower {name} first")
    late = Phrase("{name}晚者在前", "later {name} first")
    early = Phrase("{name}早者在前", "earlier {name} first")
    KEYS = Phrase("各项：{keys}", "Figures: {keys}")
    LEVEL = Phrase("与{others}并列第 {place} 名", "level with {others} on place {place}")
    LEVEL_COUNT = Phrase("并列第 {place} 名的共 {count} 个", "{count} share place {place}")
    SAME_SCORE = Phrase(
        "与第 {other} 名同分，比{key}{mine} {than} {theirs}，列第 {place} 名",
        "level with place {other} on the score; by {key} {mine} {than} {theirs}: place {place}",
    )
    PARTED = Phrase(
        "与第 {other} 名同分，按{key}先后", "level with place {other} on the score, parted by {key}"
    )
    SAME_SCORE_BARE = Phrase(
        "与第 {other} 名同分，按{key}先后，列第 {place} 名",
        "level with place {other} on the score; by {key}: place {place}",
    )
    ABOVE = Phrase(
        "与上一名分开的是{key}：{mine} {than} {theirs}",
        "Parted from the next above by {key}: {mine} {than} {theirs}",
    )
    higher = Phrase("高于", "over")
    lower = Phrase("低于", "under")
    later = Phrase("晚于", "after")
    earlier = Phrase("早于", "before")
    SOMEBODY = Phrase("另外 {count} 个", "{count} other(s)")


class Take:
    GETS = Phrase("得{what}", "gets {what}")
    BEHIND = Phrase("距{what} {gap}", "{gap} short of {what}")
    KEYED = Phrase("{key} {figure}", "{figure} of {key}")
    LEVEL_BEHIND = Phrase("与{what}最后一名同分，未列入", "level with the last one of {what}, not among them")
    RULE = Phrase("{what}：{number} 名", "{what}: {number}")
    placed = Phrase("按名次列入{what}", "{what} by place")
    all_enter = Phrase(
        "与最后一名并列，按规定都列入{what}", "Level with the last one; by the rule all of them enter: {what}"
    )
    widened = Phrase(
        "与最后一名并列，按规定放宽后列入{what}", "Level with the last one; the number was widened: {what}"
    )
    decided = Phrase("并列，按记下的决定：{what}", "Level; by the recorded decision: {what}")
    decided_by = Phrase("并列，由{by}决定：{what}", "Level; decided by {by}: {what}")
    BECAUSE = Phrase("决定的理由：{because}", "Reason for the decision: {because}")
    rest = Phrase("名额之外", "Beyond the places")
    NO_PLACES = Phrase("{what}名额 0 名，没有人列入", "No places for {what} this time")
    passed_over = Phrase(
        "不符合{what}的附加条件，按规定越过", "Passed over: the further condition of {what} is not met"
    )
    decided_out = Phrase("并列，按记下的决定未列入{what}", "Level; by the recorded decision not among {what}")
    decided_out_by = Phrase("并列，由{by}决定未列入{what}", "Level; by decision of {by} not among {what}")
    none_enter = Phrase(
        "在{what}的最后一名上并列，按规定并列的都不列入{what}",
        "Level on the last place of {what}; by the rule none of those who are level gets it",
    )
    ENDS = Phrase("{how}，归入{what}", "{how}; the result is {what}")
    undecided = Phrase("与{others}并列，{what}待人决定", "Level with {others}; {what} is left to people")
    undecided_alone = Phrase("{what}待人决定", "{what} is left to people")
    ONLY = Phrase("附加条件：{condition}", "Further condition: {condition}")
    PASSED = Phrase("越过：{places}", "Passed over for: {places}")
    NOT_AMONG = Phrase("未列入{what}", "not among {what}")


class Moves:
    """Substitutes, splits, allocations, postings."""

    ENTERED_FOR = Phrase("递补{whom}列入{what}", "Enters {what} in place of {whom}")
    ENTERED = Phrase("递补列入{what}", "Enters {what} as a substitute")
    LEFT = Phrase("让出{what}", "Leaves {what}")
    LEFT_TO = Phrase("让出{what}，由{whom}递补", "Leaves {what}; {whom} comes instead")
    SPLIT = Phrase("{whole} {amount} 分为：{parts}", "{whole} {amount} is split into: {parts}")
    PART = Phrase("{name} {value}", "{name} {value}")
    PART_EXACT = Phrase("{name} {value}（取整前 {exact}）", "{name} {value} (before rounding {exact})")
    WAITS = Phrase("{name}：等先后定了再分配", "{name}: to be given out once the order is decided")
    GOT = Phrase("{name}：得 {got}", "{name}: gets {got}")
    FUND = Phrase("总额 {fund}", "The fund is {fund}")
    ASKED = Phrase("申请 {asked}", "Asked for {asked}")
    LEFT_BEFORE = Phrase("轮到时余 {left}", "{left} was left at that point")
    WEIGHED = Phrase("按权重分配：{fund} × {weight} ÷ {whole}", "By weight: {fund} × {weight} ÷ {whole}")
    REMAINDER = Phrase("余数按最大余额多得一份", "One unit of the remainder was added (largest remainders)")
    LEVEL = Phrase(
        "与{others}并列，先后待决定", "Level with {others}; who comes first is still to be decided"
    )
    POST = Phrase(
        "建议在{ledger}的{account}记 {amount}",
        "Proposed posting of {amount} to {account} of {ledger}",
    )


class Status:
    fits = Phrase("符合", "eligible")
    almost = Phrase("仅差一项", "one short")
    unfit = Phrase("不符合", "not eligible")
    waiting = Phrase("信息待补", "information missing")


class State:
    """The state of a row."""

    in_ = Phrase("在列", "in")
    out = Phrase("未列入", "out")
    refused = Phrase("不予受理", "refused")
    not_graded = Phrase("不评定", "not graded")
    held = Phrase("待补", "held")
    redo = Phrase("待重做", "to be done again")
    undecided = Phrase("待决定", "undecided")
