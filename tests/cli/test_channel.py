"""The commands about a channel, as two ministries use them; and what they say to wrong input."""

from __future__ import annotations

import json
from shutil import copytree
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from detente.channel.record import key_file
from tests.cli.command import Done, run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WORDS = "correct horse battery staple"


class Ministries:
    """Two ministries with a folder each, and the commands that they give."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.secret = folder / "passphrase"
        self.secret.write_text(f"{WORDS}\n", encoding="utf-8")

    def __call__(self, *words: str, key: bool = False, expect: int = 0) -> Done:
        return run(
            "channel", *words, *(["--passphrase-file", str(self.secret)] if key else []), expect=expect
        )

    def path(self, name: str) -> str:
        return str(self.folder / name)

    def opened(self) -> Ministries:
        for name in ("nato", "russia"):
            self("key", name, "--out", self.path(name), key=True)
        cards = [self.path("nato/nato.card"), self.path("russia/russia.card")]
        words = ("--procedure", "council_formal", "--time", "2010-02-01", "--out", self.path("opening"))
        self("open", "nato-russia-2010", *cards, *words)
        for name in ("nato", "russia"):
            joined = ("join", self.path("opening"), self.path(f"{name}/copy"), "--time", "2010-02-02")
            self(*joined, "--key", self.path(f"{name}/{name}.key"), key=True)
        return self

    def carry(self, source: str, target: str) -> Done:
        self("export", self.path(f"{source}/copy"), "--out", self.path("bundle"))
        return self("import", self.path(f"{target}/copy"), self.path("bundle"))


@pytest.fixture(scope="module", autouse=True)
def _cheap_keys() -> Iterator[None]:
    """Let passphrases be stretched little: what that costs is not tested here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(key_file, "_COST", {"n": 2, "r": 8, "p": 1})
        yield


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory, _cheap_keys: None) -> Path:
    """Open a channel once, for each test to have a copy of."""
    return Ministries(tmp_path_factory.mktemp("opened")).opened().folder


@pytest.fixture
def unopened(tmp_path: Path) -> Ministries:
    return Ministries(tmp_path)


@pytest.fixture
def ministries(once: Path, tmp_path: Path) -> Ministries:
    copytree(once, tmp_path, dirs_exist_ok=True)
    return Ministries(tmp_path)


def test_what_one_side_asks_for_stands_in_the_other_s_copy(ministries: Ministries) -> None:
    nato = ministries.path("nato/copy")
    asked = ministries("convene", nato, "We ask.", "--time", "2010-03-01", key=True)
    assert "nato:1 is in the record." in asked.stdout
    assert "2 new" in ministries.carry("nato", "russia").stdout
    assert "0 new, 2 known already" in ministries.carry("nato", "russia").stdout
    state = ministries("state", ministries.path("russia/copy"), "--time", "2010-03-14", "--json")
    found = json.loads(state.stdout)
    assert found["state"] == "asked"
    assert [(one["time"], one["move"], one["by_itself"]) for one in found["running"]] == [
        ("2010-03-15T00:00", "convene", True)
    ]
    later = ministries("state", ministries.path("russia/copy"), "--time", "2010-03-16", "--json")
    assert json.loads(later.stdout)["kind"] == "meeting"


def test_a_move_out_of_the_rules_is_refused_unless_it_is_meant_so(ministries: Ministries) -> None:
    russia = ministries.path("russia/copy")
    words = ("write", russia, "move", "It is over.", "--move", "conclude", "--time", "2010-03-01")
    refused = ministries(*words, key=True, expect=2)
    assert "not allowed" in refused.stderr
    assert json.loads(ministries("record", russia, "--json").stdout)["entries"][-1]["kind"] == "open"
    ministries(*words, "--even-so", key=True)
    last = json.loads(ministries("record", russia, "--last", "1", "--json").stdout)["entries"][0]
    assert (last["effect"], last["allowed"]) == ("not allowed", False)


def test_sealed_words_are_read_with_the_reader_s_key_alone(ministries: Ministries) -> None:
    ministries.carry("russia", "nato")
    nato = ministries.path("nato/copy")
    only = ("--only-for", "russia", "--time", "2010-03-01")
    ministries("write", nato, "explain", "Between us.", *only, key=True)
    ministries.carry("nato", "russia")
    russia = ministries.path("russia/copy")
    closed = ministries("record", russia, "--last", "1")
    assert "Between us." not in closed.stdout
    assert "sealed for nato, russia" in closed.stdout
    assert "Between us." in ministries("record", russia, "--last", "1", "--unseal", key=True).stdout


