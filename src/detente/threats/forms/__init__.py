"""Forms in which experts answer in private, and what is taken in from them."""

from detente.threats.forms.collected import collected
from detente.threats.forms.form_of import BlankForm, form_of

__all__ = ["BlankForm", "collected", "form_of"]
