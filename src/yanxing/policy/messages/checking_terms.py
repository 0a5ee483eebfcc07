"""Terms, measures, conditions and tables that do not fit together."""

from yanxing.policy.messages.message import Message, error, warning

_BY_SIZE = tuple(
    error(
        f"{word}_by_size",
        f"{{name}} 是{zh}，不能比大小（{{word}}）。",
        f"{zh}可用 is、is_not、in、not_in、known。",
        f"{{name}} is a {word} and has no size ({{word}}).",
        f"A {word} takes is, is_not, in, not_in, known.",
    )
    for word, zh in (("code", "代码"), ("key", "编号"), ("text", "文字"))
)

_WANTS = tuple(
    error(
        f"wants_{family}",
        f"{{word}} 里要{zh}，这里是 {{type}}。",
        f"请换成{zh_mend}。",
        f"{{word}} wants {en}, and this is {{type}}.",
        f"Use {en_mend} here.",
    )
    for family, zh, zh_mend, en, en_mend in (
        ("number", "数", "数，或算出数的一列", "a number", "a number or a column that is one"),
        ("date", "日期", "日期，或算出日期的一列", "a date", "a date or a column that is one"),
        ("moment", "带时刻的日期", " moment 类型的信息", "a moment", "a fact of type moment"),
        ("code", "代码或编号", "代码或编号", "a code or key", "a code or key"),
        ("codes", "一组代码", " codes 类型的信息", "a list of codes", "a fact of type codes"),
        ("yes_no", "是或否", " yes_no，或 {{holds: 条件}}", "yes or no", "a yes_no fact or {{holds: …}}"),
        ("text", "文字", " text 类型的信息", "a text", "a fact of type text"),
        ("records", "清单", " records 类型的信息", "a list", "a fact of type records"),
        ("ordered", "数或日期", "数或日期", "numbers or dates", "numbers or dates"),
    )
)  # fmt: skip

_OPERANDS = tuple(
    error(
        f"operand_{kind}",
        f"{{name}} 的 {{word}} 后面要写{zh}。",
        zh_mend,
        f"{{word}} on {{name}} must be followed by {en}.",
        en_mend,
    )
    for kind, zh, zh_mend, en, en_mend in (
        ("number", "数", "另一列请写 {{of: 列名}}。", "a number", "For another column write {{of: name}}."),
        ("date", "日期", "例如 2024-06-10，或另一列日期。", "a date", "Such as 2024-06-10 or another date."),
        ("yes_no", " true 或 false", "例如 {word}: true。", "true or false", "For example {word}: true."),
        ("code", "一个代码", "例如 {word}: first。", "one code", "For example {word}: first."),
    )
)  # fmt: skip

