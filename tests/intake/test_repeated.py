"""What is odd about many cells of a column in the same way is one thing to mend, not many."""

import json
from pathlib import Path

from tests.intake.office import COMMITTEES, Make, errors

from yanxing.engine.grammar.policy import Policy
from yanxing.intake import read_inputs


def test_the_same_word_in_many_cells_is_said_once_with_the_cells(policy: Policy, book: Make) -> None:
    rows: list[list[object]] = [["姓名", "工号", "职务", "居委会"]]
    rows += [[f"人{n}", f"S{n}", "网格长", "天上"] for n in range(10)] + [["李四", "S99", "楼长", "方塔"]]
    inputs = read_inputs(policy, [book(花名册=rows, 居委会名册=COMMITTEES)])
    said = [each.split("：")[0] for each in errors(inputs)]
    assert said == [
        "book.xlsx 花名册!C2、C3、C4、C5、C6、C7、C8、C9…（10）",
        "book.xlsx 花名册!C12",
        "book.xlsx 花名册!D2、D3、D4、D5、D6、D7、D8、D9…（10）",
    ]


def test_rows_of_a_tree_alike(policy: Policy, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    people = [{"id": f"w{n}", "post": "楼长", "leaves": [{"begins": "昨天"}]} for n in range(2)]
    path.write_text(json.dumps({"workers": people}), "utf-8")
    places = [each.place for each in read_inputs(policy, [path]).findings]
    assert places == [
        "workers[0].post、[1].post（2）",
        "workers[0].leaves[0].begins、[1].leaves[0].begins（2）",
    ]