def test_a_declaration_goes_with_an_entry_and_comes_back_as_it_was(ministries: Ministries) -> None:
    nato, table = ministries.path("nato/copy"), ministries.folder / "holdings.csv"
    table.write_text("party,tanks\nnato,10\n", encoding="utf-8")
    written = ("write", nato, "declare", "--file", str(table), "--time", "2010-03-01")
    ministries(*written, key=True)
    assert ministries("record", nato, "--attached", "nato:1").stdout.strip() == "party,tanks\nnato,10"


def test_what_was_acknowledged_is_said_by_the_check(ministries: Ministries) -> None:
    ministries.carry("nato", "russia")
    russia = ministries.path("russia/copy")
    assert ministries("acknowledge", russia, "--time", "2010-03-01", key=True).stdout == (
        "Acknowledged: 1 entry of nato.\n"
    )
    again = ministries("acknowledge", russia, "--time", "2010-03-02", key=True)
    assert again.stdout == "There is nothing to acknowledge that was not acknowledged before.\n"
    checked = ministries("verify", russia, "--workers", "1")
    assert "NATO cannot show others in place of its first entry" in checked.stdout


def test_an_altered_bundle_is_refused_and_changes_nothing(ministries: Ministries) -> None:
    ministries("export", ministries.path("nato/copy"), "--out", ministries.path("bundle"))
    bundle = ministries.folder / "bundle"
    bundle.write_bytes(bundle.read_bytes().replace(b'"open"', b'"OPEN"'))
    refused = ministries("import", ministries.path("russia/copy"), str(bundle), expect=2)
    assert "cut off or altered" in refused.stderr
    assert (
        len(json.loads(ministries("record", ministries.path("russia/copy"), "--json").stdout)["entries"]) == 1
    )


def test_keys_change_and_are_revoked(ministries: Ministries) -> None:
    nato, russia = ministries.path("nato/copy"), ministries.path("russia/copy")
    ministries("rotate", nato, "--time", "2010-03-01", key=True)
    ministries("write", nato, "explain", "New.", "--time", "2010-03-02", key=True)
    keys = ("--recovery", ministries.path("russia/russia.recovery.key"), "--out", ministries.path("new.key"))
    ministries("revoke", russia, *keys, "--time", "2010-03-01", key=True)
    old = ("--key", ministries.path("russia/russia.key"), "--time", "2010-03-02")
    refused = ministries("write", russia, "explain", "Old.", *old, key=True, expect=2)
    assert "does not hold the key of russia that is in force" in refused.stderr
    ministries("write", russia, "explain", "New.", "--time", "2010-03-02", key=True)
    assert "3 new" in ministries.carry("nato", "russia").stdout
    ministries("verify", russia, "--workers", "1")


WRONG = {
    "no case": (("open", "nato-rusia-2010", "{card}", "--out", "{new}"), "did you mean 'nato-russia-2010'"),
    "no procedure": (
        ("open", "nato-russia-2010", "{card}", "--out", "{new}"),
        "council_2010, council_formal",
    ),
    "missing card": (
        ("open", "nato-russia-2010", "{card}", "--procedure", "council_formal", "--out", "{new}"),
        "the cards of russia are missing",
    ),
    "no card": (("card", "{secret}"), "this is not JSON; name a card"),
    "no folder": (("key", "onia", "--out", "{card}"), "nato.card: the folder cannot be made"),
    "no copy": (("state", "{new}"), "there is no channel here"),
    "no time": (("state", "{copy}", "--time", "soon"), "'soon' is no time"),
    "no bundle": (("import", "{copy}", "{secret}"), "this is no bundle"),
    "no party": (("export", "{copy}", "--for", "rusia", "--out", "{new}"), "'rusia' is no party"),
    "no entry": (("record", "{copy}", "--attached", "nato:7"), "there is no entry 'nato:7'"),
    "no text": (("record", "{copy}", "--attached", "nato:0"), "no text that can be read"),
}


