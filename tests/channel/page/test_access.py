"""Who is let in, and what a browser is bound to."""

from __future__ import annotations

import re

import pytest

from detente.channel.page.access import Access, new_code
from detente.channel.page.app import page_app
from detente.channel.problems import ChannelError
from tests.channel.delegations import Table, table
from tests.channel.page.visitor import CODE, Visitor, entered

READ = ["/", "/live", "/about", "/entry/00"]
WRITTEN = ["/open", "/convene", "/speak", "/acknowledge", "/verify", "/sync", "/leave"]


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> Table:
    found = table(tmp_path_factory.mktemp("sides"))
    found.clock.set("2010-03-01")
    return found


@pytest.fixture
def stranger(sides: Table) -> Visitor:
    return Visitor(page_app(sides["nato"], code=CODE))


@pytest.fixture
def inside(sides: Table) -> Visitor:
    return entered(sides["nato"])


@pytest.mark.parametrize("path", READ)
def test_nothing_is_read_without_the_code(stranger: Visitor, path: str) -> None:
    found = stranger.send("GET", path)
    assert (found.status_code, found.headers["location"]) == (303, "/enter")
    assert stranger.send("GET", path, headers={"hx-request": "true"}).status_code == 401


@pytest.mark.parametrize("path", WRITTEN)
def test_nothing_is_written_without_the_code(sides: Table, stranger: Visitor, path: str) -> None:
    before = len(sides["nato"].holder.copy)
    fields: dict[str, str | list[str]] = {"convene_move": "ask", "speak_kind": "reply", "speak_says": "x"}
    found = stranger.send("POST", path, fields)
    assert (found.status_code, found.headers["location"]) == (303, "/enter")
    assert len(sides["nato"].holder.copy) == before


@pytest.mark.parametrize("path", WRITTEN)
@pytest.mark.parametrize("token", ["", "0" * 64, "ü"])
def test_no_form_is_taken_without_the_token_of_its_session(
    sides: Table, inside: Visitor, path: str, token: str
) -> None:
    before = len(sides["nato"].holder.copy)
    fields: dict[str, str | list[str]] = {"token": token, "convene_move": "ask", "speak_says": "x"}
    assert inside.send("POST", path, fields).status_code == 403
    assert len(sides["nato"].holder.copy) == before
    assert inside.get("/").status_code == 200


def test_every_form_brings_the_token(inside: Visitor) -> None:
    forms = re.findall(r"<form .*?</form>", inside.page, re.DOTALL)
    assert len(forms) == 5
    assert all('name="token"' in form for form in forms)


def test_the_code_is_good_for_one_browser(sides: Table) -> None:
    told: list[str] = []
    app = page_app(sides["nato"], code=CODE, announce=told.append)
    first, second = Visitor(app), Visitor(app)
    for one in (first, second):
        one.get()
        one.post("/enter", code=f" {CODE.lower().replace('-', ' ')} ")
    assert "What you can do now" in first.text()
    assert "This is not the code that is valid now" in second.text()
    second.post("/enter", code=told[0])
    assert "What you can do now" in second.text()
    assert len(set(told)) == 2


def test_a_code_that_is_used_is_good_no_more_where_no_other_is_told() -> None:
    access = Access(CODE)
    assert access.session(access.enter(CODE)) is not None
    for typed in (CODE, ""):
        with pytest.raises(ChannelError, match="not the code"):
            access.enter(typed)


def test_after_five_wrong_codes_nobody_enters_for_a_while_that_grows() -> None:
    time = 0.0
    access = Access(CODE, clock=lambda: time)
    for wait in (30, 60, 120):
        for _ in range(5):
            with pytest.raises(ChannelError, match="not the code"):
                access.enter("WRONG")
        with pytest.raises(ChannelError, match=rf"try again in {wait + 1} seconds"):
            access.enter(CODE)
        time += wait
    assert access.session(access.enter(CODE)) is not None


def test_an_empty_code_lets_nobody_in() -> None:
    with pytest.raises(ChannelError, match="empty"):
        Access(" - ")


