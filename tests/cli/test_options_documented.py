"""Every command and every option explains itself, and stands in the reference."""

from __future__ import annotations

import re
import shlex

import pytest

from tools.documentation import ROOT
from tools.make_reference import commands

PAGE = (ROOT / "docs" / "reference" / "command-line.md").read_text(encoding="utf-8")
PARTS = dict(re.findall(r"^## detente ([\w ]+)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
OPTIONS = [
    (command, option)
    for command, given in commands().items()
    for parameter in given.params
    if parameter.param_type_name == "option"
    for option in parameter.opts
]


def test_the_reference_has_a_part_for_every_command_and_no_other() -> None:
    assert list(PARTS) == list(commands())


@pytest.mark.parametrize(("command", "option"), OPTIONS, ids=[" ".join(both) for both in OPTIONS])
def test_every_option_is_in_the_reference(command: str, option: str) -> None:
    assert re.search(rf"`{option}( [A-Z_]+)?`", PARTS[command])


@pytest.mark.parametrize("command", commands())
def test_every_parameter_says_what_it_is_for(command: str) -> None:
    silent = [parameter.name for parameter in commands()[command].params if not parameter.help]
    assert silent == []


@pytest.mark.parametrize("command", commands())
def test_every_command_shows_an_example_that_it_would_accept(command: str) -> None:
    example = commands()[command].help.partition("Example:")[2]
    program, *words = shlex.split(example)
    assert program == "detente"
    assert words[: len(command.split())] == command.split()
    used = {word for word in words if word.startswith("-")}
    assert used <= {option for owner, option in OPTIONS if owner == command}
