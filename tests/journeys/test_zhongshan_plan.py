"""The Zhongshan 2024 plan through the command: each rule of the document on named people."""

from pathlib import Path
from typing import Any

import pytest
from tests.journeys.plan import COMMITTEES, GU, LI, WANG, ZHONGSHAN, Outcome, sheets, tried


@pytest.fixture
def outcome(yanxing, tmp_path: Path):
    def of(**given: Any) -> Outcome:
        facts = {"committees": COMMITTEES, "workers": [WANG, LI, GU], "as_of": "2024-06-10", **given}
        return tried(yanxing, tmp_path, ZHONGSHAN, facts)

    return of


@pytest.mark.req("ELI-01")
def test_two_years_are_counted_to_the_review_day_and_the_anniversary_counts(outcome) -> None:
    told = outcome(
        workers=[
            {**WANG, "entered": "2022-06-10", "credentials": []},
            {**LI, "entered": "2022-06-11", "credentials": []},
            {**GU, "entered": "2015-01-01", "credentials": ["all_post"]},
            {"id": "chen", "name": "陈建国", "unit": "ft", "posts": ["worker"], "credentials": []},
        ]
    )
    assert told.states("exam_candidates") == {
        "wang": ("in", None),
        "li": ("out", "service_too_short"),
        "gu": ("out", "already_all_post"),
        "chen": ("held", "missing_facts"),
    }
    assert "还差 1 天" in told.rows("exam_candidates")["li"]["sentence"]
    assert "入职时间" in told.rows("exam_candidates")["chen"]["sentence"]


@pytest.mark.req("ELI-02", "ELI-03", "ELI-04", "ELI-05")
def test_each_activity_has_its_audience(outcome) -> None:
    added = {**LI, "born": "2009-12-31", "speaker_added": True, "speaker_reason": "主持品牌建设多年"}
    told = outcome(workers=[WANG, added, GU])
    assert {key: state for key, (state, _) in told.states("roll").items()} == dict.fromkeys(
        ("wang", "li", "gu"), "in"
    )
    assert told.states("design_makers") == {
        "wang": ("in", None),
        "li": ("in", None),
        "gu": ("out", "other_generation"),
    }
    assert told.states("note_writers")["gu"] == ("out", "is_leader")
    assert told.states("note_writers")["wang"] == ("in", None)
    assert told.states("speakers") == {
        "wang": ("out", "not_invited"),
        "li": ("in", None),
        "gu": ("in", None),
    }


@pytest.mark.req("ELI-06")
def test_each_committee_sends_one_deputy_and_one_new_worker_to_a_visit(outcome) -> None:
    workers = [
        {**WANG, "posts": ["deputy_director"], "entered": "2018-01-01"},
        {**GU, "posts": ["deputy_director"], "entered": "2018-01-01"},
        {**LI, "entered": "2023-06-14"},
    ]
    day = {"visit": "outside_visit", "visit_day": "2024-06-14"}
    told = outcome(
        workers=workers,
        nominations=[
            {"id": "n1", "unit": "ft", "person": "wang", "as_who": "deputy_director", **day},
            {"id": "n2", "unit": "lt", "person": "li", "as_who": "new_worker", **day},
            {"id": "n3", "unit": "ft", "person": "wang", "as_who": "new_worker", **day},
            {"id": "n4", "unit": "lt", "person": "gu", "as_who": "deputy_director", **day},
        ],
    )
    assert told.states("visits") == {
        "n1": ("in", None),
        "n2": ("in", None),
        "n3": ("refused", "not_new"),
        "n4": ("refused", "of_another_unit"),
    }
    both = outcome(
        workers=workers,
        nominations=[
            {"id": "n1", "unit": "ft", "person": "wang", "as_who": "deputy_director", **day},
            {"id": "n5", "unit": "ft", "person": "gu", "as_who": "deputy_director", **day},
        ],
    )
    assert {state for state, _ in both.states("visits").values()} == {"undecided"}


