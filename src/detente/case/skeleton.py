"""The commented case that ``detente new`` writes for an analyst to start from."""

from __future__ import annotations

__all__ = ["SKELETON"]

SKELETON = """\
# A case to start from. Change everything; lines that start with # are remarks and count for nothing.
# Check it with `detente check`, run it with `detente bargaining`, and read it with `detente report --open`.

detente: 1                      # the version of the format
title: Two states and a river
as_of: 2024-01-01               # nothing later than this is known here

# Who takes part. A party without `walk_away` keeps what there is today when nothing is agreed.
# Names stand in sentences as they are written here, before verbs in the singular: `The Union demands ...`.
parties:
  upland: {name: Upland}
  lowland: {name: Lowland}
  fishers: {name: The fishing port}       # they decide on nothing, and may lose all the same

# What the words for weights mean.
scales: {vital: [60, 100], important: [30, 60], minor: [5, 30]}

# What is to be settled. Exactly one option of an issue holds at a time. Several deciders sign together.
# A stance is a rank order, best first: `>` better, `=` equal, and right of the bar `|` what is never signed.
issues:
  dam:
    name: A dam on the upper river
    options: {none: No dam, small: A small dam, large: A large dam}
    today: none
    decided_by: [upland, lowland]
    stances:
      upland: {order: large > small > none, weight: vital}
      lowland: {order: none > small | large, weight: important}
      fishers: {order: none > small > large, weight: vital}
  flow:
    name: Water let through in summer
    options: {free: As Upland see fit, share: A fixed share, full: All of it}
    today: free
    decided_by: [upland, lowland]
    kept_by: upland
    stances:
      # A range is better than a guess. A demand is asked for before anything on the issue is signed.
      upland: {points: {free: 100, share: [40, 70], full: 0}, weight: [20, 40]}
      lowland: {order: full > share > free, weight: vital, demands: [share, full]}
      fishers: {order: full > share > free, weight: important}
  power:
    name: Electricity from the dam
    options: {upland: For Upland, split: Split}
    today: upland
    decided_by: [upland, lowland]
    stances:
      upland: {order: upland > split, weight: minor}
      lowland: {order: split > upland, weight: important}

# Packages that cannot exist.
rules:
  - id: power-needs-dam
    require: power is split implies dam is not none
    says: Without a dam there is no electricity.

trust:
  - {from: lowland, to: upland, level: [0.2, 0.4]}      # 0 is none, 1 is full

# Sentences to be tested. `detente quantities` lists what they can be made of.
claims:
  - id: C1
    says: No agreement allows a large dam.
    origin: analyst
    about: [dam]
    holds_if: signable(dam is large) = 0
  - id: C2
    says: If Lowland did not insist on water, more could be signed.
    origin: analyst
    about: [flow]
    holds_if: signable(variant=patience) > signable()

# The same case with something changed, to be compared. Only what differs is written.
variants:
  patience:
    says: Lowland does not insist on its share of the water.
    issues: {flow: {stances: {lowland: {demands: null}}}}

# Where it all comes from. What no evidence names rests on judgement, and the report says so.
sources:
  survey: {cite: "River survey, 2023"}
evidence:
  - {for: issues.dam.stances.fishers, source: survey, at: chapter 2, basis: data}
  - {for: [issues.dam.stances.lowland, issues.flow.stances.lowland], basis: judgement}

# Left out here: blocs and camps, what each can do alone, building blocks and their roadmap, procedures,
# agreements, inspections, threats. `detente new FILE --from iran-jcpoa-2015` copies a case that has them all.
"""
"""A small case that passes the check and shows each part of the format once."""
