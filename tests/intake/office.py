"""An office's policy and rows, and what reading them said."""

from collections.abc import Callable
from pathlib import Path

from yanxing.intake import Inputs

POLICY = """
policy: test/office
title: 试
labels: {committees: 居委会, unit: 居委会, area: 片区, north: 北片区, south: 南片区, name: 姓名,
  entered: 入职时间, post: 职务, secretary: 书记, worker: 社工, papers: 证书,
  all_post: 全岗通, written: 笔试成绩,
  judge: 评委, mark: 分数, essays: 征文, words: 字数, title: 题目}
facts:
  committees: {name: text, area: {code: [north, south]}}
  workers:
    name: text
    staff_no: text
    unit: {key: committees}
    post: {code: [secretary, worker]}
    entered: date
    papers: {codes: [all_post]}
    written: {number: 分}
    leaves: {records: {begins: date, ends: date}}
  sign_ins: {session: text, person: {key: workers}}
  essays:
    title: text
    author: {key: workers}
    words: number
    sheets: {records: {judge: key, mark: {number: 分}, recused: yes_no}}
sources:
  committees: {sheet: [居委会名册], match: [[name]], headers: {name: [居委会, 居委会名称]}}
  workers:
    sheet: [花名册, 笔试成绩]
    match: [[staff_no], [name, unit]]
    headers: {staff_no: [工号], unit: [居民区], entered: [入职年月], post: [岗位]}
  workers.leaves: {sheet: [请假表], headers: {begins: [起], ends: [止]}}
  sign_ins: {sheet: [签到表], headers: {session: [场次], person: [工号, 姓名]}}
  essays.sheets: {sheet: [征文评分], headers: {judge: [评委姓名], mark: [得分]}}
runs:
  writing:
    rows: workers
    stages:
      - {rank: place, order: [{written: high}]}
      - {take: called, by: place, tie: undecided, places: [{give: call, number: 1}], rest: waiting}
"""

Rows = list[list[object]]
Make = Callable[..., Path]

COMMITTEES: Rows = [["居委会名称", "片区"], ["方塔", "北片区"], ["蓝天", "南片区"]]


def errors(inputs: Inputs) -> list[str]:
    return [each.text() for each in inputs.findings if each.is_error]


def notes(inputs: Inputs) -> list[str]:
    return [each.text() for each in inputs.findings if not each.is_error]