@pytest.mark.parametrize(("words", "said"), WRONG.values(), ids=WRONG)
def test_wrong_input_is_told_in_a_sentence(words: tuple[str, ...], said: str, ministries: Ministries) -> None:
    names = {
        "{card}": ministries.path("nato/nato.card"),
        "{new}": ministries.path("new"),
        "{copy}": ministries.path("nato/copy"),
        "{secret}": str(ministries.secret),
    }
    ended = ministries(*(names.get(word, word) for word in words), expect=2)
    assert said in ended.stderr
    assert not (ministries.folder / "new").exists()


WRITTEN_WRONG = {
    "kind": (("write", "{copy}", "explian"), "did you mean 'explain'"),
    "about": (("reply", "{copy}", "Yes.", "--about", "russia:9"), "there is no entry 'russia:9'"),
    "reader": (("write", "{copy}", "explain", "Psst.", "--only-for", "osce"), "'osce' is neither party"),
    "early": (("write", "{copy}", "explain", "Before.", "--time", "2010-01-01"), "is too early"),
    "move": (("write", "{copy}", "move", "--move", "shut"), "the procedure has no move 'shut'"),
    "bare": (("write", "{copy}", "move"), "say which move is meant, with --move"),
    "nothing": (("write", "{copy}", "explain"), "say something"),
}


@pytest.mark.parametrize(("words", "said"), WRITTEN_WRONG.values(), ids=WRITTEN_WRONG)
def test_nothing_wrong_is_signed(words: tuple[str, ...], said: str, ministries: Ministries) -> None:
    ended = ministries(
        *(word.replace("{copy}", ministries.path("nato/copy")) for word in words), key=True, expect=2
    )
    assert said in ended.stderr
    assert (
        len(json.loads(ministries("record", ministries.path("nato/copy"), "--json").stdout)["entries"]) == 1
    )


def test_the_word_channel_alone_lists_its_commands(unopened: Ministries) -> None:
    assert "detente channel join: " in unopened().stdout
    assert unopened("--help").stdout == unopened().stdout


@pytest.mark.parametrize("wrong", [("--time", "2010-01-01"), ("--time", "soon"), ()])
def test_a_joining_that_fails_leaves_nothing_behind(wrong: tuple[str, ...], unopened: Ministries) -> None:
    for name in ("nato", "russia"):
        unopened("key", name, "--out", unopened.path(""), key=True)
    cards = [unopened.path(f"{name}.card") for name in ("nato", "russia")]
    words = ("--procedure", "council_formal", "--time", "2010-02-01", "--out", unopened.path("opening"))
    unopened("open", "nato-russia-2010", *cards, *words)
    joined = ("join", unopened.path("opening"), unopened.path("copy"), "--key")
    unopened(*joined, unopened.path("nato.key" if wrong else "nato.recovery.key"), *wrong, key=True, expect=2)
    assert not (unopened.folder / "copy").exists()
    unopened(*joined, unopened.path("nato.key"), "--time", "2010-02-02", key=True)


def test_a_key_is_never_written_over_nor_opened_with_another_passphrase(ministries: Ministries) -> None:
    before = (ministries.folder / "nato" / "nato.key").read_bytes()
    again = ministries("key", "nato", "--out", ministries.path("nato"), key=True, expect=2)
    assert "lost" in again.stderr
    assert (ministries.folder / "nato" / "nato.key").read_bytes() == before
    ministries.secret.write_text("something else\n", encoding="utf-8")
    refused = ministries("write", ministries.path("nato/copy"), "explain", "Hello.", key=True, expect=2)
    assert "the passphrase does not open it" in refused.stderr


def test_an_observer_reads_and_writes_nothing(unopened: Ministries) -> None:
    for name in ("nato", "russia"):
        unopened("key", name, "--out", unopened.path(name), key=True)
    unopened("key", "osce", "--observer", "--out", unopened.path("osce"), key=True)
    cards = [unopened.path(f"{name}/{name}.card") for name in ("nato", "russia", "osce")]
    words = ("--procedure", "council_formal", "--out", unopened.path("opening"))
    unopened("open", "nato-russia-2010", *cards, *words)
    joined = ("join", unopened.path("opening"), unopened.path("osce/copy"))
    unopened(*joined, "--key", unopened.path("osce/osce.key"), key=True)
    refused = unopened("write", unopened.path("osce/copy"), "explain", "We think.", key=True, expect=2)
    assert "it reads, and writes nothing" in refused.stderr


