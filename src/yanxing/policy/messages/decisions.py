"""What can be wrong with the decisions people have recorded on level rows."""

from yanxing.policy.messages.message import Message, error, warning

MESSAGES: tuple[Message, ...] = (
    error(
        "decision_no_run",
        "没有叫 {word} 的环节，这条决定没有采用。",
        "可用：{known}。",
        "There is no run called '{word}'; the decision was not used.",
        "Known: {known}.",
    ),
    error(
        "decision_no_run_near",
        "没有叫 {word} 的环节，这条决定没有采用。",
        "是不是 {near}？",
        "There is no run called '{word}'; the decision was not used.",
        "Did you mean '{near}'?",
    ),
    error(
        "decision_no_take",
        "环节 {run} 里的 {word} 不取人也不分配，没有可决定的，这条决定没有采用。",
        "这个环节可以决定的：{known}。",
        "'{word}' of the run {run} takes nobody and allocates nothing; the decision was not used.",
        "To decide on in this run: {known}.",
    ),
    error(
        "decision_no_take_near",
        "环节 {run} 里的 {word} 不取人也不分配，没有可决定的，这条决定没有采用。",
        "是不是 {near}？",
        "'{word}' of the run {run} takes nobody and allocates nothing; the decision was not used.",
        "Did you mean '{near}'?",
    ),
    error(
        "decision_id",
        "order 里的“{word}”不是编号，这条决定没有采用。",
        "请按先后写上并列各行的编号。",
        "'{word}' under order is no id; the decision was not used.",
        "Write the ids of the level rows, first to last.",
    ),
    error(
        "decision_id_twice",
        "order 里 {word} 写了两次，先后不清，这条决定没有采用。",
        "请每个编号只写一次。",
        "order names {word} twice, so the order is unclear; the decision was not used.",
        "Write each id once.",
    ),
    warning(
        "decision_no_row",
        "对 {take} 的决定里有 {words}，环节 {run} 里没有这些编号。",
        "请核对编号。",
        "The decision on {take} names {words}, which are no ids of the run {run}.",
        "Check the ids.",
    ),
    warning(
        "decision_not_used",
        "对 {take} 的一条决定（{words}）没有用上：没有并列待决定的几行正好都写在里面。",
        "请核对 order，并列的要全部写上；不需要决定的就去掉。",
        "A decision on {take} ({words}) was not used: no level rows to be decided are all named in it.",
        "Check order, which must name all the level rows; drop the decision if nothing is to be decided.",
    ),
)
