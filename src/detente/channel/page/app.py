"""The page as an application: what is asked for at which address, and what is answered."""

from __future__ import annotations

import secrets
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from detente.channel.page.access import Access
from detente.channel.page.answers import BARE, Answers, Visit
from detente.channel.page.desk import Desk
from detente.channel.page.forms import BadFormError, read_form
from detente.channel.page.guard import Guard
from detente.channel.page.templating import FOLDER, render
from detente.channel.problems import ChannelError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

    from starlette.requests import Request

    from detente.channel.exchange.delegation import Delegation
    from detente.channel.page.forms import Form
    from detente.channel.page.syncing import Syncable

__all__ = ["page_app"]


def page_app(
    delegation: Delegation,
    *,
    code: str,
    hosts: Sequence[Syncable] = (),
    clock: Callable[[], str] | None = None,
    announce: Callable[[str], None] | None = None,
) -> Starlette:
    """Return the page of a party, or of an observer, over its own copy.

    ``code`` lets one browser in; ``announce`` is told the next one when it has been used. ``hosts`` are
    synced with in the background for as long as the application runs. ``clock`` tells the present moment
    where that is not the delegation's.
    """
    desk = Desk(delegation, hosts, clock)
    doors = _Doors(desk, Access(code, announce))

    @asynccontextmanager
    async def running(_app: Starlette) -> AsyncIterator[None]:
        desk.syncing.start()
        yield
        await run_in_threadpool(desk.syncing.stop)

    app = Starlette(
        routes=doors.routes(),
        middleware=[Middleware(Guard)],
        lifespan=running,
        exception_handlers={
            BadFormError: _bad_form,  # type: ignore[dict-item]  # handlers take the exceptions they are for
            ChannelError: _cannot,  # type: ignore[dict-item]
            404: _nothing_here,
            405: _nothing_here,
            500: _fault,
        },
    )
    app.state.desk = desk
    return app


class _Doors:
    """The addresses of the page. All but the entrance ask for a session, and every form for its token."""

    def __init__(self, desk: Desk, access: Access) -> None:
        self.access, self.answers = access, Answers(desk)
        self.cookie = (
            f"detente-{secrets.token_hex(8)}"  # other pages on this machine see each other's cookies
        )

    def routes(self) -> list[Route | Mount]:
        answers = self.answers
        return [
            Route("/", self._read(answers.page)),
            Route("/live", self._read(answers.live)),
            Route("/about", self._read(answers.about)),
            Route("/entry/{leaf}", self._read(answers.entry)),
            Route("/enter", self._entrance),
            Route("/enter", self._enter, methods=["POST"]),
            Route("/leave", self._write(self._leave), methods=["POST"]),
            Route("/open", self._write(answers.open), methods=["POST"]),
            Route("/convene", self._write(answers.convene), methods=["POST"]),
            Route("/speak", self._write(answers.speak), methods=["POST"]),
            Route("/acknowledge", self._write(answers.acknowledge), methods=["POST"]),
            Route("/verify", self._write(answers.verify), methods=["POST"]),
            Route("/sync", self._write(answers.sync), methods=["POST"]),
            Mount("/static", StaticFiles(directory=FOLDER / "static")),
        ]

    def _visit(self, request: Request) -> Visit | None:
        name = request.cookies.get(self.cookie, "")
        session = self.access.session(name)
        if session is None:
            return None
        live = request.headers.get("hx-request") == "true"
        return Visit(name, session, self.access.token(name), live)

    def _read(self, answer: Callable[[Visit, Request], Response]) -> Callable[[Request], Awaitable[Response]]:
        async def read(request: Request) -> Response:
            visit = self._visit(request)
            if visit is None:
                return self._shut(request)
            return await run_in_threadpool(answer, visit, request)

        return read

    def _write(self, answer: Callable[[Visit, Form], Response]) -> Callable[[Request], Awaitable[Response]]:
        async def write(request: Request) -> Response:
            visit = self._visit(request)
            if visit is None:
                return self._shut(request)
            form = await read_form(request)
            if not self.access.is_token(visit.name, form.one("token")):
                raise BadFormError("The form is not one of this session; nothing was done.", 403)
            return await run_in_threadpool(answer, visit, form)

        return write

    def _shut(self, request: Request) -> Response:
        """Show the way in; what the page itself asks for in the background is only told that it is shut."""
        if request.headers.get("hx-request") == "true":
            return Response(status_code=401)
        return RedirectResponse("/enter", 303)

    # The way in, and out.

    async def _entrance(self, request: Request) -> Response:
        if self._visit(request) is not None:
            return RedirectResponse("/", 303)
        return self._asking(request.cookies.get(self.cookie, ""))

    async def _enter(self, request: Request) -> Response:
        name, form = request.cookies.get(self.cookie, ""), await read_form(request)
        if not self.access.is_token(name, form.one("token")):
            return self._asking(name, "This browser had not asked for the page yet, or keeps no cookies.")
        try:
            entered = self.access.enter(form.one("code"))
        except ChannelError as error:
            return self._asking(name, str(error))
        return self._keep(RedirectResponse("/", 303), entered)

    def _asking(self, name: str, problem: str = "") -> Response:
        """Ask for the code, in a form that only this browser can send."""
        name = name or secrets.token_urlsafe(32)
        desk = self.answers.desk
        text = render(
            "enter.html.jinja",
            title=desk.title,
            who=desk.name,
            problem=problem,
            token=self.access.token(name),
        )
        return self._keep(HTMLResponse(text, 403 if problem else 200), name)

    def _keep(self, response: Response, name: str) -> Response:
        response.set_cookie(self.cookie, name, path="/", httponly=True, samesite="strict")
        return response

    def _leave(self, visit: Visit, _form: Form) -> Response:
        self.access.leave(visit.name)
        response = RedirectResponse("/enter", 303)
        response.delete_cookie(self.cookie, path="/", httponly=True, samesite="strict")
        return response


# What goes wrong.


def _said(says: str, status: int) -> Response:
    return HTMLResponse(render("problem.html.jinja", **BARE, says=says), status)


async def _bad_form(_request: Request, error: BadFormError) -> Response:
    return _said(str(error), error.status)


async def _cannot(_request: Request, error: ChannelError) -> Response:
    return _said(f"The copy cannot be read or written now: {error}", 503)


async def _nothing_here(_request: Request, _error: Exception) -> Response:
    return _said("There is nothing at this address.", 404)


async def _fault(_request: Request, _error: Exception) -> Response:
    return _said("Something went wrong in the program itself; nothing is lost of what was confirmed.", 500)