@pytest.mark.req("ELI-07", "INS-02", "INS-03", "INS-04")
def test_the_hall_is_judged_by_committee_and_by_person_on_three_criteria(outcome) -> None:
    hall = [
        {"judge": f"j{n}", "environment": e, "service": s, "reception": r, "recused": False}
        for n, (e, s, r) in enumerate([(36, 27, 27), (37, 27, 26), (38, 26, 26)], 1)
    ]
    told = outcome(
        committees=[{**COMMITTEES[0], "hall_sheets": hall}, COMMITTEES[1]],
        workers=[
            {**WANG, "station_sheets": sheets(80, 81, 82), "image_sheets": sheets(90, 90, 90)},
            {**GU, "station_sheets": sheets(90, 90, 90), "image_sheets": sheets(86, 86, 86)},
        ],
    )
    by_activity = {
        each["activity"]: each["entrants"]
        for part in told.told["programme"]["parts"]
        for each in part["activities"]
    }
    assert by_activity["halls"] == "both"
    assert told.column("stations", "station_score") == {"wang": "81", "gu": "90"}
    assert told.column("images", "image_score") == {"wang": "90", "gu": "86"}
    halls = told.rows("halls")["ft"]["columns"]
    assert [halls[name]["exact"] for name in ("hall_score", "station_mean", "image_mean")] == [
        "90",
        "171/2",
        "88",
    ]
    # 90×50% + 85.5×25% + 88×25% = 88.375，四舍五入
    assert halls["score"]["exact"] == "4419/50"
    over = [{**hall[0], "environment": 41}, *hall[1:]]
    refused = outcome(committees=[{**COMMITTEES[0], "hall_sheets": over}])
    assert refused.states("halls")["ft"] == ("held", "mark_out_of_range")


@pytest.mark.req("PRG-02", "PRG-03", "PRG-05")
def test_the_programme_has_three_parts_windows_by_month_and_ten_days_and_areas_in_turn(outcome) -> None:
    programme = outcome().told["programme"]
    activities = {
        part["part"]: [each["activity"] for each in part["activities"]] for part in programme["parts"]
    }
    assert activities == {
        "practice": ["lectures", "section_training", "exam"],
        "showcase": ["talks", "notes", "designs", "photos", "halls"],
        "exchange": ["area_visit", "outside_visit"],
    }
    by = {each["activity"]: each for part in programme["parts"] for each in part["activities"]}
    days = {name: (each["window"]["from"], each["window"]["until"]) for name, each in by.items()}
    assert days["exam"] == ("2024-06-01", "2024-08-31")
    assert days["designs"] == ("2024-07-01", "2024-08-31")
    assert days["photos"] == ("2024-09-01", "2024-09-30")
    assert days["outside_visit"] == ("2024-06-11", "2024-06-20")
    assert [(turn["host"], turn["from"][:7]) for turn in by["area_visit"]["turns"]] == [
        ("fucheng_fangta", "2024-06"),
        ("fucheng_lantian", "2024-07"),
        ("gongneng", "2024-08"),
        ("shangwu", "2024-09"),
    ]
    assert by["lectures"]["audience"] == {"run": "roll", "states": {"in": 3}}
    assert by["lectures"]["venue"] == "待定"


@pytest.mark.req("PRG-03", "PRG-04")
def test_phases_are_dated_and_an_item_that_leaves_its_phase_is_to_be_confirmed(yanxing, outcome) -> None:
    programme = outcome().told["programme"]
    assert [(each["window"], each["from"], each["until"]) for each in programme["phases"]] == [
        ("entry", "2024-06-01", "2024-06-10"),
        ("contest", "2024-06-10", "2024-09-10"),
        ("commendation", "2024-10-01", "2024-10-31"),
    ]
    assert programme["phase"] == "contest"
    answer = yanxing("policy", "check", ZHONGSHAN)
    assert answer.code == 0
    assert "september（2024-09-01 至 2024-09-30）超出阶段 contest（2024-06-10 至 2024-09-10）" in answer.out
    assert "2024-06-10 是端午节" in answer.out
    assert yanxing("policy", "check", ZHONGSHAN, "--confirm").code == 1


@pytest.mark.req("ENR-01")
def test_committees_enter_until_10_june_and_later_only_with_approval(outcome) -> None:
    area = {"area": "gongneng"}
    told = outcome(
        committees=[
            *COMMITTEES,
            {"id": "rb", "name": "茸北", **area, "entry_form": "2024-06-11", "late_approved": False},
            {"id": "wl", "name": "五龙", **area, "entry_form": "2024-06-12", "late_approved": True},
            {"id": "bm", "name": "北门", **area},
        ]
    )
    assert told.states("entries") == {
        "ft": ("in", None),
        "lt": ("in", None),
        "rb": ("refused", "entry_late"),
        "wl": ("in", None),
        "bm": ("out", "no_entry_form"),
    }
    assert told.rows("entries")["wl"]["notes"] == ["entry_late_approved"]


