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
parties:
  uplands: {name: The Uplands}
  lowlands: {name: The Lowlands}
  fishers: {name: The fishing towns}      # they decide on nothing, and may lose all the same

# What the words for weights mean.
scales: {vital: [60, 100], important: [30, 60], minor: [5, 30]}

# What is to be settled. Exactly one option of an issue holds at a time. Several deciders sign together.
# A stance is a rank order, best first: `>` better, `=` equal, and right of the bar `|` what is never signed.
issues:
  dam:
    name: A dam on the upper river
    options: {none: No dam, small: A small dam, large: A large dam}
    today: none
    decided_by: [uplands, lowlands]
    stances:
      uplands: {order: large > small > none, weight: vital}
      lowlands: {order: none > small | large, weight: important}
      fishers: {order: none > small > large, weight: vital}
  flow:
    name: Water let through in summer
    options: {free: As the Uplands see fit, share: A fixed share, full: All of it}
    today: free
    decided_by: [uplands, lowlands]
    kept_by: uplands
    stances:
      # A range is better than a guess. A demand is asked for before anything on the issue is signed.
      uplands: {points: {free: 100, share: [40, 70], full: 0}, weight: [20, 40]}
      lowlands: {order: full > share > free, weight: vital, demands: [share, full]}
      fishers: {order: full > share > free, weight: important}
  power:
    name: Electricity from the dam
    options: {uplands: For the Uplands, split: Split}
    today: uplands
    decided_by: [uplands, lowlands]
    stances:
      uplands: {order: uplands > split, weight: minor}
      lowlands: {order: split > uplands, weight: important}

# Packages that cannot exist.
rules:
  - id: power-needs-dam
    require: power is split implies dam is not none
    says: Without a dam there is no electricity.

trust:
  - {from: lowlands, to: uplands, level: [0.2, 0.4]}      # 0 is none, 1 is full

# Sentences to be tested. `detente quantities` lists what they can be made of.
claims:
  - id: C1
    says: No agreement allows a large dam.
    origin: analyst
    about: [dam]
    holds_if: signable(dam is large) = 0
  - id: C2
    says: If the Lowlands did not insist on water, more could be signed.
    origin: analyst
    about: [flow]
    holds_if: signable(variant=patience) > signable()

# The same case with something changed, to be compared. Only what differs is written.
variants:
  patience:
    says: The Lowlands do not insist on their share of the water.
    issues: {flow: {stances: {lowlands: {demands: null}}}}

# Where it all comes from. What no evidence names rests on judgement, and the report says so.
sources:
  survey: {cite: "River survey, 2023"}
evidence:
  - {for: issues.dam.stances.fishers, source: survey, at: chapter 2, basis: data}
  - {for: [issues.dam.stances.lowlands, issues.flow.stances.lowlands], basis: judgement}
"""
"""A small case that passes the check and shows each part of the format once."""
