"""A small case with claims that turn on a whole roadmap, so that it is worth while to share their draws."""

from __future__ import annotations

from detente.case.case import Case

__all__ = ["CASE", "CHEAP", "DEAR", "TEXT"]

TEXT = """
detente: 1
title: A treaty that may fail
as_of: 2020-01-01
parties: {north: {}, south: {}}
horizon: {from: 2020, to: 2022}
trust: [{from: north, to: south, level: [0.2, 0.6]}]
blocks: {treaty: {decided_by: [north, south], needs: 0.45, delivers: [0.4, 0.6]}}
roadmap: {goal: treaty done, grid: 0.01}
variants: {later: {roadmap: {starts: 2021}}}
claims:
  - {id: W, says: To wait lowers the chance., holds_if: p_goal(variant=later) < p_goal()}
  - {id: short, says: Trust is short., holds_if: trust_short(treaty) > 0}
  - {id: even, says: A treaty is as likely as not., holds_if: p_goal() >= 0.5}
"""
CASE = Case.from_text(TEXT)
DEAR, CHEAP, _ = CASE.claims
"""A claim that is tested in few draws, as roadmaps take long, and one that is tested in all of them."""