def test_what_a_thief_signed_after_one_s_own_last_entry_loses_its_effect(ministries: Ministries) -> None:
    nato = ministries.path("nato/copy")
    ministries("write", nato, "explain", "Ours.", "--time", "2010-03-01", key=True)
    ministries("convene", nato, "A thief's.", "--time", "2010-03-02", key=True)
    keys = ("--recovery", ministries.path("nato/nato.recovery.key"), "--out", ministries.path("new.key"))
    last = ("--last-own", "nato:1", "--time", "2010-03-03")
    ministries("revoke", nato, *keys, *last, key=True)
    shown = json.loads(ministries("record", nato, "--json").stdout)["entries"]
    assert [(one["kind"], one["effect"]) for one in shown] == [
        ("open", "said"),
        ("explain", "said"),
        ("convene", "void"),
        ("revoke", "said"),
    ]
    state = json.loads(ministries("state", nato, "--time", "2010-03-04", "--json").stdout)
    assert state["state"] == "open"


def test_a_revocation_that_fails_leaves_no_key(ministries: Ministries) -> None:
    keys = ("--recovery", ministries.path("nato/nato.recovery.key"), "--out", ministries.path("new.key"))
    early = ("revoke", ministries.path("nato/copy"), *keys, "--time", "2010-01-01")
    assert "too early" in ministries(*early, key=True, expect=2).stderr
    assert not (ministries.folder / "new.key").exists()


def test_one_entry_is_shown_to_others_without_the_rest(ministries: Ministries) -> None:
    ministries.carry("nato", "russia")
    russia, proof = ministries.path("russia/copy"), ministries.path("their.proof")
    ministries("prove", russia, "nato:0", "--out", proof)
    checked = ministries("verify", proof, "--workers", "1")
    assert "NATO has signed entry 0 of its log" in checked.stdout
    held = ministries.folder / "their.proof"
    held.write_bytes(held.read_bytes().replace(b"2010-02-02", b"2010-02-03"))
    assert "proves nothing" in ministries("verify", proof, "--workers", "1", expect=1).stdout


def test_what_others_wrote_does_nothing_to_the_terminal(ministries: Ministries) -> None:
    nato, named = ministries.path("nato/copy"), ministries.folder / "a\x1b[2J\nrussia:9 replies"
    named.write_text("tanks\x1b[8m", encoding="utf-8")
    said = "It is\x1b]0;over\x07 \u202eyadot"
    attached = ("--file", str(named), "--time", "2010-03-01")
    ministries("write", nato, "declare", said, *attached, key=True)
    shown = ministries("record", nato, "--last", "1").stdout
    assert not set(shown) & set("\x1b\x07\u202e")
    assert "It is⟨U+001B⟩]0;over⟨U+0007⟩ ⟨U+202E⟩yadot" in shown
    assert [line for line in shown.splitlines() if line.startswith("russia:9")] == []
    as_json = ministries("record", nato, "--last", "1", "--json").stdout
    assert not set(as_json) & set("\x1b\x07\u202e")
    assert json.loads(as_json)["entries"][0]["says"] == said


def test_an_attached_text_is_harmless_where_somebody_looks_at_it(
    ministries: Ministries, monkeypatch: pytest.MonkeyPatch
) -> None:
    nato, table = ministries.path("nato/copy"), ministries.folder / "holdings.csv"
    table.write_text("tanks\u202e", encoding="utf-8")
    ministries("write", nato, "declare", "--file", str(table), "--time", "2010-03-01", key=True)
    assert ministries("record", nato, "--attached", "nato:1").stdout == "tanks\u202e\n"
    terminal = SimpleNamespace(stdout=SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("detente.cli.channel_reading.sys", terminal)
    assert ministries("record", nato, "--attached", "nato:1").stdout == "tanks⟨U+202E⟩\n"


def test_a_proof_says_nothing_but_what_it_proves(ministries: Ministries) -> None:
    nato, proof = ministries.path("nato/copy"), ministries.path("own.proof")
    said = "Nothing.\n- Russia has signed two different logs.\x1b[8m"
    ministries("write", nato, "explain", said, "--time", "2010-03-01", key=True)
    ministries("prove", nato, "nato:1", "--out", proof)
    shown = ministries("verify", proof, "--workers", "1").stdout
    assert "Nothing.⟨U+000A⟩- Russia has signed two different logs.⟨U+001B⟩[8m" in shown
