"""What a host answers to, as an OpenAPI 3.1 description."""

from __future__ import annotations

from typing import Any

__all__ = ["DESCRIPTION", "MOST_HEADS", "MOST_LINES"]

MOST_LINES = 500
"""Entries that are taken or given at once."""
MOST_HEADS = 100
"""Heads that are taken at once."""
_Schema = dict[str, Any]
_TEXT: _Schema = {"type": "string"}
_COUNT: _Schema = {"type": "integer", "minimum": 0, "maximum": 999_999_999_999_999}


def _hex(digits: int) -> _Schema:
    return {"type": "string", "pattern": f"^[0-9a-f]{{{digits}}}$"}


def _list(of: _Schema, most: int | None = None) -> _Schema:
    return {"type": "array", "items": of} | ({} if most is None else {"maxItems": most})


def _mapping(**fields: _Schema) -> _Schema:
    return {"type": "object", "properties": fields, "required": [*fields], "additionalProperties": False}


def _named(name: str) -> _Schema:
    return {"$ref": f"#/components/schemas/{name}"}


_SCHEMAS: dict[str, _Schema] = {
    "Error": _mapping(error=_TEXT),
    "Head": _mapping(
        channel=_hex(64),
        party=_TEXT,
        size={"type": "integer", "minimum": 0, "maximum": (1 << 40) - 1},
        root=_hex(64),
        signature=_hex(128),
    ),
    "Row": _mapping(seq=_COUNT, line=_TEXT, chain=_hex(64)),
    "Proof": _mapping(proof=_list(_hex(64))),
}
_ERRORS = {
    400: "what is asked cannot be read",
    401: "there is no session for this",
    403: "observers write nothing",
    404: "it is not here",
    408: "the body was too slow",
    409: "what arrived here is not what the client has seen",
    413: "it is too much at once",
    503: "the store cannot be reached",
}
_CHANNEL = {
    "name": "channel",
    "in": "path",
    "required": True,
    "schema": _hex(64),
    "description": "The hash of its opening.",
}


def _asked(name: str, schema: _Schema, what: str, *, required: bool = True) -> _Schema:
    return {"name": name, "in": "query", "required": required, "schema": schema, "description": what}


def _answers(what: str, schema: _Schema, errors: tuple[int, ...], media: str = "application/json") -> _Schema:
    found: _Schema = {"200": {"description": what, "content": {media: {"schema": schema}}}}
    for status in errors:
        found[str(status)] = {
            "description": _ERRORS[status],
            "content": {"application/json": {"schema": _named("Error")}},
        }
    return found


def _read(what: str, schema: _Schema, *asked: _Schema, more: tuple[int, ...] = (), **media: str) -> _Schema:
    errors = (400, 401, *more, 503)
    return {"summary": what, "parameters": list(asked), "responses": _answers(what, schema, errors, **media)}


def _written(what: str, body: _Schema, schema: _Schema, *errors: int, free: bool = False) -> _Schema:
    return {
        "summary": what,
        "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
        "responses": _answers(what, schema, errors),
        **({"security": []} if free else {}),
    }


def _free(what: str, schema: _Schema) -> _Schema:
    return {"get": {"summary": what, "security": [], "responses": _answers(what, schema, ())}}


_WRITING = (400, 401, 403, 408, 413, 503)
_SIZE = _asked("size", _COUNT, "The size of the log.")
_PARTY = _asked("party", _TEXT, "Whose log it is.")
_REFUSED = {"reason": _TEXT}
_UNDER_CHANNEL: dict[str, _Schema] = {
    "challenges": {
        "post": _written(
            "Something to sign, to begin a session within a minute.",
            _mapping(name=_TEXT),
            _mapping(challenge=_hex(144)),
            *(400, 404, 408, 413, 503),
            free=True,
        )
    },
    "sessions": {
        "post": _written(
            "A session, for a signature over [host, channel, name, challenge] in canonical JSON.",
            _mapping(name=_TEXT, challenge=_hex(144), signature=_hex(128)),
            _mapping(token=_hex(64), until=_TEXT),
            *(400, 401, 404, 408, 413, 503),
            free=True,
        )
    },
    "opening": {
        "get": _read("The opening, byte by byte.", _TEXT, media="application/octet-stream"),
    },
    "entries": {
        "get": _read(
            "What arrived after the first so many.",
            _mapping(entries=_list(_named("Row"), MOST_LINES), last=_COUNT),
            _asked("after", _COUNT, "How many the client has.", required=False),
            _asked(
                "chain",
                {"type": "string", "pattern": "^([0-9a-f]{64})?$"},
                "The hash over them.",
                required=False,
            ),
            _asked(
                "most", {"type": "integer", "minimum": 1, "maximum": MOST_LINES}, "How many.", required=False
            ),
            more=(409,),
        ),
        "post": _written(
            "Entries, whoever signed them. What is answered is on the host's disk.",
            _mapping(lines=_list(_TEXT, MOST_LINES)),
            _mapping(
                new=_COUNT,
                known=_COUNT,
                waiting=_COUNT,
                refused=_list(_mapping(line=_COUNT, **_REFUSED)),
            ),
            *_WRITING,
        ),
    },
    "heads": {
        "get": _read("The signed heads that are kept.", _mapping(heads=_list(_named("Head")))),
        "post": _written(
            "Signed heads of logs.",
            _mapping(heads=_list(_named("Head"), MOST_HEADS)),
            _mapping(new=_COUNT, known=_COUNT, refused=_list(_mapping(head=_COUNT, **_REFUSED))),
            *_WRITING,
        ),
    },
    "proofs/inclusion": {
        "get": _read(
            "That an entry is in a log (RFC 6962, 2.1.1).",
            _named("Proof"),
            _PARTY,
            _asked("number", _COUNT, "Which entry, counted from 0."),
            _SIZE,
            more=(404,),
        )
    },
    "proofs/consistency": {
        "get": _read(
            "That a log goes on from an older one (RFC 6962, 2.1.2).",
            _named("Proof"),
            _PARTY,
            _asked("old", _COUNT, "The older size."),
            _SIZE,
            more=(404,),
        )
    },
}

DESCRIPTION: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {
        "title": "A host of Détente's channels",
        "version": "1",
        "description": "It carries signed entries between the parties of a channel, and can alter none.",
    },
    "paths": {
        "/": _free("What this is.", _mapping(detente=_TEXT)),
        "/openapi.json": _free("This description.", {"type": "object"}),
        **{
            f"/channels/{{channel}}/{path}": {"parameters": [_CHANNEL], **operations}
            for path, operations in _UNDER_CHANNEL.items()
        },
    },
    "security": [{"session": []}],
    "components": {
        "schemas": _SCHEMAS,
        "securitySchemes": {"session": {"type": "http", "scheme": "bearer"}},
    },
}
"""The description. What a client need not send has a default."""
