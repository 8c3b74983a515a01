"""Mark-up inside a text of a dump: emphasis, links, formulas, note marks.

A dump is no Markdown document, but converters leave Markdown and LaTeX in it and plain-text
editions write ``_italics_``. The rules here take mark-up only where nothing else is meant, and every
character of the text comes out again: in a node, or in a range that is named as mark-up. The reading
loop, the pairing of emphasis marks and the dollar rule are those of markdown-it-py.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from mdit_py_plugins.dollarmath.index import math_inline_dollar

from publisher.recover.notes.marks import MARK_START, has_enumerators, mark_at
from publisher.recover.text.formulas import is_formula
from publisher.tree.nodes import AnyInline, Code, Emphasis, Link, Math, NoteRef, Text
from publisher.tree.walk import as_text

_DEEPEST = 8
"""Emphasis nested deeper than this is noise and stays text."""
_NEAR = 16
"""Emphasis marks that are looked back over for one that an asterisk may close."""
_LONGEST_LABEL = 300
"""Characters; linked words are no longer."""

_OPENING = "（《〈「『【〔“‘([{<"
_CLOSING = "）》〉」』】〕”’)]}>，。、；：！？…,.;:!?"
_QUOTES = "\"'"

_MAIL = re.compile(
    r"(?<![\w.%+-])[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}\b"
)
_URL = re.compile(
    r"(?:(?:https?|ftp)://|(?<![A-Za-z0-9.])www\.)(?:[A-Za-z0-9\-._~:/?#@!&()+=%]|—(?=[A-Za-z0-9])){1,500}",
    re.IGNORECASE,
)
_SPECIAL = re.compile(rf"[_`\\<{MARK_START}]|(?:https?|ftp)://|www\.", re.IGNORECASE)
_SPECIAL_OR_MAIL = re.compile(f"{_SPECIAL.pattern}|{_MAIL.pattern}", re.IGNORECASE)

_ESCAPE = re.compile(r"\\[*_#`$\[\]<>~^|\\]")
_CODE = re.compile(r"(`+)(?!\s)([^`\n]{1,200})(?<!\s)\1(?!`)")
_LINK = re.compile(
    rf"\[(?P<label>[^\[\]\n]{{1,{_LONGEST_LABEL}}})\]"
    r"\((?P<href>(?:https?://|ftp://|mailto:|www\.)[^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*)\)"
)
_ANGLED = re.compile(r"<((?:https?|ftp)://[^<>]{1,500})>")
_PAREN_MATH = re.compile(r"\\\((.{1,300}?)\\\)|\\\[(.{1,300}?)\\\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Inlined:
    """A text with its mark-up recognised."""

    text: Text
    markup: tuple[tuple[int, int], ...] = ()
    """Half-open ranges of the characters that are mark-up and so in no node."""


def parse_inlines(text: str, marks: Container[str] = frozenset()) -> Inlined:
    """Recognise the mark-up in a text.

    ``marks`` are the note marks as printed (``[12]``, ``①``, ``*``) that the document has notes for;
    other such signs are no marks but text, except those that say what they are (``^①``, ``[^1]``).
    The plain characters of the result are those of ``text`` without the ``markup`` ranges.
    """
    special = _SPECIAL_OR_MAIL if "@" in text else _SPECIAL
    if not special.search(text):
        return Inlined(text)
    # Without the line end the dollar rule would take the text's last character for the one before its first.
    source = f"{text}\n"
    env = {"special": special, "marks": marks, "enumerates": has_enumerators(text)}
    state = _State(source, _PARSER, env, [])
    _PARSER.inline.tokenize(state)
    for rule in _PARSER.inline.ruler2.getRules(""):
        rule(state)
    return _build(text, state.tokens)


class _State(StateInline):
    """Reading state with a test for emphasis marks that also fits Chinese, which has no spaces."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: ARG002, N802, N803
        marker, end = self.src[start], start
        while end < self.posMax and self.src[end] == marker:
            end += 1
        length = end - start
        before = self.src[start - 1] if start else " "
        after = self.src[end] if end < self.posMax else " "
        can_open = after.isalnum() or after in _OPENING or after in _QUOTES or after in "\\$`*_-–—@"
        can_close = before.isalnum() or before in _CLOSING or before in _QUOTES or before in "$`*_-–—%"
        if marker == "_":
            can_open = can_open and length == 1 and not before.isalnum()
            can_close = can_close and length == 1 and not after.isalnum()
        else:
            left, right = _is_operand(before, ")]}"), _is_operand(after, "([{")
            can_open = can_open and length <= 3 and not (left and (right or length == 1))
            can_close = can_close and length <= 3 and not (right and (left or length == 1))
        return Scanned(can_open, can_close, length)


def _is_operand(char: str, brackets: str) -> bool:
    """Whether an asterisk beside the character may be a sign of multiplication."""
    return char.isascii() and (char.isalnum() or char in brackets)


def _text(state: StateInline, _silent: bool) -> bool:
    match = state.env["special"].search(state.src, state.pos, state.posMax)
    end = match.start() if match else state.posMax
    if end == state.pos:
        return False
    state.append_pending(state.src[state.pos : end])
    state.pos = end
    return True


def _push(state: StateInline, kind: str, before: str, content: str, after: str) -> bool:
    """Add a leaf: mark-up, the characters that stay, mark-up."""
    token = state.push(kind, "", 0)
    token.markup, token.content, token.info = before, content, after
    state.pos += len(before) + len(content) + len(after)
    return True


def _escape(state: StateInline, _silent: bool) -> bool:
    if not _ESCAPE.match(state.src, state.pos, state.posMax):
        return False
    return _push(state, "escaped", "\\", state.src[state.pos + 1], "")