MESSAGES: tuple[Message, ...] = (
    *_BY_SIZE,
    *_WANTS,
    *_OPERANDS,
    error(
        "test_not_fit",
        "{name} 是 {type}，不能用 {word}。",
        "可用 {words}。",
        "{name} is of type {type}, which has no test {word}.",
        "It takes {words}.",
    ),
    error(
        "unlike_units",
        "{word} 里的单位不同：{one} 和 {other}。",
        "不同单位的数不能相加、相减或比较，请先换算成一种。",
        "{word} mixes the units {one} and {other}.",
        "Numbers in unlike units are neither added nor compared: convert one first.",
    ),
    error(
        "too_few_terms",
        "{word} 至少要 {least} 项，这里有 {count} 项。",
        "请补齐。",
        "{word} needs at least {least} terms and has {count}.",
        "Add what is missing.",
    ),
    error(
        "too_many_terms",
        "{word} 只能有 {most} 项，这里有 {count} 项。",
        "请删去多余的。",
        "{word} takes {most} terms and has {count}.",
        "Remove the others.",
    ),
    error(
        "number_in_extreme",
        "{word} 里出现了数字 {number}。",
        "封顶、保底请写 limit。",
        "{word} contains the number {number}.",
        "For a cap or a floor write limit.",
    ),
    error(
        "weights_sum",
        "权重合计 {sum}，应为 {adds_to}。",
        "请改权重，或写明 adds_to。",
        "The weights add up to {sum} instead of {adds_to}.",
        "Change the weights, or write adds_to.",
    ),
    error(
        "limit_without_bound",
        "limit 没有写上限或下限。",
        "请写 at_least、at_most 或两者。",
        "limit has no bound.",
        "Write at_least, at_most or both.",
    ),
    error(
        "limit_upside_down",
        "下限 {at_least} 高于上限 {at_most}。",
        "请对调或改数。",
        "The floor {at_least} is above the cap {at_most}.",
        "Swap or change them.",
    ),
    error(
        "slope_without_side",
        "slope 没有写 above 或 below。",
        "请写明超出或不足时每一步加多少。",
        "slope has neither above nor below.",
        "Say what each step above or below adds.",
    ),
    error(
        "step_not_positive",
        "步长 {number} 必须大于 0。",
        "例如 round: 0.01 或 each: 5。",
        "The step {number} must be above 0.",
        "For example round: 0.01 or each: 5.",
    ),
    error(
        "case_then_or_give",
        "case 的一行要写 then 或 give，且只写一个。",
        "then 后面写数或名字，give 后面写代码。",
        "A line of a case has exactly one of then and give.",
        "then takes a term, give takes a code.",
    ),
    error(
        "case_last_has_when",
        "case 的最后一行写了 when。",
        "请再加一行不带 when 的，说明其余情况。",
        "The last line of the case has a when.",
        "Add a line without when for all other rows.",
    ),
    error(
        "case_line_without_when",
        "case 的这一行没有 when，后面的行永远轮不到。",
        "请写 when，或把它移到最后。",
        "This line of the case has no when, so the lines below are never reached.",
        "Write its when, or move it to the end.",
    ),
    error(
        "case_mixed",
        "case 的各行类型不同：{one} 和 {other}。",
        "一列只有一种类型，请统一。",
        "The lines of the case differ in type: {one} and {other}.",
        "A column has one type: make them alike.",
    ),
    error(
        "key_of_other_kind",
        "这里用 {kind} 的编号去找 {wanted}。",
        "请换成 {wanted} 的编号，或改 in、per。",
        "An id of {kind} is used to look up {wanted}.",
        "Use an id of {wanted}, or change in or per.",
    ),
    error(
        "balance_outside_ledger",
        "balance 只能用在账簿的事件里。",
        "在环节里请用信息或统计。",
        "balance works only in the events of a ledger.",
        "In a run use a fact or a measure.",
    ),
    error(
        "nested_measure",
        "统计里面又有统计（{word}）。",
        "请把里面的写成单独一列或前一个环节，再来统计。",
        "A measure stands inside a measure ({word}).",
        "Make the inner one a column or an earlier run, then measure that.",
    ),
    error(
        "per_types",
        "per 两边类型不同：{theirs} 是 {one}，{mine} 是 {other}。",
        "请换成同一类的信息。",
        "per joins unlike types: {theirs} is {one}, {mine} is {other}.",
        "Use names of the same type.",
    ),
    error(
        "count_drops",
        "count 数的是个数，{word} 在这里没有意义。",
        "请删去，或改用 sum、mean。",
        "count counts records, so {word} means nothing here.",
        "Remove it, or use sum or mean.",
    ),
    error(
        "end_drops",
        "{head} 只取一条，{word} 在这里没有意义。",
        "请删去，或改用 sum、mean。",
        "{head} takes one record, so {word} means nothing here.",
        "Remove it, or use sum or mean.",
    ),
    error(
        "grouped_by_records",
        "{name} 是一份清单，不能用来分组或区分。",
        "请换成编号、代码、数或日期。",
        "{name} is a list, by which rows can be neither grouped nor told apart.",
        "Use an id, a code, a number or a date.",
    ),
    error(
        "date_and_moment",
        "{word} 里既有日期又有时间，同一天的先后不清。",
        "请统一，例如用 {{date: 名字}} 取出时间的日期。",
        "{word} mixes dates and moments, whose order within a day is unclear.",
        "Use one of them, such as the day of a moment: {{date: name}}.",
    ),
    error(
        "weights_sum_then",
        "从 {day} 起权重合计 {sum}，应为 {adds_to}。",
        "请核对各项取值在这一天的数，或写明 adds_to。",
        "From {day} on the weights add up to {sum}, not {adds_to}.",
        "Check what the values are on that day, or write adds_to.",
    ),
    error(
        "drop_leaves_none",
        "共去掉 {sum} 个，却从 {from} 个起就去，可能一个不剩。",
        "from 要大于去掉的个数。",
        "{sum} values are dropped from {from} up, which may leave none.",
        "from must be greater than the number dropped.",
    ),
    error(
        "best_of_none",
        "best: 0 一个也不留。",
        "请写 1 以上的整数。",
        "best: 0 keeps nothing.",
        "Write a whole number of 1 or more.",
    ),
    error(
        "column_of_records",
        "{name} 直接等于一份清单，不能成为一列。",
        "请统计它，例如 count、sum、mean。",
        "{name} is a whole list, which cannot be a column.",
        "Measure it, for example by count, sum or mean.",
    ),
    error(
        "round_not_number",
        "{name} 是 {type}，不能四舍五入。",
        "请删去 round。",
        "{name} is of type {type} and cannot be rounded.",
        "Remove round.",
    ),
    error(
        "table_bodies",
        "对照表 {name} 同时写了 {bodies}。",
        "一张表只用其中一个。",
        "Table {name} has {bodies} together.",
        "A table has exactly one of them.",
    ),
    error(
        "table_no_body",
        "对照表 {name} 没有写各行。",
        "请写 codes、at_least、above、at_most 或 below。",
        "Table {name} has no lines.",
        "Write codes, at_least, above, at_most or below.",
    ),
    error(
        "table_uneven",
        "对照表 {name} 各行的层数或查法不一致。",
        "同一层要么都是结果，要么都再分一层；同一层都用代码，或都用数。",
        "The lines of table {name} differ in depth or in how they are looked up.",
        "At one depth all lines are results or all go on, by codes or by numbers.",
    ),
    error(
        "table_mixed",
        "对照表 {name} 的结果有的是数，有的是代码。",
        "一张表只给一种结果。",
        "Table {name} gives numbers in some lines and codes in others.",
        "A table gives one type of result.",
    ),
    error(
        "table_dimensions",
        "对照表 {name} 要查 {has} 项，这里给了 {given} 项。",
        "请让 at 与表的层数一致。",
        "Table {name} is looked up by {has} terms, and {given} are given.",
        "Let at agree with the depth of the table.",
    ),
    error(
        "table_wants_code",
        "对照表 {name} 按代码查，这里是 {type}。",
        "请换成代码，或把表改成 at_least 等。",
        "Table {name} is looked up by a code, and this is {type}.",
        "Use a code, or write the table with at_least or the like.",
    ),
    warning(
        "table_gap",
        "对照表 {name} 没有写 {codes}，遇到时查不出结果。",
        "请补上，或写 else；本来就没有结果的，请写 reading。",
        "Table {name} has no line for {codes}, which will be unknown.",
        "Add the lines or else; if there is to be none, say so in a reading.",
    ),
    warning(
        "rounded_compare",
        "{name} 先四舍五入再比较。",
        "请写明 on: rounded 或 on: exact。",
        "{name} is rounded before it is compared.",
        "Say on: rounded or on: exact.",
    ),
    warning(
        "rate_repeats",
        "{name} 与 {number} 相比，{number} 只是 {part}/{whole} 的近似值。",
        "请改用 ratio 的一列，与 {{ratio: [{part}, {whole}]}} 比较。",
        "{name} is compared with {number}, which only comes near {part}/{whole}.",
        "Use a ratio column and compare it with {{ratio: [{part}, {whole}]}}.",
    ),
)
