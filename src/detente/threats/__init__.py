"""What they fear together: structured expert judgement of joint threats."""

from detente.threats.analysis import analyse
from detente.threats.result import Threats

__all__ = ["Threats", "analyse"]
