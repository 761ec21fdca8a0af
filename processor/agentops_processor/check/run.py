"""Paths and rules in, checked spans out: reading, judging, the structure of traces and the rules, in this order."""

from collections.abc import Sequence

from agentops_processor import plan
from agentops_processor.check.findings import CheckedSpan
from agentops_processor.check.judge import Judge
from agentops_processor.check.options import Input
from agentops_processor.check.read import read
from agentops_processor.check.rules import Rules
from agentops_processor.check.structure import check_structure, load_structure
from agentops_processor.errors import ConfigurationError


def check(paths: Sequence[str], form: Input | None, rules: Rules) -> list[CheckedSpan]:
    """Check everything that the paths hold.

    Raises:
        ConfigurationError: Something cannot be read, or there is no span at all.
    """
    spans = list(Judge(plan.load()).judge(read(paths, form)))
    if not spans:
        raise ConfigurationError(f"{', '.join(paths)}: no spans; nothing was checked")
    check_structure(spans, load_structure())
    for span in spans:
        rules.apply(span)
    return spans
