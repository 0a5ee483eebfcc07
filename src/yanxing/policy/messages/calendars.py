"""What can be wrong with an office calendar, beside its YAML and its shapes."""

from yanxing.policy.messages.message import Message, error

MESSAGES: tuple[Message, ...] = (
    error(
        "calendar_unreadable",
        "这份工作日历打不开：{why}。",
        "请检查文件的位置和权限。",
        "This office calendar cannot be opened: {why}.",
        "Check where the file is and whether it may be read.",
    ),
    error(
        "calendar_empty",
        "这份文件里没有日历。",
        "请按年份写 source、holidays 和 made_up，写法可照 china.yaml。",
        "There is no calendar in this file.",
        "Write source, holidays and made_up by year, as china.yaml does.",
    ),
    error(
        "calendar_no_year",
        "{year} 不是年份。",
        "请写四位数的年份，如 2027。",
        "{year} is not a year.",
        "Write a year of four digits, such as 2027.",
    ),
    error(
        "calendar_twice",
        "{day} 写了两次。",
        "请只留一处。",
        "{day} is written twice.",
        "Keep one of them.",
    ),
    error(
        "calendar_year",
        "{day} 不在 {year} 年，也不在前一年的十二月。",
        "请把它写到所属的年份下。",
        "{day} is neither in {year} nor in the December before.",
        "Write it under its own year.",
    ),
    error(
        "calendar_order",
        "{name} 的最后一天（{until}）早于第一天（{first}）。",
        "请改正其中一个日期。",
        "The last day of {name} ({until}) is before its first ({first}).",
        "Correct one of the two dates.",
    ),
    error(
        "calendar_not_weekend",
        "{day} 不是星期六或星期日，不用写成补班日。",
        "请核对通知原文后改正或删去。",
        "{day} is neither a Saturday nor a Sunday, so it cannot be a made-up workday.",
        "Check the notice, then correct or remove it.",
    ),
    error(
        "calendar_both",
        "{day} 既写成放假，又写成补班。",
        "请核对通知原文，只留一处。",
        "{day} is written both as a holiday and as a made-up workday.",
        "Check the notice and keep one of them.",
    ),
)