def test_codes_differ_and_hold_no_letters_that_are_mistaken_for_others() -> None:
    codes = {new_code() for _ in range(100)}
    assert len(codes) == 100
    assert not set("".join(codes)) & set("01ILO")


def test_a_session_ends_when_its_browser_leaves(inside: Visitor) -> None:
    cookies = dict(inside.cookies)
    inside.post("/leave")
    inside.cookies.update(cookies)
    assert inside.send("GET", "/").status_code == 303


def test_who_enters_gets_another_cookie_than_before(sides: Table) -> None:
    visitor = Visitor(page_app(sides["nato"], code=CODE))
    visitor.get()
    before = dict(visitor.cookies)
    visitor.post("/enter", code=CODE)
    assert dict(visitor.cookies) != before
    assert list(dict(visitor.cookies)) == list(before)


def test_the_cookie_is_kept_from_scripts_and_other_sites(stranger: Visitor) -> None:
    stranger.get()
    found = stranger.post("/enter", follow=False, code=CODE)
    assert "httponly" in found.headers["set-cookie"].lower()
    assert "samesite=strict" in found.headers["set-cookie"].lower()


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "", "[", "10.0.0.1"]
)
def test_only_this_machine_s_own_names_are_answered(stranger: Visitor, host: str) -> None:
    assert stranger.send("GET", "/enter", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:1", "localhost:8000", "[::1]:8000", "LOCALHOST"])
def test_each_of_these_names_is_answered(stranger: Visitor, host: str) -> None:
    assert stranger.send("GET", "/enter", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_another_site_sends_is_refused_and_no_wrong_code_is_counted(
    stranger: Visitor, site: str
) -> None:
    stranger.get()
    fields = {**stranger.hidden("/enter"), "code": "WRONG"}
    for _ in range(6):
        assert stranger.send("POST", "/enter", fields, {"sec-fetch-site": site}).status_code == 403
    stranger.post("/enter", code=CODE)
    assert "What you can do now" in stranger.text()


@pytest.mark.parametrize("path", ["/", "/enter", "/nothing", "/static/page.css", "/live"])
def test_every_answer_binds_the_browser(inside: Visitor, path: str) -> None:
    headers = inside.send("GET", path).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"


def test_the_page_holds_nothing_that_its_policy_forbids(inside: Visitor) -> None:
    assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=|hx-on", inside.page)
    assert not re.search(r"(?:src|href|action|hx-get|hx-post)=\"(?!/|#)", inside.page)


def test_no_code_or_token_stands_in_an_address(inside: Visitor) -> None:
    token = str(inside.hidden("/leave")["token"])
    addresses = re.findall(r'(?:href|action|hx-get|hx-post|src)="([^"]*)"', inside.page)
    assert len(addresses) > 10
    secrets = [token, CODE, *dict(inside.cookies).values()]
    assert not any(secret in address for secret in secrets for address in addresses)


def test_nothing_outside_the_static_files_is_given_out(inside: Visitor) -> None:
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/", "/static/nothing.js"):
        assert inside.send("GET", path).status_code == 404
    assert "htmx" in inside.send("GET", "/static/htmx.min.js").text[:200]


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"{}", "application/json", 415),
        (b"token=x", "text/plain", 415),
        (b"x=" + b"y" * (1 << 20), "application/x-www-form-urlencoded", 413),
        (b"token=%ff%fe", "application/x-www-form-urlencoded", 400),
        (b"\xff", "application/x-www-form-urlencoded", 400),
        (b"&a=1" * 2000, "application/x-www-form-urlencoded", 400),
    ],
    ids=["json", "plain text", "too long", "no text", "not encoded", "too many fields"],
)
def test_what_is_no_form_is_refused_with_a_sentence(
    inside: Visitor, content: bytes, kind: str, status: int
) -> None:
    found = inside.send("POST", "/convene", headers={"content-type": kind}, content=content)
    assert found.status_code == status
    assert "<h1>Not done</h1>" in found.text
