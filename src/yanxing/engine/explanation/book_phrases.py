"""Every sentence about ledgers, queues and matters, Chinese and English side by side."""

from __future__ import annotations

from yanxing.engine.explanation.phrases import Phrase


class LedgerRefusal:
    """Why a ledger itself refuses, by its code."""

    no_such_kind = Phrase("没有“{kind}”这种事项", "there is no kind of event called {kind}")
    missing_facts = Phrase("{gaps}，补上后再报", "{gaps}; report it again once given")
    below_floor = Phrase("余额会低于底数", "a balance would fall below its floor")
    above_cap = Phrase("余额会超过上限", "a balance would rise above its cap")
    negative_amount = Phrase("金额是负数", "the amount is below zero")
    id_taken = Phrase(
        "编号 {id} 已经用过，内容不同；请换一个编号", "the id {id} is taken by another event; use a new one"
    )
    period_closed = Phrase("{date} 所在的期间已经结账", "the period of {date} is closed")
    in_future = Phrase("{date} 还没有到", "{date} is still to come")
    no_such_event = Phrase("没有编号为 {reverses} 的已受理事项", "no accepted event has the id {reverses}")
    already_reversed = Phrase("{reverses} 已经冲销过", "{reverses} was reversed already")
    is_reversal = Phrase("{reverses} 本身是冲销，不能再冲", "{reverses} is itself a reversal")
    already_served = Phrase("{reverses} 排队已经给出去了", "{reverses} was served from its queue already")


class Ledger:
    ACCEPTED = Phrase("受理：{what}。", "Accepted: {what}.")
    REFUSED = Phrase("拒绝：{why}；什么也没有记。", "Refused: {why}; nothing was posted.")
    NO_MOVE = Phrase("没有金额变动", "no amount moved")
    AGAIN = Phrase("与先前受理的完全一样，没有再记", "the same as accepted before; nothing was posted again")
    REVERSES = Phrase("冲销 {event}", "reverses {event}")
    IN = Phrase("{account}记入 {amount}，余额 {balance}", "{account} +{amount}, balance {balance}")
    OUT = Phrase("{account}扣减 {amount}，余额 {balance}", "{account} −{amount}, balance {balance}")
    OVERFLOW = Phrase(
        "装不下的转入{account}：{amount}，余额 {balance}",
        "what did not fit goes on to {account}: +{amount}, balance {balance}",
    )
    OWNED = Phrase("{owner}的{account}", "{account} of {owner}")
    FLOOR = Phrase(
        "{account}现有 {held}，要扣 {change}，不能低于 {limit}",
        "{account} holds {held}; taking {change} would leave it below {limit}",
    )
    CAP = Phrase(
        "{account}现有 {held}，再记 {change} 会超过上限 {limit}",
        "{account} holds {held}; adding {change} would take it over {limit}",
    )
    ASKED = Phrase("要求{condition}", "asked: {condition}")
    JOINED = Phrase("排入“{queue}”等候", "waits in the queue “{queue}”")
    WAITS = Phrase("“{queue}”还在等：{who}", "Waiting in “{queue}”: {who}")
    NOBODY = Phrase("“{queue}”没有人在等", "Nobody waits in “{queue}”")
    GOT_SO_FAR = Phrase("{who}（已得 {got}）", "{who} (has got {got})")
    SERVED = Phrase("发放“{queue}”：{lines}", "serves “{queue}”: {lines}")
    NOBODY_SERVED = Phrase("“{queue}”没有人在等，没有发放", "nobody waited in “{queue}”")


class QueueLine:
    """How one who waits fared, by the word of the line."""

    whole = Phrase("{who}得 {got}，给足", "{who} gets {got}, in full")
    part = Phrase(
        "{who}得 {got}（要 {asked}），余下的继续等", "{who} gets {got} of {asked} and waits for the rest"
    )
    does_not_fit = Phrase(
        "{who}要 {asked}，只余 {left}，继续等", "{who} asks for {asked}, only {left} is left; waits on"
    )
    after_stop = Phrase(
        "{who}前面的没有给足，继续等", "{who} waits on, as somebody before was not served in full"
    )
    no_room = Phrase("{who}的账户装不下 {asked}，继续等", "{who} has no room for {asked}; waits on")
    unknown = Phrase("{who} {gaps}，继续等", "{who}: {gaps}; waits on")


