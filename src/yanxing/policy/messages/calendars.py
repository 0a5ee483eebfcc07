"""What can be wrong with an office calendar."""

from yanxing.policy.messages.message import Message, error

MESSAGES: tuple[Message, ...] = (
    error(
        "calendar_unreadable",
        "这份工作日历读不了：{why}。",
        "请给一份 UTF-8 编码的 YAML 文件，写法可照 china.yaml。",
        "This office calendar cannot be read: {why}.",
        "Give a YAML file in UTF-8, written like china.yaml.",
    ),
    error(
        "calendar_shape",
        "{place} 的写法不对。",
        "这里应写{wanted}。",
        "{place} is not written as it should be.",
        "Write {wanted_en} here.",
    ),
    error(
        "calendar_word",
        "{place} 里没有 {word} 这一项。",
        "可写的有：{known}。",
        "{place} has no entry called {word}.",
        "It may have: {known}.",
    ),
    error(
        "calendar_twice",
        "{what} 写了两次。",
        "请只留一处。",
        "{what} is written twice.",
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
