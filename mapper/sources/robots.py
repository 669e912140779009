"""What a site's robots.txt allows, by RFC 9309: the longest rule that fits decides, and ``Allow`` wins a tie."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

LIMIT = 512_000
"""Bytes of robots.txt that are read, the least that the RFC asks for."""

_AS_IT_IS = "%/*$?=&+,;:@!'()~#[]"
_LINE = re.compile(r"\s*([A-Za-z-]+)\s*:\s*([^#]*)")


@dataclass(frozen=True, slots=True)
class Rule:
    """A path that may, or may not, be fetched; ``*`` stands for anything, ``$`` at the end for the end."""

    path: str
    allows: bool

    def fits(self, path: str) -> bool:
        """Say whether the rule speaks of a path."""
        whole = self.path.endswith("$")
        parts = (self.path[:-1] if whole else self.path).split("*")
        at = len(parts[0])
        if not path.startswith(parts[0]):
            return False
        for part in parts[1:]:
            found = path.find(part, at)
            if found < 0:
                return False
            at = found + len(part)
        return not whole or at == len(path) or (len(parts) > 1 and path.endswith(parts[-1]))


def rules_for(text: str, agent: str) -> tuple[Rule, ...]:
    """Take the rules for an agent, a product name such as ``border-event-mapper``, else those for everyone."""
    groups: dict[str, list[Rule]] = {}
    names: list[str] = []
    in_names = False
    for line in text.splitlines():
        found = _LINE.match(line)
        if found is None:
            continue
        key, value = found[1].lower(), found[2].strip()
        if key == "user-agent":
            names = [*names, value.lower()] if in_names else [value.lower()]
            in_names = True
            groups.setdefault(names[-1], [])
        elif key in ("allow", "disallow"):
            in_names = False
            for name in names if value else []:
                groups[name].append(Rule(quote(value, safe=_AS_IT_IS), key == "allow"))
    return tuple(groups.get(agent.lower(), groups.get("*", [])))


def allowed(rules: tuple[Rule, ...], path: str) -> bool:
    r"""
    Say whether rules allow a path with its query.

    >>> rules = rules_for("User-agent: *\nDisallow: /news\nAllow: /news/free", "border-event-mapper")
    >>> allowed(rules, "/news/1"), allowed(rules, "/news/free/1"), allowed(rules, "/")
    (False, True, True)
    """
    fitting = [rule for rule in rules if rule.fits(path)]
    return not fitting or max(fitting, key=lambda rule: (len(rule.path), rule.allows)).allows
