"""The command line as its users meet it: each command is started in a process of its own at least once."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.command import Done, run, run_alone
from tests.threats.assessments import TEXT as ASKED

if TYPE_CHECKING:
    from collections.abc import Callable

SMALL = """\
detente: 1
title: Two neighbours and a river
as_of: 2020-01-01
parties:
  up: {name: Upstream}
  down: {name: Downstream}
issues:
  dam:
    name: The dam
    options: {none: No dam, small: A small dam, large: A large dam}
    today: none
    decided_by: [up, down]
    stances:
      up: {points: {none: 0, small: [40, 60], large: 100}, weight: 2}
      down: {order: none > small | large, weight: minor}
  water:
    options: [free, shared]
    today: free
    decided_by: [up, down]
    stances:
      up: free > shared
      down: {order: shared > free, weight: vital}
claims:
  - {id: C1, says: A large dam is never signed., holds_if: signable(dam is large) = 0}
  - {id: C2, says: Trust grows., waits_for: channel}
variants:
  war: {issues: {water: {stances: {down: {demands: shared}}}}}
"""

RUN_THEN_MODULES = """\
import sys
from detente.cli import run
arguments, heavy = sys.argv[1].split(), sys.argv[2].split()
sys.argv = ["detente", *arguments]
try:
    run()
finally:
    print([name for name in heavy if name in sys.modules])
"""

START = """\
import sys
from detente.__main__ import main
sys.argv = ["detente", "claims", "nato-russia-2010", "--draws", "100000"]
print("started", flush=True)
main()
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "river.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def test_help_has_an_example_for_each_command() -> None:
    listed = run_alone("--help").stdout.split("Commands:")[1].split()
    for command in (
        "check",
        "explain",
        "bargaining",
        "claims",
        "quantities",
        "report",
        "schema",
        "cases",
        "new",
    ):
        assert command in listed
        assert f"detente {command}" in run(command, "--help").stdout


def test_the_list_of_commands_cuts_no_sentence_off() -> None:
    listed = " ".join(run("--help").stdout.split("Commands:")[1].split())
    assert "..." not in listed
    assert "Check a case and all its variants, and list every problem with its place." in listed


def test_check_says_what_a_good_case_holds(case: Path) -> None:
    assert (
        "no errors. It has 2 parties, 2 issues, 2 claims, 1 variant" in run_alone("check", str(case)).stdout
    )


def test_check_counts_every_section_in_which_somebody_may_have_written_something() -> None:
    """Counted in the file by hand."""
    said = run("check", "iran-jcpoa-2015").stdout
    assert (
        "It has 20 parties, 2 blocs, 4 bodies, 2 camps, 15 issues, 8 blocks, 4 agreements, 3 procedures,"
        " 1 regime, 4 threats, 18 claims, 4 variants." in " ".join(said.split())
    )


def test_every_bundled_case_passes_the_check() -> None:
    for row in json.loads(run("cases", "--json").stdout)["cases"]:
        assert "no errors" in run("check", row["case"]).stdout