class FlowRefusal:
    """Why a flow itself refuses, by its code."""

    no_such_matter = Phrase("没有编号为 {on} 的事项", "there is no matter {on}")
    ended = Phrase("事项已经结束", "the matter has ended")
    too_late = Phrase(
        "已过期限，已按规定自动办理", "the time was over, and the house has acted as the rule says"
    )
    before_last_act = Phrase("时间早于上一步", "it is earlier than the step before it")
    waits_for_sub = Phrase("附带的事项还没有结束", "a sub-matter is still open")
    no_such_answer = Phrase(
        "“{step}”这一步没有“{answer}”这个答复", "the step “{step}” has no answer “{answer}”"
    )
    not_asked = Phrase("“{step}”这一步不由{party}答复", "{party} is not asked at the step “{step}”")
    already_answered = Phrase("{party}已经答复过", "{party} has answered already")
    own_case = Phrase("{actor}与此事有关，应当回避", "it is {actor}'s own case")
    not_the_party = Phrase("{actor}不是{party}", "{actor} does not speak for {party}")
    nobody_named = Phrase("还不知道{party}是谁：{gaps}", "it is not known who {party} is: {gaps}")
    reason_required = Phrase("没有写理由", "a reason must be given")
    not_pausable = Phrase(
        "{party}不能暂停“{step}”的计时", "{party} may not pause the clock of the step “{step}”"
    )
    paused = Phrase("计时已经暂停", "the clock is paused already")
    not_paused = Phrase("计时没有暂停", "the clock is not paused")
    nothing_new = Phrase("没有更正任何信息", "nothing would be corrected")
    missing_facts = Phrase("{gaps}，补上后再办", "{gaps}; try again once given")


class Flow:
    REFUSED = Phrase("{who}想“{answer}”，没有办成：{why}。", "{who} wanted to {answer}; not done: {why}.")
    STANDS_IN = Phrase("{who}（代{party}）", "{who} (for {party})")
    SPOKE = Phrase("{who}（{party}）", "{who} ({party})")
    ANSWERS = Phrase("应由{who}答复", "{who} is to answer")
    STEPS_IN = Phrase("应由{who}（{party}）答复", "{who} ({party}) is to answer")
    BECAUSE = Phrase("{what}，理由：{reason}", "{what}, because: {reason}")
    start = Phrase("开始办理", "the matter begins")
    answer = Phrase("{who}答复“{answer}”", "{who} answers “{answer}”")
    pause = Phrase("{who}暂停计时", "{who} pauses the clock")
    resume = Phrase("{who}恢复计时", "{who} lets the clock run again")
    revise = Phrase("{who}更正信息：{facts}", "{who} corrects facts: {facts}")
    to_pause = Phrase("暂停计时", "pause the clock")
    to_resume = Phrase("恢复计时", "let the clock run again")
    to_revise = Phrase("更正信息", "correct facts")
    late = Phrase("过了期限，按“{answer}”办理", "the time is over: “{answer}” takes effect")
    passed_on = Phrase("过了期限，转问下一个", "the time is over: the next is asked")
    expire = Phrase(
        "过了期限，“{answer}”的条件不满足，没有办理",
        "the time is over, but what “{answer}” requires is not met",
    )
    sub_ended = Phrase("附带的事项已结束，接着办", "the sub-matter has ended, this one goes on")
    sub_answer = Phrase(
        "附带的事项已结束，按“{answer}”办理", "the sub-matter has ended: “{answer}” takes effect"
    )
    PROPOSED = Phrase("随后的提议：{effects}。", "Proposed: {effects}.")
    ENDED = Phrase("已结束：{outcome}。", "Ended: {outcome}.")
    STANDS = Phrase("现在是“{step}”，{waits}。", "Now at “{step}”: {waits}.")
    WAITS_FOR = Phrase("等{who}答复", "waiting for {who}")
    WAITS_SUB = Phrase("等附带的事项 {subs} 结束", "waiting for the sub-matter {subs} to end")
    BY = Phrase("{waits}，期限 {deadline}", "{waits}, by {deadline}")
    WHOLE_DAY = Phrase("{day}（含当天）", "{day}, that day included")
    PAUSED = Phrase("{waits}，计时已暂停", "{waits}, the clock is paused")
    NO_TIME = Phrase("{waits}，期限还不能确定：{gaps}", "{waits}, the deadline cannot be told yet: {gaps}")
    NOBODY = Phrase("{party}（目前没有人）", "{party} (nobody holds it)")
    UNNAMED = Phrase("{party}（{gaps}）", "{party} ({gaps})")
    HOUSE = Phrase("系统", "the house")


class Posting:
    """What a settled run proposes to post."""

    TITLE = Phrase(
        "{ledger}：提议记账 {count} 笔，没有记入台账", "{ledger}: {count} postings proposed, none posted"
    )
    ALREADY = Phrase("另有 {count} 笔已在台账里", "{count} more are in the ledger already")
    LINE = Phrase("{key}：{account}记 {amount}", "{key}: {amount} to {account}")
    PROVISIONAL = Phrase("{line}（暂定）", "{line} (provisional)")


class Effect:
    """What follows from an answer, by the word of the grammar."""

    appoint = Phrase("聘用", "appoint")
    end_appointment = Phrase("解聘", "end the appointment of")
    grant = Phrase("授予", "grant to")
    withdraw = Phrase("撤销", "withdraw from")
    excuse = Phrase("免除", "excuse")
    correct = Phrase("更正", "correct")
    redo = Phrase("重做", "redo")
    post = Phrase("记账", "post")
    notify = Phrase("通知", "notify")
    file_entry = Phrase("归档", "file")
    pay = Phrase("发放", "pay")