@pytest.mark.req("ENR-04", "ENR-05", "ENR-06")
def test_sign_in_fifteen_minutes_before_and_staying_to_the_end(outcome) -> None:
    session = {"title": "专家授课", "begins": "2024-06-12T14:00", "ends": "2024-06-12T16:15", "hours": 3}
    signs = {
        "a": {"signed_in": "2024-06-12T13:45"},
        "b": {"signed_in": "2024-06-12T13:45:01"},
        "c": {"signed_in": "2024-06-12T14:00"},
        "d": {"signed_in": "2024-06-12T14:00:30"},
        "e": {"signed_in": "2024-06-12T13:30", "signed_out": "2024-06-12T16:14"},
        "f": {"signed_in": "2024-06-12T13:30", "signed_out": "2024-06-12T16:15"},
        "g": {},
        "h": {"excused": True},
    }
    told = outcome(
        sessions=[{"id": "s1", **session}],
        attendances=[{"id": key, "session": "s1", "person": "wang", **sign} for key, sign in signs.items()],
    )
    assert told.column("attendance_kept", "attendance") == {
        "a": "on_time",
        "b": "lateish",
        "c": "lateish",
        "d": "late",
        "e": "left_early",
        "f": "on_time",
        "g": "absent",
        "h": "leave",
    }
    full = told.column("attendance_kept", "full_attendance")
    assert [key for key, value in full.items() if value] == ["a", "b", "c", "f"]
    record = told.rows("training_record")["wang"]
    assert (record["columns"]["attended_full"]["exact"], record["columns"]["due"]["exact"]) == ("4", "8")
    assert record["notes"] == ["not_full"]


@pytest.mark.req("EXM-01", "EXM-02", "EXM-03")
def test_the_exam_is_40_written_and_60_interview_passed_at_60(outcome) -> None:
    able = {"entered": "2020-03-01", "credentials": []}
    told = outcome(
        workers=[
            {**WANG, **able, "written": 59.995, "interview_marks": sheets(60, 60, 60)},
            {**LI, **able, "written": 59.98, "interview_marks": sheets(60, 60, 60)},
            {**GU, **able, "interview_marks": sheets(95, 95, 95)},
            {**WANG, **able, "id": "lu", "name": "陆雯倩", "written": 95, "interview_marks": []},
        ]
    )
    assert told.states("exam") == {
        "wang": ("in", None),
        "li": ("out", "below_pass_mark"),
        "gu": ("not_graded", "absent_from_a_part"),
        "lu": ("not_graded", "absent_from_a_part"),
    }
    assert told.column("exam", "composite") == {"wang": "60", "li": "5999/100"}


@pytest.mark.req("SUB-01", "SUB-03", "SUB-06")
def test_800_characters_one_of_four_themes_five_designs_a_group(outcome) -> None:
    design = {"unit": "ft", "author": "wang", "goal": "共建", "participants": "居民", "path": "先议后建"}
    designs = [
        {"id": f"d{n}", **design, "group": "g1", "theme": "rong_deer", "put_forward": True} for n in range(5)
    ]
    told = outcome(
        notes=[
            {
                "id": "n800",
                "unit": "ft",
                "author": "wang",
                "body": "走" * 799 + "。",
                "submitted": "2024-08-01",
            },
            {
                "id": "n801",
                "unit": "ft",
                "author": "wang",
                "body": "走" * 800 + "。",
                "submitted": "2024-08-01",
            },
        ],
        design_groups=[{"id": "g1", "name": "第一组"}, {"id": "g2", "name": "第二组"}],
        designs=[
            *designs,
            {"id": "x1", **design, "group": "g2", "theme": "绒", "put_forward": True},
            {"id": "x2", **design, "group": "g2", "put_forward": True, "theme": "容", "ballots": []},
        ],
    )
    assert told.states("notes")["n801"] == ("refused", "too_long")
    assert told.states("notes")["n800"][0] != "refused"
    assert told.states("group_floor") == {"g1": ("in", None), "g2": ("held", "too_few_put_forward")}
    assert told.states("designs")["x1"] == ("refused", "section_missing")
    assert told.states("designs")["x2"][0] == "redo"
    errors = [each for each in told.told["findings"] if each["severity"] == "error"]
    assert [each["place"] for each in errors] == ["designs[5].theme"]
    assert "没有“绒”这个选项" in errors[0]["text"]
    assert "茸、融、荣、容" in errors[0]["text"]


@pytest.mark.req("JUD-01", "JUD-05")
def test_a_panel_scores_notes_without_the_recused_and_the_best_are_published(outcome) -> None:
    def note(key: str, *marks: int | None) -> dict[str, Any]:
        marked = [
            {"judge": f"j{n}", "recused": True}
            if mark is None
            else {"judge": f"j{n}", "sincerity": 30, "effect": mark - 60, "writing": 30, "recused": False}
            for n, mark in enumerate(marks, 1)
        ]
        return {
            "id": key, "unit": "ft", "author": "wang", "title": key, "body": "走访。",
            "submitted": "2024-08-01", "sheets": marked,
        }  # fmt: skip

    told = outcome(
        notes=[
            note("five", 60, 80, 81, 82, 99),
            note("recused", 60, 80, 81, 99, None),
            note("two", 90, 90, None),
        ]
    )
    assert {key: told.column("notes", "score")[key] for key in ("five", "recused")} == {
        "five": "81",
        "recused": "80",
    }
    assert told.states("notes")["two"] == ("redo", "too_few_marks")
    assert told.column("notes", "score_left_out")["recused"] == "1"
    assert told.column("notes", "prize") == {"five": "first", "recused": "second"}
    published = [each for each in told.told["runs"]["notes"]["next"] if each.get("document") == "publication"]
    assert published == [{"document": "publication", "to": "“府城微中山”公众号"}]


