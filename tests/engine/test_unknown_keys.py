"""A record that does not say whose it is may be anybody's: it stops the figures it may belong to."""

from tests.engine.settling import column, ended, settled

from yanxing.engine.unknown import Gap, Unknown

CLAIMS = """
facts: {staff: {name: text}, claims: {person: {key: staff}, item: text, mark: number}}
runs:
  per_item:
    rows: {group: claims, per: [person, item]}
    stages: [{compute: {best: {is: {max: mark, over: records}}}}]
  year:
    rows: staff
    stages:
      - compute:
          bonus: {is: {sum: best, over: {result: per_item}, per: {person: id}}}
          many: {is: {count: claims, per: {person: id}}}
          talks: {is: {count: claims, per: {person: id}, where: {item: {is: talk}}}}
          told: {is: {count: claims, per: {person: id}, missing: skip}}
"""
STAFF = [{"id": "王敏", "name": "王敏"}, {"id": "李婷", "name": "李婷"}]


def year(*claims):
    result = settled(CLAIMS, {"staff": STAFF, "claims": claims}).runs["year"]
    return {name: column(result, name) for name in ("bonus", "many", "talks", "told")}


def test_a_claim_of_nobody_known_may_be_anybodys():
    found = year(
        {"id": "c1", "person": "王敏", "item": "rescue", "mark": 5},
        {"id": "c3", "item": "rescue", "mark": 3},
    )
    whose = Unknown((Gap("person", "missing", "claims/c3"),))
    assert found["many"] == {"王敏": whose, "李婷": whose}
    assert found["talks"] == {"王敏": 0, "李婷": 0}
    assert found["told"] == {"王敏": 1, "李婷": 0}
    assert found["bonus"]["李婷"] == Unknown((Gap("per_item", "open_row", "per_item/claims/c3"),))
    assert isinstance(found["bonus"]["王敏"], Unknown)


def test_a_claim_of_an_unknown_item_stops_its_own_person_only():
    found = year(
        {"id": "c1", "person": "王敏", "mark": 5},
        {"id": "c2", "person": "李婷", "item": "talk", "mark": 3},
    )
    assert found["many"] == {"王敏": 1, "李婷": 1}
    assert isinstance(found["bonus"]["王敏"], Unknown)
    assert found["bonus"]["李婷"] == 3


def test_of_two_names_the_known_one_tells_which_groups_it_may_belong_to():
    spec = """
facts: {posts: {unit: text, grade: text}, people: {unit: text, grade: text}}
runs:
  filled:
    rows: posts
    stages: [{compute: {many: {is: {count: people, per: [unit, grade]}}}}]
"""
    posts = [
        {"id": "p1", "unit": "云栖", "grade": "主管"},
        {"id": "p2", "unit": "云栖", "grade": "干事"},
        {"id": "p3", "unit": "望江", "grade": "主管"},
    ]
    people = [{"id": "王敏", "unit": "云栖", "grade": "主管"}, {"id": "顾凌云", "unit": "云栖"}]
    many = column(settled(spec, {"posts": posts, "people": people}).runs["filled"], "many")
    grade = Unknown((Gap("grade", "missing", "people/顾凌云"),))
    assert many == {"p1": grade, "p2": grade, "p3": 0}


def test_a_row_that_left_before_the_column_has_no_such_name():
    """沈洁 was refused before posts were told: nothing is missing, she is in no group."""
    spec = """
facts: {people: {local: yes_no, first_choice: text}}
runs:
  screening:
    rows: people
    stages:
      - {gate: qualified, require: [{that: {local: {is: true}}, else: {refused: not_local}}]}
      - compute: {post: {is: first_choice}, all_of_it: {is: {count: all_rows, per: post}}}
"""
    people = [
        {"id": "王敏", "local": True, "first_choice": "主管"},
        {"id": "沈洁", "local": False, "first_choice": "主管"},
    ]
    assert column(settled(spec, {"people": people}).runs["screening"], "all_of_it") == {"王敏": 1}


def test_a_group_by_parent_brings_the_parent():
    spec = """
facts: {staff: {name: text, honours: {records: {matter: text, mark: number}}}}
runs:
  items: {rows: {each: honours, of: staff}, stages: [{compute: {item_mark: {is: mark}}}]}
  best_items:
    rows: {group: {result: items}, per: [parent, matter]}
    stages: [{compute: {best: {is: {max: item_mark, over: records}}}}]
  year:
    rows: staff
    stages: [{compute: {bonus: {is: {sum: best, over: {result: best_items}, per: {parent: id}}}}}]
"""
    honours = [{"matter": "文明", "mark": 3}, {"matter": "文明", "mark": 5}, {"matter": "志愿", "mark": 3}]
    staff = [STAFF[0] | {"honours": honours}, STAFF[1] | {"honours": []}]
    runs = settled(spec, {"staff": staff}).runs
    assert ended(runs["best_items"]) == {}
    assert column(runs["year"], "bonus") == {"王敏": 8, "李婷": 0}