def _code(state: StateInline, _silent: bool) -> bool:
    match = _CODE.match(state.src, state.pos, state.posMax)
    if not match or re.search(r"'(?!\w)", match[2]):  # `quoted' in the manner of typewriters
        return False
    return _push(state, "code", match[1], match[2], match[1])


def _link(state: StateInline, _silent: bool) -> bool:
    match = _LINK.match(state.src, state.pos, state.posMax)
    if not match or state.linkLevel:
        return False
    end = state.posMax
    state.push("link_open", "a", 1).markup = "["
    state.pos, state.posMax = match.span("label")
    state.linkLevel += 1
    state.md.inline.tokenize(state)
    state.linkLevel -= 1
    closing = state.push("link_close", "a", -1)
    closing.markup, closing.meta = state.src[match.end("label") : match.end()], {"href": match["href"]}
    state.pos, state.posMax = match.end(), end
    return True


def _address(state: StateInline, _silent: bool) -> bool:
    if state.linkLevel:
        return False
    if match := _ANGLED.match(state.src, state.pos, state.posMax):
        return _push(state, "address", "<", match[1], ">")
    if match := _URL.match(state.src, state.pos, state.posMax):
        address = _without_closing(match[0])
        return "." in address.rstrip(".") and _push(state, "address", "", address, "")
    if match := _MAIL.match(state.src, state.pos, state.posMax):
        return _push(state, "mail", "", match[0], "")
    return False


def _without_closing(address: str) -> str:
    """An address without the punctuation of the sentence that it ends."""
    while True:
        shorter = address.rstrip(".:!?_&—-")
        if shorter.endswith(")") and shorter.count(")") > shorter.count("("):
            shorter = shorter[:-1]
        if shorter == address:
            return address
        address = shorter


def _paren_math(state: StateInline, _silent: bool) -> bool:
    match = _PAREN_MATH.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    inner, display = (match[1], False) if match[1] is not None else (match[2], True)
    if not is_formula(inner) or (display and not re.search(r"[\\^_=]", inner)):
        return False
    edge = 2
    return _push(
        state, "math_inline_double" if display else "math_inline", match[0][:edge], inner, match[0][-edge:]
    )


def _dollar_math(state: StateInline, _silent: bool) -> bool:
    start, known = state.pos, len(state.tokens)
    if not _DOLLAR_RULE(state, False):
        return False
    token = state.tokens[-1]
    if not is_formula(token.content):
        pending = state.tokens[known:-1]
        del state.tokens[known:], state.tokens_meta[-1]
        state.pending = "".join(text.content for text in pending)
        state.pos = start
        return False
    token.info = token.markup
    return True


def _note_mark(state: StateInline, _silent: bool) -> bool:
    if state.linkLevel:
        return False
    mark = mark_at(state.src, state.pos, state.env["marks"], state.env["enumerates"])
    if not mark or (mark.label[0] == "*" and not mark.explicit and _may_close(state)):
        return False
    return _push(state, "note", mark.before, mark.label, mark.after)


def _may_close(state: StateInline) -> bool:
    """Whether an asterisk has been read that one here may be the closing fellow of."""
    return any(delimiter.marker == ord("*") and delimiter.open for delimiter in state.delimiters[-_NEAR:])


def _build(text: str, tokens: Sequence[Token]) -> Inlined:
    """Nodes from tokens, which together spell the text."""
    markup: list[tuple[int, int]] = []
    frames: list[list[AnyInline]] = [[]]
    at = depth = 0
    for token in tokens:
        start, at = at, at + len(token.markup) + len(token.content) + len(token.info)
        depth += token.nesting
        if token.type == "text" or (token.nesting and depth + (token.nesting < 0) > _DEEPEST):
            frames[-1].append(text[start:at])
            continue
        if token.nesting == 0:
            inner = start + len(token.markup), at - len(token.info)
            markup += [span for span in ((start, inner[0]), (inner[1], at)) if span[0] < span[1]]
            frames[-1].append(_leaf(token))
            continue
        markup.append((start, at))
        if token.nesting > 0:
            frames.append([])
        else:
            inside = as_text(frames.pop())
            frames[-1].append(_pair(token, inside))
    return Inlined(as_text(frames[0]), tuple(markup))


def _pair(closing: Token, inside: Text) -> AnyInline:
    if closing.type == "link_close":
        return Link(href=closing.meta["href"], text=inside)
    return Emphasis(text=inside, strong=closing.type == "strong_close")


def _leaf(token: Token) -> AnyInline:
    match token.type:
        case "note":
            return NoteRef(label=token.content)
        case "code":
            return Code(text=token.content)
        case "mail":
            return Link(href=f"mailto:{token.content}", text=token.content)
        case "address":
            href = "".join(token.content.split())
            href = href if "://" in href else f"http://{href}"
            return Link(href=href, text="" if href == token.content else token.content)
        case "math_inline" | "math_inline_double":
            return Math(latex=token.content, display=token.type == "math_inline_double")
        case _:
            return token.content


def _make_parser() -> MarkdownIt:
    parser = MarkdownIt("zero").enable(["emphasis", "balance_pairs"]).disable("fragments_join")
    rules = parser.inline.ruler
    rules.at("text", _text)
    for name, rule in (
        ("note_mark", _note_mark),
        ("paren_math", _paren_math),
        ("escape_sign", _escape),
        ("code", _code),
        ("dollar_math", _dollar_math),
        ("web_link", _link),
        ("address", _address),
    ):
        rules.before("emphasis", name, rule)
    return parser


_DOLLAR_RULE = math_inline_dollar(allow_space=False, allow_digits=False, allow_double=True)
_PARSER = _make_parser()