@pytest.mark.req("AWD-01", "AWD-02", "AWD-03")
def test_prizes_points_and_team_prizes(outcome) -> None:
    hall = {"environment": 30, "service": 20, "reception": 20, "recused": False}
    units = [
        {"id": f"u{n:02}", "name": f"第{n}", "area": "gongneng", "entry_form": "2024-06-07",
         "hall_sheets": [{"judge": f"j{j}", **hall, "environment": 40 - n} for j in range(3)]}
        for n in range(1, 12)
    ]  # fmt: skip
    heads = [
        {"id": f"h{n:02}", "name": f"书记{n}", "unit": f"u{n:02}", "posts": ["secretary"],
         "station_sheets": sheets(80, 80, 80), "image_sheets": sheets(80, 80, 80)}
        for n in range(1, 12)
    ]  # fmt: skip
    talks = [
        {"id": f"t{n:02}", "unit": f"u{n:02}", "speaker": f"h{n:02}", "topic": "自治", "on_day": "2024-07-05",
         "sheets": sheets(*[100 - n] * 3)}
        for n in range(1, 12)
    ]  # fmt: skip
    told = outcome(committees=units, workers=heads, talks=talks)
    order = ["first"] + ["second"] * 3 + ["third"] * 6 + ["none"]
    assert list(told.column("talks", "prize").values()) == order
    assert list(told.column("halls", "prize").values()) == order
    points = [int(each) for each in told.column("team", "team_points").values()]
    assert points == [20, 12, 12, 12, 6, 6, 6, 6, 6, 6, 0]
    assert list(told.column("team", "team_prize").values())[:6] == [
        "first", "second", "second", "third", "third", "third",
    ]  # fmt: skip
    # 同为12分，一等奖数、二等奖数、获奖项目数都相同，百分位之和高的在前
    reasons = {each["type"]: each for each in told.rows("team")["u03"]["reasons"]}
    assert reasons["RankReason"]["parted_by"] == "percentiles"
    assert told.states("organisation").keys() == {"u07", "u08", "u09", "u10", "u11"}


@pytest.mark.req("AWD-01")
def test_a_tie_at_a_cut_waits_for_a_person_and_never_adds_a_prize(outcome) -> None:
    talk = {"unit": "ft", "speaker": "gu", "topic": "自治", "on_day": "2024-07-05"}
    talks = [
        {"id": "t1", **talk, "sheets": sheets(90, 90, 90)},
        {"id": "t2", **talk, "sheets": sheets(90, 90, 90)},
        {"id": "t3", **talk, "sheets": sheets(80, 80, 80)},
    ]
    waiting = outcome(talks=talks)
    assert waiting.states("talks")["t1"][0] == waiting.states("talks")["t2"][0] == "undecided"
    assert waiting.column("talks", "prize").get("t3") == "second"
    decided = outcome(
        talks=talks,
        decisions=[
            {
                "run": "talks",
                "take": "prize",
                "order": ["t2", "t1"],
                "by": "评审小组组长",
                "because": "互动更充分",
            }
        ],
    )
    assert decided.column("talks", "prize") == {"t1": "second", "t2": "first", "t3": "second"}


@pytest.mark.req("ORG-02", "ORG-03", "ORG-05")
def test_the_roster_is_reconciled_with_the_plan(outcome) -> None:
    areas = ["fucheng_fangta", "fucheng_lantian", "gongneng", "shangwu"]
    units = [{"id": f"u{n}", "name": f"第{n}", "area": areas[n % 4]} for n in range(22)]
    good = outcome(committees=units, workers=[{**GU, "unit": "u0"}])
    assert good.states("house_check") == {"house": ("in", None)}
    assert good.rows("area_check")["u0"]["notes"] == []
    assert good.rows("area_check")["u1"]["notes"] == ["leader_missing"]
    short = outcome(committees=[*units[:20], {"id": "u20", "name": "第20"}], workers=[{**GU, "unit": "u0"}])
    assert short.states("house_check") == {"house": ("held", "committee_count_differs")}
    assert short.states("area_check")["u20"] == ("held", "area_missing")
    lost = outcome(workers=[{**GU, "unit": "nowhere", "posts": ["站长"]}])
    errors = {each["place"]: each["text"] for each in lost.told["findings"] if each["severity"] == "error"}
    assert "没有“站长”这个选项" in errors["workers[0].posts"]
    assert "居委会" in errors["workers[0].unit"]
    assert "nowhere" in errors["workers[0].unit"]
