"""What Telegram makes of `parse_mode=HTML`: the text without tags, or the 400 that its server answers."""

from __future__ import annotations

import html
import re

MAX_UNITS = 4096
_SIMPLE = {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "tg-spoiler"}
_ATTRIBUTES = {
    "a": re.compile(r'\s+href="[^"]*"'),
    "span": re.compile(r'\s+class="tg-spoiler"'),
    "blockquote": re.compile(r'(\s+expandable(="")?)?'),
    "tg-emoji": re.compile(r'\s+emoji-id="\d+"'),
    "code": re.compile(r'(\s+class="language-[^"]*")?'),
}
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)?([^>]*)(>?)")
_ENTITY = re.compile(r"&(lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")


class BadHtmlError(ValueError):
    """The text can't be parsed; the message is Telegram's own."""


def parse(text: str) -> str:
    """Return the visible text of Telegram HTML."""
    visible: list[str] = []
    open_tags: list[tuple[str, int]] = []
    place = 0
    while place < len(text):
        if text[place] != "<":
            end = text.find("<", place)
            end = len(text) if end < 0 else end
            visible.append(_ENTITY.sub(lambda found: html.unescape(found[0]), text[place:end]))
            place = end
            continue
        tag = _TAG.match(text, place)
        offset = len(text[:place].encode())
        if tag is None or not tag[4]:
            raise BadHtmlError(f"Unclosed start tag at byte offset {offset}")
        name, closing = (tag[2] or "").lower(), bool(tag[1])
        if closing:
            if not open_tags:
                raise BadHtmlError(f"Unexpected end tag at byte offset {offset}")
            if open_tags[-1][0] != name:
                raise BadHtmlError(
                    f'Unmatched end tag at byte offset {offset}, expected "</{open_tags[-1][0]}>", found "</{name}>"'
                )
            open_tags.pop()
        elif name not in _SIMPLE and name not in _ATTRIBUTES:
            raise BadHtmlError(f'Unsupported start tag "{name}" at byte offset {offset}')
        elif name in _ATTRIBUTES and not _ATTRIBUTES[name].fullmatch(tag[3]):
            raise BadHtmlError(f'Unexpected attributes of tag "{name}" at byte offset {offset}')
        else:
            open_tags.append((name, offset))
        place = tag.end()
    if open_tags:
        name, offset = open_tags[-1]
        raise BadHtmlError(f'Can\'t find end tag corresponding to start tag "{name}"')
    return "".join(visible)


def units(text: str) -> int:
    """Return the length as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
