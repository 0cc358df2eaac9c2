"""Conflicts as case files: over issues, and with states and moves written out."""

from __future__ import annotations

__all__ = ["OVER_ISSUES", "WRITTEN_OUT"]

OVER_ISSUES = """\
detente: 1
title: A river
as_of: undated
parties:
  up: {name: Upstream}
  down: {name: Downstream}
  fund: {name: The fund}
issues:
  dam:
    options:
      none: No dam
      low: {name: A low dam, irreversible: none}
      high: {name: A high dam, irreversible: true}
    today: none
    decided_by: up
    stances:
      up: {points: {none: 0, low: 40, high: 60}}
      down: {points: {none: 50, low: 30, high: 0}}
  fields:
    options: {wet: Wet, dry: Dry}
    today: wet
    decided_by: down
    stances:
      up: {points: {wet: 0, dry: 30}}
      down: {points: {wet: 20, dry: 0}}
  money:
    options: [none, paid]
    today: none
    decided_by: [up, fund]
    stances:
      up: {points: {none: 0, paid: 50}}
      fund: none > paid
rules:
  - {id: wet-needs-water, require: dam is high implies fields is dry}
conflict:
  issues: [dam, fields, money]
  consent_given: [fund]
  one_state: [fields is dry and dam is high]
  states:
    calm: {name: All is calm, when: dam is none and fields is wet and money is none}
  preferences:
    down: {statements: [fields is wet, dam is none, money is none]}
"""
"""Three options times two times two; two fewer by the rule, and two of the rest are one state."""

WRITTEN_OUT = """\
detente: 1
title: A quarrel
as_of: undated
parties: {one: {name: The one}, other: {name: The other}, third: {name: The third}}
conflict:
  says: Three states in a row.
  states: {first: , second: Begun, third_state: {name: All over}}
  moves:
    one: {first: second}
    other: {second: [third_state, first]}
  joint_moves: [{by: [one, other], from: first, to: third_state}]
  today: first
  preferences:
    one: [second, [first, third_state]]
    other: {payoffs: [1, 0, 2]}
    third: {known: [[first, second], [[first, 3]]]}
"""
