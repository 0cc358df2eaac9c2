"""A consultation channel that no side can close: signed logs, merged, under a procedure of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.on_demand import on_demand

if TYPE_CHECKING:
    from detente.channel.course.course import Course
    from detente.channel.exchange.checking import Check, check_kept, check_record
    from detente.channel.exchange.delegation import Delegation, Speech
    from detente.channel.exchange.folder import holder_in, sit_down
    from detente.channel.exchange.listing import listed
    from detente.channel.keeping.holder import Holder
    from detente.channel.keeping.stores import open_store
    from detente.channel.problems import ChannelError, RecordError
    from detente.channel.record.bundle import read_bundle
    from detente.channel.record.copy import Copy
    from detente.channel.record.kinds import Kind
    from detente.channel.record.moment import read_moment
    from detente.channel.record.opening import Opening

__all__ = [
    "ChannelError",
    "Check",
    "Copy",
    "Course",
    "Delegation",
    "Holder",
    "Kind",
    "Opening",
    "RecordError",
    "Speech",
    "check_kept",
    "check_record",
    "holder_in",
    "listed",
    "open_store",
    "read_bundle",
    "read_moment",
    "sit_down",
]

__getattr__ = on_demand(
    __name__,
    {
        "ChannelError": "problems",
        "Check": "exchange.checking",
        "Copy": "record.copy",
        "Course": "course.course",
        "Delegation": "exchange.delegation",
        "Holder": "keeping.holder",
        "Kind": "record.kinds",
        "Opening": "record.opening",
        "RecordError": "problems",
        "Speech": "exchange.delegation",
        "check_kept": "exchange.checking",
        "check_record": "exchange.checking",
        "holder_in": "exchange.folder",
        "listed": "exchange.listing",
        "open_store": "keeping.stores",
        "read_bundle": "record.bundle",
        "read_moment": "record.moment",
        "sit_down": "exchange.folder",
    },
)
