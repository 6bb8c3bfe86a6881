"""One pattern for many words: a prefix tree written as a regular expression.

Its cost hardly grows with the number of words, and the longest word wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable


def trie(strings: Iterable[str]) -> str:
    """A pattern that matches the longest of ``strings`` without trying them one by one."""
    root: dict[str, dict] = {}  # type: ignore[type-arg]
    for string in strings:
        node = root
        for char in string:
            node = node.setdefault(char, {})
        node[""] = {}

    def write(node: dict[str, dict]) -> str:  # type: ignore[type-arg]
        branches = [("[ \xa0]" if char == " " else re.escape(char)) + write(child) for char, child in sorted(node.items()) if char]
        if not branches:
            return ""
        inner = branches[0] if len(branches) == 1 and "" not in node else f"(?:{'|'.join(branches)})"
        return f"{inner}?" if "" in node else inner

    return write(root)
