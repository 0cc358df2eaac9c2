"""Two conflicts of which the certificates are worked out by hand, from the definitions."""

from __future__ import annotations

from detente.stability import GraphModel
from detente.stability.certificates import Certificate, Move, Reply, Sanction, Unpunished
from detente.stability.concepts import Concept

__all__ = ["KEPT", "KEPT_BY", "LEFT", "LEFT_BY"]

B, C = 1, 2

KEPT = GraphModel(
    [([0, 0, 4, 5], [1, 2, 3, 4]), ([1, 2, 3], [3, 4, 5]), ([2, 3, 3], [6, 4, 5])],
    [[3, 6, 5, 4, 1, 2, 3], [0, 0, 1, 1, 0, 0, 0], [0, 0, 0, 1, 0, 2, 1]],
    ["A", "B", "C"],
)
"""A has two improvements from 0, to 1 and 2, and both can be punished.

From 1 only B moves, to 3, which A still likes better than 0. Thence C goes to 4, which it does not like, or
to 5, which it does; B alone could go on to 5 only by moving twice. From 2 B can go to 4, which it does not
like, and C to 6, which it does. A likes 4 and 5 less than 0, and 6 just as well. It mends 4 by moving to 3;
from 5 it can move to 4 alone, and from 6 to nothing.
"""

_BY_4 = (Sanction(1, (Move(B, 1, 3), Move(C, 3, 4)), None), Sanction(2, (Move(B, 2, 4),), None))
_BY_5 = (Sanction(1, (Move(B, 1, 3), Move(C, 3, 5)), None), Sanction(2, (Move(C, 2, 6),), None))
_FOR_GOOD = (Sanction(1, _BY_5[0].path, Reply(4, rank=0)), _BY_5[1])

KEPT_BY = {
    Concept.GMR: Certificate(0, 0, Concept.GMR, _BY_4, None),
    Concept.SMR: Certificate(0, 0, Concept.SMR, _FOR_GOOD, None),
    Concept.SEQ: Certificate(0, 0, Concept.SEQ, _BY_5, None),
    Concept.SSEQ: Certificate(0, 0, Concept.SSEQ, _FOR_GOOD, None),
}
"""Why 0 is stable for A."""

LEFT = GraphModel(
    [([0, 0, 0, 6], [1, 2, 3, 3]), ([2], [4]), ([2, 4], [6, 5])],
    [[1, 2, 3, 3, 5, 4, 0], [0, 0, 0, 0, 1, 0, 0], [0, 0, 1, 0, 1, 2, 0]],
    ["A", "B", "C"],
)
"""A has three improvements from 0, to 1 and, liked better and alike, to 2 and 3.

From 1 and 3 nobody moves. From 2 B goes to 4, and C from there to 5, each of which it likes; A likes both
better than 2. C can also go from 2 to 6, which it does not like, and which A likes least of all; thence A can
go to 3.
"""

_GONE = {
    Concept.NASH: Unpunished(2, None, (), None),
    Concept.GMR: Unpunished(3, 0, (), None),
    Concept.SMR: Unpunished(2, 3, (Move(C, 2, 6),), Reply(3, rank=3)),
    Concept.SEQ: Unpunished(2, 2, (Move(B, 2, 4), Move(C, 4, 5)), None),
    Concept.SSEQ: Unpunished(2, 2, (Move(B, 2, 4), Move(C, 4, 5)), None),
}
LEFT_BY = {concept: Certificate(0, 0, concept, (), one) for concept, one in _GONE.items()}
"""Why 0 is not stable for A."""