def test_bad_input_lists_every_error_and_ends_with_status_two(case: Path) -> None:
    """Each message is written by hand from the mistakes planted here."""
    wrong = SMALL.replace("decided_by: [up, down]", "decided_by: [up, dwon]", 1).replace(
        "today: free", "today: fre"
    )
    case.write_text(wrong, encoding="utf-8")
    done = run_alone("bargaining", str(case), expect=2)
    assert done.stdout == ""
    assert f"{case}:12:22: unknown party 'dwon'; did you mean 'down'?" in done.stderr
    assert f"{case}:18:12: unknown option of 'water': 'fre'; did you mean 'free'?" in done.stderr
    assert "    decided_by: [up, dwon]" in done.stderr
    assert "2 problems" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("check", "nowhere.yaml"), "nowhere.yaml: there is no such file"),
        (("check", "panama-cana"), "no file and no bundled case 'panama-cana'; did you mean 'panama-canal'?"),
        (
            ("bargaining", "panama-canal", "--variant", "war"),
            "unknown variant 'war'; the case has no variants",
        ),
        (
            ("bargaining", "panama-canal", "--issues", "durations"),
            "unknown issue 'durations'; did you mean 'duration'?",
        ),
        (("bargaining", "panama-canal", "--signatories", "us"), "unknown party 'us'; did you mean 'usa'?"),
        (("explain", "panama-canal", "duration is"), "the end of the formula is not expected here"),
        (
            ("explain", "panama-canal", "duratoin is panama"),
            "unknown issue 'duratoin'; did you mean 'duration'?",
        ),
        (("claims", "panama-canal", "--draws", "-1"), "Invalid value for '--draws'"),
        (("report", "panama-canal", "--draws", "100000000000"), "Invalid value for '--draws'"),
        (("claims", "panama-canal", "--workers", "99999999999"), "Invalid value for '--workers'"),
        (("claims", "panama-canal", "--workers", "2", "--cluster", "local:2"), "a cluster is named"),
        (("bargaining", "panama-canal", "--colour", "red"), "No such option: --colour"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_wrong_argument_is_said_plainly(arguments: tuple[str, ...], words: str, tmp_path: Path) -> None:
    assert words in run(*arguments, folder=tmp_path, expect=2).stderr


def test_a_report_can_be_written_with_its_tables_at_once(tmp_path: Path) -> None:
    done = run_alone("report", "panama-canal", "--out", "a.html", "--csv", "tables", folder=tmp_path)
    assert "The report is in a.html" in done.stdout
    assert (tmp_path / "a.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert (tmp_path / "tables" / "frontier.csv").is_file()


def test_a_report_has_room_for_more_packages_than_a_chart_can_count(tmp_path: Path) -> None:
    """3 to the power of 45 packages: 2,954,312,706,550,833,698,643, more than 64 bits hold."""
    issues = "".join(
        f"  i{number}: {{options: [x, y, z], today: x, decided_by: [up, down]}}\n" for number in range(45)
    )
    text = f"detente: 1\ntitle: Many\nas_of: 2020-01-01\nparties: {{up: {{}}, down: {{}}}}\nissues:\n{issues}"
    (tmp_path / "many.yaml").write_text(text, encoding="utf-8")
    many = "about 3.0 × 10^21"
    assert f"{many} of {many} packages" in run("report", "many.yaml", folder=tmp_path).stdout
    assert json.loads(run("bargaining", "many.yaml", "--json", folder=tmp_path).stdout)["feasible"] == 3**45
    assert (tmp_path / "many.html").is_file()


CROSSING = str(Path(__file__).parents[1] / "roadmap" / "crossing.yaml")


def test_roadmap_answers_in_sentences_in_json_and_in_tables(tmp_path: Path) -> None:
    said = run_alone("roadmap", CROSSING).stdout
    assert "the goal is reached by the end of 2026-Q4 with a chance of 55.0% (exact" in said
    assert "The bridge " in said
    assert "or `detente report`" in said.splitlines()[-1]
    values = json.loads(run("roadmap", CROSSING, "--json", "--csv", str(tmp_path / "tables")).stdout)
    assert values["blocks"]["waiver"]["startable_today"]
    assert (tmp_path / "tables" / "policy.csv").read_text(encoding="utf-8").startswith("period,done,running")


def test_roadmap_compares_variants_and_names_all_that_are_unknown(tmp_path: Path) -> None:
    said = run("roadmap", CROSSING, "--variants", "no_window,two").stdout
    assert "In the variant “no window”, it is reached with a chance of" in said
    assert "The order that gives up least, whichever of these holds" in said
    tables = ("--csv", str(tmp_path / "tables"))
    done = run("roadmap", CROSSING, "--variant", "two", "--variants", "no_window", "--json", *tables)
    assert [row["variant"] for row in json.loads(done.stdout)["variants"]] == ["two", "no_window"]
    assert (tmp_path / "tables" / "regret.csv").read_text(encoding="utf-8").startswith("order,best in,")
    wrong = run("roadmap", CROSSING, "--variant", "fra", "--variants", "tow,no_window", expect=2).stderr
    assert "unknown variant 'fra'; did you mean 'far'?" in wrong
    assert "unknown variant 'tow'; did you mean 'two'?" in wrong
    assert "name at least one variant" in run("roadmap", CROSSING, "--variants", ",", expect=2).stderr


def test_roadmap_of_a_case_without_one_says_what_it_lacks() -> None:
    assert "the case has no roadmap" in run("roadmap", "harbour", expect=2).stderr


def test_relations_suggests_a_range_and_says_that_it_measures_nothing(tmp_path: Path) -> None:
    events = tmp_path / "events.csv"
    events.write_text("date,source,target,goldstein\n2009-01-05,a,b,7\n2009-02-05,a,b,-3\n", encoding="utf-8")
    done = run_alone("relations", str(events), "--from", "a", "--to", "b", "--as-of", "2010-02-01")
    assert "Suggested starting range for how far b trusts a" in done.stdout
    assert "no measurement of trust" in done.stdout
    wrong = run("relations", str(events), "--from", "a", "--to", "b", "--as-of", "2009-01-31", expect=2)
    assert f"{events}:3:1:" in wrong.stderr
    slip = run("relations", str(events), "--from", "A", "--to", "b", "--as-of", "1.2.2010", expect=2).stderr
    assert "did you mean '2010-02-01'?" in slip
    many = ("--as-of", "2010-02-01", "--draws", "100000000000")
    refused = run("relations", str(events), "--from", "a", "--to", "b", *many, expect=2).stderr
    assert "Invalid value for '--draws'" in refused


def test_explain_says_a_formula_in_words_and_counts(case: Path) -> None:
    """Of the 3 × 2 packages 4 have some dam, and half of them share the water."""
    said = run_alone("explain", str(case), "dam is not none and water is shared").stdout
    assert "“The dam” is not “No dam”, and “water” is “shared”." in said
    assert "It holds in 2 of the 6 packages that can exist" in said


def test_explain_says_that_an_issue_is_off_the_table_and_where_it_is_on_it(case: Path) -> None:
    """Else a count of 0 would read as if it could never be."""
    text = SMALL.replace("claims:\n", "negotiation: {issues: [water]}\nclaims:\n")
    case.write_text(f"{text}  open: {{negotiation: {{issues: [dam, water]}}}}\n", encoding="utf-8")
    said = run("explain", str(case), "dam is large and water is shared").stdout
    assert "It holds in 0 of the 2 packages that can exist" in said
    kept = "“The dam” is not on the table and stays as it is today (“No dam”)"
    assert f"{kept}; with --variant open it is on the table." in said
    assert "“water” is not on the table" not in said
    assert kept not in run("explain", str(case), "dam is large", "--variant", "open").stdout
    never = text.replace("variants:\n  war:", "variants:\n  war: {issues: {}}\n  peace:")
    case.write_text(never, encoding="utf-8")
    assert f"{kept}.\n" in run("explain", str(case), "dam is large").stdout


def test_check_and_claims_agree_on_a_quantity_that_is_still_to_come(case: Path) -> None:
    """A name near to a published one is a slip, but not where the claim waits for an analysis to come."""
    near = "  - {id: C3, says: Stable., holds_if: stable(dam is none) = 1}\nvariants:\n"
    case.write_text(SMALL.replace("variants:\n", near), encoding="utf-8")
    refused = {run(command, str(case), expect=2).stderr for command in ("check", "claims")}
    assert "unknown quantity 'stable'; did you mean 'startable'?" in refused.pop()
    assert not refused
    waits = near.replace("= 1}", "= 1, waits_for: channel}")
    case.write_text(SMALL.replace("variants:\n", waits), encoding="utf-8")
    assert "C3 is not testable" in run("check", str(case)).stdout
    assert "C3 not testable yet" in run("claims", str(case), "--draws", "2").stdout
    exists = near.replace("= 1}", "= 1, waits_for: roadmap}")
    case.write_text(SMALL.replace("variants:\n", exists), encoding="utf-8")
    assert "unknown quantity 'stable'" in run("check", str(case), expect=2).stderr


def test_explain_evaluates_a_statement(case: Path) -> None:
    assert "Holds in the nominal case" in run("explain", str(case), "signable(dam is large) = 0").stdout


def test_bargaining_json_has_the_documented_keys() -> None:
    found = json.loads(run("bargaining", "panama-canal", "--json").stdout)
    keys = ("feasible", "signable", "exactness", "parties", "walk_away", "frontier", "solutions", "conflicts")
    assert set(keys) <= set(found)
    assert {"concessions", "positive_agenda", "obstacles", "adjusted_winner"} <= set(found)
    assert found["feasible"] == 1024
    assert set(found["frontier"][0]) >= {"package", "value", "packages"}
    assert set(found["solutions"]) == {"nash", "kalai_smorodinsky", "egalitarian", "utilitarian"}


def test_claims_json_has_the_documented_keys(case: Path) -> None:
    found = json.loads(run_alone("claims", str(case), "--draws", "20", "--seed", "3", "--json").stdout)
    assert (found["draws"], found["seed"]) == (20, 3)
    first, second = found["claims"]
    assert (first["id"], first["nominal"], first["verdict"], first["share"]) == ("C1", True, "always", 1.0)
    assert first["interval"][0] < first["interval"][1] == 1.0
    assert (second["nominal"], second["verdict"], second["share"]) == (None, "not testable yet", None)


def test_the_same_seed_gives_the_same_answer() -> None:
    command = ("bargaining", "nato-russia-2010", "--draws", "5", "--json")
    first, again, other = (run_alone(*command, "--seed", seed).stdout for seed in ("1", "1", "2"))
    assert first == again != other


def test_a_variant_changes_the_answer(case: Path) -> None:
    """Only today and a small dam with shared water leave both no worse off; the demand rules out today."""
    base, variant = (
        json.loads(run("bargaining", str(case), *more, "--json").stdout)
        for more in ((), ("--variant", "war"))
    )
    assert (base["signable"], variant["signable"]) == (2, 1)


def test_tables_are_written_as_csv(tmp_path: Path) -> None:
    run_alone("bargaining", "panama-canal", "--csv", str(tmp_path / "tables"))
    with (tmp_path / "tables" / "frontier.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 20
    assert {"duration", "usa", "panama", "packages"} <= set(rows[0])


def test_out_writes_to_a_file(tmp_path: Path) -> None:
    target = tmp_path / "answer.json"
    assert run_alone("quantities", "--json", "--out", str(target)).stdout == ""
    names = [row["quantity"] for row in json.loads(target.read_text(encoding="utf-8"))["quantities"]]
    assert "signable([formula])" in names


@pytest.mark.parametrize(
    ("command", "start"),
    [
        ("check", run),
        ("bargaining", run),
        ("cohesion", run_alone),
        ("institutions", run_alone),
        ("report", run),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_out_writes_over_an_earlier_answer(
    command: str, start: Callable[..., Done], case: Path, tmp_path: Path
) -> None:
    target = tmp_path / "answer.txt"
    target.write_text("an earlier answer", encoding="utf-8")
    start(command, str(case), "--out", str(target))
    assert "an earlier answer" not in target.read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["bargaining", "claims", "report", "check"])
def test_an_unwritable_output_is_said_plainly(command: str, case: Path, tmp_path: Path) -> None:
    target = tmp_path / "no such folder" / "answer.html"
    done = run(command, str(case), "--out", str(target), expect=2)
    assert "no such folder" in done.stderr
    assert not target.parent.exists()


@pytest.mark.parametrize("option", ["--out", "--csv"])
def test_an_unwritable_output_is_said_before_anything_is_found(option: str, tmp_path: Path) -> None:
    """Else what took its time would be lost; so much as is asked for here takes a quarter of an hour."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    target = tmp_path / "file" / "answer"
    done = run("claims", "nato-russia-2010", "--draws", "100000", option, str(target), expect=2)
    assert f"{target}: cannot be written (Not a directory)" in done.stderr


def test_the_answer_is_never_written_over_what_it_is_read_from(case: Path, tmp_path: Path) -> None:
    for target in (case, tmp_path / "link.yaml"):
        if target != case:
            target.symlink_to(case)
        for arguments in (
            ("check", str(case), "--out", str(target)),
            ("check", "--out", str(target), str(case)),
        ):
            assert "would be written over" in run(*arguments, expect=2).stderr
    events = ("relations", str(case), "--from", "a", "--to", "b", "--as-of", "2010-02-01")
    assert "would be written over" in run(*events, "--out", str(case), expect=2).stderr
    assert case.read_text(encoding="utf-8") == SMALL
    log = tmp_path / "log.csv"
    log.write_text("time,party,move\n0,russia,ask\n", encoding="utf-8")
    read, written = ("--replay", str(log)), ("--out", str(log))
    for options in ((*read, *written), (*written, *read)):
        assert "would be written over" in run("institutions", "nato-russia-2010", *options, expect=2).stderr
    assert log.read_text(encoding="utf-8").startswith("time")


@pytest.mark.parametrize("option", [("--partner", "russia"), ("--consent", "0.9")], ids=lambda one: one[0])
def test_what_has_no_part_in_a_replay_is_refused_with_it(option: tuple[str, str]) -> None:
    arguments = ("institutions", "nato-russia-2010", "--replay", "log.csv", *option)
    assert f"{option[0]}: a log is replayed" in run(*arguments, expect=2).stderr


@pytest.mark.skipif(not os.path.exists("/dev/stdout"), reason="there is no such device here")  # noqa: PTH110
def test_an_answer_can_be_written_into_a_pipe() -> None:
    assert "panama-canal" in run_alone("cases", "--out", "/dev/stdout").stdout


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("sample --population 1000 --violations 10 --level 0.95 --detection 1", "Look at 258 of 1,000 items"),
        ("threats case.yaml", "have answered in 1 round"),
        ("threats collect case.yaml n1.yaml", "n1: {}"),
    ],
    ids=["sample", "threats", "collect"],
)
def test_what_no_other_test_starts_alone_can_be_started(line: str, said: str, tmp_path: Path) -> None:
    """By the catalog of samples, 258 is the cell N=1000, d=10; n1 gave its form back empty."""
    (tmp_path / "case.yaml").write_text(ASKED, encoding="utf-8")
    run("threats", "form", "case.yaml", "--expert", "n1", "--out", "n1.yaml", folder=tmp_path)
    assert said in run_alone(*line.split(), folder=tmp_path).stdout


def test_new_writes_a_case_that_passes_the_check_and_spares_what_is_there(tmp_path: Path) -> None:
    target = tmp_path / "mine.yaml"
    assert "ready to be filled in" in run_alone("new", str(target)).stdout
    assert "no errors" in run("check", str(target)).stdout
    before = target.read_bytes()
    assert "exists already" in run("new", str(target), expect=2).stderr
    assert "exists already" in run("new", str(target), "--from", "harbour", expect=2).stderr
    assert target.read_bytes() == before


def test_new_begins_with_a_copy_of_another_case_to_the_last_comment(tmp_path: Path) -> None:
    assert "ready to be changed" in run("new", "mine.yaml", "--from", "harbour", folder=tmp_path).stdout
    bundled = files("detente.cases").joinpath("harbour.yaml").read_text(encoding="utf-8")
    assert (tmp_path / "mine.yaml").read_text(encoding="utf-8") == bundled
    run("new", "again.yaml", "--from", "mine.yaml", folder=tmp_path)
    assert (tmp_path / "again.yaml").read_text(encoding="utf-8") == bundled


@pytest.mark.parametrize("line", ["mine.xlsx", "mine.GMCR --from harbour"])
def test_new_writes_no_text_into_a_file_that_would_be_taken_for_another(line: str, tmp_path: Path) -> None:
    said = run("new", *line.split(), folder=tmp_path, expect=2).stderr
    assert "ends in .yaml; `detente convert" in said
    assert not list(tmp_path.iterdir())


def test_new_names_a_file_with_blanks_as_a_terminal_takes_it(tmp_path: Path) -> None:
    assert "`detente check 'my case.yaml'`" in run("new", "my case.yaml", folder=tmp_path).stdout


def test_new_says_what_cases_there_are_and_writes_nothing_where_there_is_none(tmp_path: Path) -> None:
    said = run("new", "mine.yaml", "--from", "harbor", folder=tmp_path, expect=2).stderr
    assert "did you mean 'harbour'?" in said
    assert not list(tmp_path.iterdir())


def test_problems_that_are_not_listed_are_counted_all_the_same(tmp_path: Path) -> None:
    events = tmp_path / "events.csv"
    header, wrong = "date,source,target,goldstein\n", "2010-01-04,a,b,much\n"
    for lines, last in ((100, "100 problems"), (101, "101 problems"), (1300, "1,300 problems")):
        events.write_text(header + lines * wrong, encoding="utf-8")
        said = run("relations", str(events), "--from", "a", "--to", "b", "--as-of", "2010-02-01", expect=2)
        assert said.stderr.splitlines()[-1] == last


def test_schema_is_a_json_schema() -> None:
    schema = json.loads(run_alone("schema").stdout)
    assert {"parties", "issues", "claims"} <= set(schema["properties"])


def test_the_report_is_one_file_and_says_where_it_is(case: Path, tmp_path: Path) -> None:
    done = run("report", str(case), folder=tmp_path)
    assert "The report is in river.html" in done.stdout
    assert "Two neighbours and a river" in (tmp_path / "river.html").read_text(encoding="utf-8")


@pytest.mark.skipif(os.name == "nt", reason="signals are sent as on Unix")
def test_a_stopped_run_leaves_nothing_half_written(tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    command = [sys.executable, "-m", "detente", "claims", "nato-russia-2010", "--draws", "100000"]
    with subprocess.Popen([*command, "--out", str(target)], stderr=subprocess.PIPE, text=True) as running:
        time.sleep(3)
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "stopped; nothing was written" in said
    assert "Traceback" not in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="signals are sent as on Unix")
@pytest.mark.parametrize("seconds", [0.05, 0.1, 0.15, 0.2, 0.3, 0.5])
def test_a_run_that_is_stopped_at_once_ends_without_a_traceback(seconds: float) -> None:
    """Whichever library is being loaded at that moment."""
    command = [sys.executable, "-c", START]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "started\n"
        time.sleep(seconds)
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert said == "stopped; nothing was written\n"


IN_COMPILER = """\
import os, signal, sys, time
import detente.__main__ as start
import detente.cli
compiler = '''
def compiled(seconds):
    try:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(seconds)
        print("compiled", flush=True)
    except BaseException:
        print("a compiler that is interrupted crashes")
'''
inside = {"__name__": sys.argv[2], "os": os, "signal": signal, "time": time}
exec(compiler, inside)
def run():
    inside["compiled"](float(sys.argv[1]))
    time.sleep(60)
detente.cli.run = run
start.main()
"""


@pytest.mark.skipif(os.name == "nt", reason="signals are sent as on Unix")
@pytest.mark.parametrize("inside", ["numba.core.dispatcher", "ortools.sat.python.cp_model", "pydantic.main"])
@pytest.mark.parametrize(("seconds", "printed"), [("0.2", "compiled\n"), ("60", "")])
def test_a_run_that_is_stopped_while_something_is_compiled_waits_for_it_but_not_long(
    seconds: str, printed: str, inside: str
) -> None:
    """An exception that goes through numba comes out as a SystemError, or crashes Python.

    One that goes through the loading of OR-Tools comes out as an ImportError, and one through the building of
    a model of pydantic as an error of the model.
    """
    done = subprocess.run(
        [sys.executable, "-c", IN_COMPILER, seconds, inside],
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, printed, "stopped; nothing was written\n")


def test_the_version_is_said() -> None:
    assert run_alone("--version").stdout == f"detente {version('detente')}\n"


@pytest.mark.parametrize(
    ("arguments", "heavy"),
    [
        ("--help", "numpy pandas pydantic numba altair ortools"),
        ("check nato-russia-2010", "pandas numba altair ortools scipy networkx jinja2 rich"),
        (
            "check nato-russia-2010",
            "detente.bargaining.analysis detente.bargaining.solutions.solution detente.roadmap.analysis",
        ),
        (
            "check nato-russia-2010",
            "detente.roadmap.result detente.roadmap.consent detente.roadmap.exact detente.roadmap.heuristic",
        ),
    ],
)
def test_what_is_quick_answers_without_loading_the_heavy_libraries(arguments: str, heavy: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", RUN_THEN_MODULES, arguments, heavy], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no full device here")  # noqa: PTH110
def test_an_answer_that_cannot_be_printed_is_said_plainly() -> None:
    with open("/dev/full", "w") as full:  # noqa: PTH123 - a device, to which nothing is written
        done = subprocess.run(
            [sys.executable, "-m", "detente", "cases"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.strip() == "the answer cannot be written (No space left on device)"
