"""What the page answers to a browser that is let in: the whole page, its parts, and what became of a form."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, RedirectResponse, Response

from detente.channel.page.forms import NOTHING, BadFormError, Form
from detente.channel.page.parts import changed_parts, live_parts
from detente.channel.page.templating import render
from detente.channel.page.times import shown_time
from detente.channel.page.writing import FieldError, convene, speak
from detente.channel.problems import ChannelError
from detente.channel.record.kinds import Kind
from detente.channel.record.moment import instant

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.requests import Request

    from detente.channel.exchange.delegation import Delegation
    from detente.channel.page.access import Session
    from detente.channel.page.desk import Desk
    from detente.channel.record.entry import SignedEntry

__all__ = ["BARE", "Answers", "Visit"]

BARE: Mapping[str, object] = {"title": "A channel", "who": ""}
"""What a page shows at its head where nobody is let in."""
_DIGITS = 12
"""Of a place in the record, at most."""


@dataclass(frozen=True)
class Visit:
    """A browser that is let in. ``token``: what its forms bring; ``live``: it asks for parts alone."""

    name: str
    session: Session
    token: str
    live: bool


@dataclass(frozen=True)
class _Filled:
    """How the forms are to be shown: what is typed in them, about which entry, what came of them.

    ``told`` and ``problem`` are by form; a problem comes with the field that it is about.
    """

    typed: Form = NOTHING
    about: str = ""
    told: Mapping[str, str] = field(default_factory=dict)
    problem: Mapping[str, tuple[str, str]] = field(default_factory=dict)


_EMPTY = _Filled()


class Answers:
    """What is answered, from one desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    # Reading.

    def page(self, visit: Visit, request: Request) -> Response:
        """Answer with the whole page."""
        query = request.query_params
        told = {name: visit.session.told.pop(name, "") for name in ("convene", "speak")}
        return self._whole(
            visit, _until(query.get("until")), _Filled(about=query.get("about", ""), told=told)
        )

    def live(self, visit: Visit, request: Request) -> Response:
        """Answer with those parts that have changed since the browser last asked."""
        query = request.query_params
        form = Form({name: query.getlist(name) for name in query})
        shown = self._shown(visit, _until(query.get("until")), _Filled(form))
        parts = changed_parts(shown, query.getlist("known"))
        return HTMLResponse(parts) if parts else Response(status_code=204)

    def about(self, visit: Visit, request: Request) -> Response:
        """Answer with the part of the form that names the entry which it answers."""
        about = request.query_params.get("about", "")
        if not visit.live:
            return RedirectResponse(f"/?about={about}#speak" if about.isalnum() else "/#speak", 303)
        shown = {"about": self.desk.look(about=about).about, "moved": True}
        return HTMLResponse(render("parts/about.html.jinja", **shown))

    def entry(self, visit: Visit, request: Request) -> Response:
        """Answer with one entry and all its words."""
        found = self.desk.entry(request.path_params["leaf"])
        head = {"title": self.desk.title, "who": self.desk.name, "token": visit.token}
        if found is None:
            return HTMLResponse(render("problem.html.jinja", **head, says="No such entry is here."), 404)
        return HTMLResponse(render("entry.html.jinja", **head, entry=found))

    # Writing.

    def open(self, visit: Visit, form: Form) -> Response:
        """Open the party's log, by which it accepts the channel."""
        return self._written(visit, form, "convene", lambda here, _form: here.write(Kind.OPEN))

    def convene(self, visit: Visit, form: Form) -> Response:
        """Convene."""
        return self._written(visit, form, "convene", convene)

    def speak(self, visit: Visit, form: Form) -> Response:
        """Write any other entry."""
        return self._written(visit, form, "speak", speak)

    def acknowledge(self, visit: Visit, form: Form) -> Response:
        """Acknowledge how far the others' logs are here."""
        self._require_party()
        told = visit.session.told
        with self.desk.one_at_a_time:
            try:
                made = self.desk.delegation.acknowledge()
            except ChannelError as error:
                told["not_acknowledged"] = f"Nothing was acknowledged: {str(error).rstrip('.')}."
            else:
                told["acknowledged"] = _acknowledged(made, self._now())
                told.pop("not_acknowledged", None)
        return self._back(visit, form, "acknowledged")

    def verify(self, visit: Visit, form: Form) -> Response:
        """Begin to verify the whole copy; what is done soon is shown at once."""
        self.desk.verification.start(self.desk.clock())
        self.desk.verification.wait(1.0)
        return self._back(visit, form, "verify")

    def sync(self, visit: Visit, form: Form) -> Response:
        """Have all hosts asked now."""
        self.desk.syncing.now()
        return self._back(visit, form, "hosts")

    def _require_party(self) -> None:
        if self.desk.delegation.observes:
            raise BadFormError(f"{self.desk.name} observes this channel: it reads, and writes nothing.", 403)

    def _written(
        self, visit: Visit, form: Form, name: str, write: Callable[[Delegation, Form], SignedEntry]
    ) -> Response:
        """Write an entry, once however often its form is sent, and answer with what became of it."""
        self._require_party()
        once = form.one("once")
        with self.desk.one_at_a_time:
            if visit.session.first_time(once):
                try:
                    signed = write(self.desk.delegation, form)
                except ChannelError as error:
                    visit.session.sent.pop(once, None)
                    return self._refused(visit, form, name, error)
                says = self._in_record(signed)
            else:
                says = "This form had been sent before, and is in the record once."
        if not visit.live:
            visit.session.told[name] = says
        return self._back(visit, form, name, says)

    def _in_record(self, signed: SignedEntry) -> str:
        """Say that an entry is in the record, and what it came to."""
        shown = self.desk.entry(signed.leaf.hex())
        assert shown is not None
        came = shown.says or f"It is dated {shown.shown}, after what it answers, and takes effect then."
        return f"Your entry is in the record. {came}"

    def _refused(self, visit: Visit, form: Form, name: str, error: ChannelError) -> Response:
        """Show a form again with all that was typed, and why nothing was written."""
        about = error.field if isinstance(error, FieldError) else "says"
        filled = _Filled(form, form.one("speak_about"), problem={name: (about, str(error))})
        if not visit.live:
            return self._whole(visit, _until(form.one("until")), filled, 422)
        return self._form_answer(visit, form, name, filled, 422)

    def _back(self, visit: Visit, form: Form, name: str, told: str = "") -> Response:
        """Answer a form that was taken: with what has changed, or by the way back to the whole page."""
        if not visit.live:
            return RedirectResponse(f"/#{name}", 303)
        if told:
            return self._form_answer(visit, form, name, _Filled(told={name: told}))
        shown = self._shown(visit, _until(form.one("until")), _Filled(form))
        return HTMLResponse(changed_parts(shown, form.several("known")))

    # Laying out.

    def _form_answer(
        self, visit: Visit, sent: Form, name: str, filled: _Filled, status: int = 200
    ) -> Response:
        """Answer with one form, and with the parts elsewhere in the page that have changed."""
        shown = self._shown(visit, _until(sent.one("until")), filled)
        shown["parts"] = live_parts(shown)
        text = render(f"parts/{name}.html.jinja", **shown)
        kept = {**shown, "typed": sent}  # what is chosen in the other form stays
        elsewhere = changed_parts(kept, sent.several("known"), without=(f"{name}_moves",))
        return HTMLResponse(text + elsewhere, status)

    def _whole(self, visit: Visit, until: int | None, filled: _Filled, status: int = 200) -> Response:
        shown = self._shown(visit, until, filled)
        return HTMLResponse(render("page.html.jinja", **shown, parts=live_parts(shown)), status)

    def _shown(self, visit: Visit, until: int | None, filled: _Filled = _EMPTY) -> dict[str, object]:
        """Return everything that the templates place, from one look at the copy."""
        seen, desk = self.desk.look(until, filled.about), self.desk
        return {
            "title": desk.title,
            "who": desk.name,
            "observes": desk.delegation.observes,
            "now": seen.now,
            "record": seen.record,
            "logs": seen.logs,
            "about": seen.about,
            "moved": False,
            "hosts": desk.syncing.watched,
            "verification": desk.verification,
            "verified": desk.verification.time and shown_time(instant(desk.verification.time)),
            "token": visit.token,
            "once": secrets.token_hex(8),
            "typed": filled.typed,
            "told": {"convene": "", "speak": "", **visit.session.told, **filled.told},
            "problem": filled.problem,
        }

    def _now(self) -> str:
        return shown_time(instant(self.desk.clock()))


def _until(text: str | None) -> int | None:
    """Return up to which place of the record a browser asks; None where it asks for the newest."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= _DIGITS else None


def _acknowledged(made: SignedEntry | None, now: str) -> str:
    if made is None:
        return f"{now}: there is nothing to acknowledge that you have not acknowledged before."
    return f"{now}: acknowledged."
