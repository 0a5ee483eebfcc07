"""The acts of the trail in words. A code without words is shown as it is; a test finds it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

NOUNS = {
    "account": gettext_noop("账号"), "post": gettext_noop("岗位"), "grant": gettext_noop("授权"),
    "device": gettext_noop("手机"), "link": gettext_noop("评委链接"), "token": gettext_noop("接口令牌"),
    "house": gettext_noop("建街道"), "roster": gettext_noop("花名册"), "person": gettext_noop("人员"),
    "people": gettext_noop("人员"), "secret": gettext_noop("敏感信息"), "credential": gettext_noop("证书"),
    "fact": gettext_noop("补填"), "unit": gettext_noop("单位"), "policy": gettext_noop("方案"),
    "number": gettext_noop("文号"), "calendar": gettext_noop("日历"), "notice": gettext_noop("通知"),
    "message": gettext_noop("群消息"), "activity": gettext_noop("活动"), "activities": gettext_noop("活动"),
    "session": gettext_noop("场次"), "sessions": gettext_noop("场次"), "teacher": gettext_noop("师资"),
    "visit": gettext_noop("参访"), "attendance": gettext_noop("考勤"), "leave": gettext_noop("请假"),
    "matter": gettext_noop("办理事项"), "file": gettext_noop("附件"), "document": gettext_noop("文件"),
    "import": gettext_noop("导入"), "holding": gettext_noop("岗位"), "import_row": gettext_noop("导入的一行"),
    "fact_request": gettext_noop("补填"), "document_number": gettext_noop("文号"),
    "number_series": gettext_noop("文号"), "calendar_day": gettext_noop("日历"),
    "settled_run": gettext_noop("测算"), "statistics": gettext_noop("统计"), "template": gettext_noop("模板"),
    "signin": gettext_noop("签到"), "hours": gettext_noop("学时"), "figure": gettext_noop("填报数"),
    "trail": gettext_noop("留痕"),
}  # fmt: skip
"""First part of an act, or kind of what it was about → words."""

ACTS = {
    "account.open": gettext_noop("开账号"), "account.close": gettext_noop("停用账号"),
    "account.reopen": gettext_noop("重新启用账号"), "account.enter": gettext_noop("登录"),
    "account.leave": gettext_noop("退出"), "account.prove": gettext_noop("再次证实身份"),
    "account.issue_slip": gettext_noop("发激活条"), "account.redeem_slip": gettext_noop("用激活条设密码"),
    "account.reset_on_machine": gettext_noop("在服务器上重设密码"),
    "account.withdraw_slips": gettext_noop("作废激活条"), "account.change_password": gettext_noop("改密码"),
    "account.enrol_authenticator": gettext_noop("启用验证器"),
    "account.drop_authenticator": gettext_noop("停用验证器"),
    "post.give": gettext_noop("安排岗位"), "post.end": gettext_noop("结束岗位"),
    "post.hand_over": gettext_noop("交接岗位"), "post.stand": gettext_noop("调整A角B角"),
    "grant.give": gettext_noop("授权"), "grant.revoke": gettext_noop("收回授权"),
    "device.enrol": gettext_noop("记住手机"), "device.revoke": gettext_noop("取消记住的手机"),
    "link.issue": gettext_noop("发评委链接"), "link.wrong_pin": gettext_noop("评委 PIN 码错误"),
    "token.issue": gettext_noop("做接口令牌"), "token.revoke": gettext_noop("作废接口令牌"),
    "figure.record": gettext_noop("填写数字"), "template.save": gettext_noop("上传报表模板"),
    "template.point": gettext_noop("指明模板各列"), "template.fill": gettext_noop("填好报表下载"),
    "house.first_start": gettext_noop("建街道"), "file.store": gettext_noop("上传附件"),
    "file.read": gettext_noop("打开附件"), "trail.export": gettext_noop("导出留痕"),
    "trail.verify": gettext_noop("核对封存"),
    "roster.try": gettext_noop("试读花名册"), "roster.match": gettext_noop("确认同一人"),
    "roster.match_all": gettext_noop("一次确认同一人"), "roster.apply": gettext_noop("导入花名册"),
    "roster.drop": gettext_noop("放弃导入"), "roster.errors": gettext_noop("下载错误表"),
    "person.import": gettext_noop("导入人员"), "person.appoint": gettext_noop("任职"),
    "person.end_appointment": gettext_noop("免职、离岗"), "person.move": gettext_noop("调动"),
    "person.tier": gettext_noop("定层级"), "person.service": gettext_noop("记服务经历"),
    "person.leave": gettext_noop("记长假"), "person.confirm_own": gettext_noop("本人确认档案"),
    "people.export": gettext_noop("导出人员"), "secret.reveal": gettext_noop("查看敏感信息"),
    "credential.record": gettext_noop("记证书"), "credential.revoke": gettext_noop("注销证书"),
    "fact.ask": gettext_noop("请本人补填"), "fact.fill": gettext_noop("补填"),
    "fact.confirm": gettext_noop("确认补填"), "fact.return": gettext_noop("退回补填"),
    "unit.import": gettext_noop("导入单位"), "unit.open": gettext_noop("设单位"),
    "unit.place": gettext_noop("划归片区"), "unit.code": gettext_noop("填单位代码"),
    "policy.load": gettext_noop("读入方案"), "policy.yaml": gettext_noop("下载方案文件"),
    "policy.bind": gettext_noop("对上数据来源"), "policy.confirm_warning": gettext_noop("确认提醒"),
    "policy.value": gettext_noop("填写细则"), "policy.confirm_reading": gettext_noop("确认执行口径"),
    "policy.submit": gettext_noop("送审"), "policy.decision": gettext_noop("记线下审定"),
    "policy.in_force": gettext_noop("实施方案"), "policy.close": gettext_noop("结束方案"),
    "policy.settle": gettext_noop("测算名单"), "number.series": gettext_noop("设文号"),
    "number.allot": gettext_noop("登记文号"), "calendar.day": gettext_noop("改日历"),
    "notice.draft": gettext_noop("拟通知"), "notice.change": gettext_noop("改通知"),
    "notice.annex": gettext_noop("加附件"), "notice.publish": gettext_noop("发布通知"),
    "notice.withdraw": gettext_noop("撤回通知"), "notice.read": gettext_noop("阅读通知"),
    "message.copy": gettext_noop("复制群消息"), "activities.start": gettext_noop("按方案建活动"),
    "activity.open": gettext_noop("建活动"), "activity.change": gettext_noop("改活动"),
    "session.add": gettext_noop("加场次"), "sessions.paste": gettext_noop("粘贴课程表"),
    "session.fill": gettext_noop("补全场次"), "session.announce": gettext_noop("公布场次"),
    "session.expect": gettext_noop("加入应到"), "session.unexpect": gettext_noop("移出应到"),
    "session.close": gettext_noop("结束场次"), "session.evaluate": gettext_noop("课程测评"),
    "session.evidence": gettext_noop("记线上学习"), "session.moved": gettext_noop("改期"),
    "session.postponed": gettext_noop("延期"), "session.venue": gettext_noop("换场地"),
    "session.cancelled": gettext_noop("取消场次"), "session.filled": gettext_noop("补全场次"),
    "session.other": gettext_noop("更改场次"), "signin.in": gettext_noop("签到"),
    "signin.out": gettext_noop("签退"), "teacher.register": gettext_noop("登记师资"),
    "visit.record": gettext_noop("记参访"), "attendance.mark": gettext_noop("记考勤情况"),
    "attendance.correct": gettext_noop("更正考勤"), "leave.ask": gettext_noop("请假"),
    "leave.approve": gettext_noop("准假"), "leave.send_back": gettext_noop("退回请假"),
    "leave.refuse": gettext_noop("不准假"), "leave.submit": gettext_noop("重交请假"),
    "leave.withdraw": gettext_noop("撤回请假"), "matter.tick": gettext_noop("到期处理"),
}  # fmt: skip


DETAILS = {
    "way": gettext_noop("方式"), "person": gettext_noop("人员号"),
    "role": gettext_noop("岗位"), "stand": gettext_noop("角"),
    "since": gettext_noop("从"), "until": gettext_noop("到"), "on": gettext_noop("日期"),
    "account": gettext_noop("账号号"), "before": gettext_noop("原账号号"), "purpose": gettext_noop("用途"),
    "kind": gettext_noop("种类"), "number": gettext_noop("数量"), "may_write": gettext_noop("可写入"),
    "grant": gettext_noop("授权号"), "troubles": gettext_noop("问题数"), "last": gettext_noop("末号"),
    "rows": gettext_noop("行数"), "persons": gettext_noop("人数"), "hours": gettext_noop("学时"),
    "status": gettext_noop("状态"), "reason": gettext_noop("原因"),
}  # fmt: skip
VALUES = {
    "password": gettext_noop("密码"), "code": gettext_noop("密码加验证码"),
    "device": gettext_noop("记住的手机"),
    "link": gettext_noop("评委链接"), "slip": gettext_noop("激活条"), "activate": gettext_noop("首次启用"),
    "reset": gettext_noop("重设密码"), "phone": gettext_noop("手机号"), "id_number": gettext_noop("身份证号"),
    "True": gettext_noop("是"), "False": gettext_noop("否"), "None": gettext_noop("无"),
}  # fmt: skip
WAYS_IN = {
    "code": gettext_noop("扫码"), "typed": gettext_noop("输入签到码"), "offline": gettext_noop("补传"),
    "desk": gettext_noop("签到台扫码"), "paper": gettext_noop("纸质签到表"),
    "secretary": gettext_noop("代签"), "online": gettext_noop("线上"),
}  # fmt: skip
"""The `way` of a sign-in, which is not that of entering an account."""


def detail_words(act: str, detail: Mapping[str, Any]) -> str:
    """What else an entry holds; a name or value without words is shown as it is."""
    values = VALUES | WAYS_IN if act.startswith("signin.") else VALUES
    told = []
    for name, value in detail.items():
        if value == "":
            continue
        label = _(DETAILS[name]) if name in DETAILS else name
        told.append(f"{label}：{_(values[str(value)]) if str(value) in values else value}")
    return "；".join(told)


def act_words(act: str) -> str:
    return _(ACTS[act]) if act in ACTS else act


def noun_words(noun: str) -> str:
    return _(NOUNS[noun]) if noun in NOUNS else noun


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """For a select: noun → (code, words) of its acts, with all of them first."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for act in ACTS:
        noun = act.split(".")[0]
        everything = _("%(noun)s：全部") % {"noun": noun_words(noun)}
        groups.setdefault(noun, [(f"{noun}.", everything)]).append((act, act_words(act)))
    return [(noun_words(noun), acts) for noun, acts in groups.items()]
