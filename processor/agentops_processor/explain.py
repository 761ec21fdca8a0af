"""A source key in, what the plan makes of it out: the answer to “why is my attribute there?”."""

from collections.abc import Iterator

from agentops_processor.plan import Member, Plan, Rule


def explain_key(plan: Plan, key: str) -> Iterator[str]:
    """Lines that say what becomes of one attribute key."""
    found = plan.resolve(key)
    if found is None:
        yield f"{key}: not in the plan; kept as it is in attributes, attributes_num or attributes_bool"
    elif isinstance(found, Member):
        yield from _member(plan, key, found)
    else:
        for rule in found:
            yield from _rule(plan, key, rule)


def _member(plan: Plan, key: str, member: Member) -> Iterator[str]:
    dialect = plan.dialects[member.dialect].name
    family = plan.families.get(member.of)
    if family is None:
        yield f"{key}: collected with all keys {member.of}* into {plan.maps[member.of][0]}  (dialect {dialect})"
    else:
        target = family.to or "the table scores"
        yield f"{key}: folded with all keys {member.of}.N.* into {target} by {family.fold}  (dialect {dialect})"


def _rule(plan: Plan, key: str, rule: Rule) -> Iterator[str]:
    dialect = f"dialect {plan.dialects[rule.dialect].name}" if rule.dialect >= 0 else "canonical"
    how = rule.transform or rule.fan_out or "converted to the target's type"
    targets = {"": rule.to} if isinstance(rule.to, str) else rule.to
    for kind, target in targets.items():
        where = f" on {kind} spans" if kind not in ("", "default") else ""
        if target:
            yield f"{key}: {target}{where}  ({how}, rank {rule.rank}, {dialect})"
        else:
            yield f"{key}: kept as it is; evidence for the kind  ({dialect})"
