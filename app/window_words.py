"""Errors whose way out is another one in the window than on the command line."""

from collections.abc import Iterable
from dataclasses import replace

from app.form_fields import in_words
from core.base.errors import ClasswiseError, ForeignClassesError, PlainWeightsError
from core.base.messages import message
from core.base.types import Finding


def in_window_words(error: ClasswiseError) -> str:
    """Return an error's text with what can be done in the window in place of the command line's options."""
    if isinstance(error, PlainWeightsError):
        return message("{name} holds weights alone, without the network's name and its classes: it can be trained "
                       "from, but predicts nothing by itself. On the Train page, choose its network, and the file "
                       "under Start from.", name=error.path.name)  # fmt: skip
    if isinstance(error, ForeignClassesError):
        return message("{what} Rename their classes as the model's, or choose other pictures.", what=error.what)
    return in_words(error.args[0] if error.args else str(error))


def findings_in_words(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings whose texts name settings as the form does."""
    return tuple(replace(finding, message=in_words(finding.message)) if "--" in finding.message else finding
                 for finding in findings)  # fmt: skip
