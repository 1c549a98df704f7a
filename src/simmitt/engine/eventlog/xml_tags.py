"""The tags of an XML text as a table, block by block.

Expat reads every block first and vouches for its form; what then is left to do can be done for
whole columns of tags at once, which takes a tenth of the time of a call per tag.
"""

import codecs
import re
from collections.abc import Iterator, Mapping
from xml.parsers import expat

import polars as pl

from simmitt.engine.eventlog.faults import damaged, defines_entities
from simmitt.ground.errors import Place
from simmitt.ground.texts import Message

_BLOCK_BYTES = 2**22
_SILENT = re.compile(rb"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)", re.DOTALL)
_DECLARED = re.compile(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")
_DECLARATION = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s*<\?xml\s[^>]*\?>)?")
_ENCODINGS = re.compile(r"iso8859-\d+|cp\d+|mac-roman|koi8-[ru]")
_UTF_16 = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))

_BARE_TAG = re.compile(r"""(/?)([^\s/>"'=]+)\s*(/?)>[^"]*""")
_KEY_HEAD = re.compile(r"([^\s/>\"'=]+) key=")
_ANY_TAG = re.compile(r"""(/?)([^\s/>"'=]+)((?:\s+[^\s/>"'=]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(/?)>""")
_ATTRIBUTE = re.compile(r"""([^\s/>"'=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ODD, _KEYED = -1, 4
_END = True


class SilentParts(Exception):
    """There are comments, instructions or marked text; tags can be told apart only without them."""


class Names:
    """The elements that matter, by number, and what the beginnings of tags were found to mean."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        self._numbers = numbers
        self.heads: dict[str, int] = {}

    def number(self, name: str) -> int:
        """Give an element's number; 0 for one that doesn't matter."""
        return self._numbers.get(name.rpartition(":")[2], 0)

    def learn(self, heads: pl.Series) -> None:
        """Take in the texts of tags up to their first value."""
        for head in heads:
            if head not in self.heads:
                self.heads[head] = self._meaning(head)

    def _meaning(self, head: str) -> int:
        if head.startswith(("!", "?")):
            raise SilentParts
        keyed, bare = _KEY_HEAD.fullmatch(head), _BARE_TAG.fullmatch(head)
        if keyed:
            return _KEYED + 8 * self.number(keyed[1])
        if bare:
            return _step(bare[1], bare[3]) + 1 + 8 * self.number(bare[2])
        return _ODD


def as_utf8(content: bytes, place: Place, kind: Message) -> bytes:
    """Give the text of an XML file in UTF-8.

    Raises
    ------
    DamagedFile
    """
    encoding = next((name for mark, name in _UTF_16 if content.startswith(mark)), "")
    declared = _DECLARED.match(content[:400].removeprefix(codecs.BOM_UTF8))
    if not encoding and declared:
        encoding = declared[1].decode()
    try:
        known = codecs.lookup(encoding).name if encoding else "utf-8"
        if not (known.startswith(("utf-8", "utf-16", "ascii")) or _ENCODINGS.fullmatch(known)):
            raise damaged(place, kind)
        return content if known in ("utf-8", "ascii") else content.decode(known).encode()
    except (LookupError, UnicodeError) as fault:
        raise damaged(place, kind) from fault


def without_silent(text: bytes) -> bytes:
    """Take out comments, instructions and marked text, in which tags may stand that are none."""
    return _SILENT.sub(b"", text)


def sound_blocks(text: bytes, place: Place, kind: Message) -> Iterator[bytes]:
    """Give a text in blocks that begin at a tag, each when it has been found sound.

    Raises
    ------
    DamagedFile
        It isn't well-formed, or has a document type.
    """

    def refuse(*_: object) -> None:
        raise defines_entities(place)

    parser = expat.ParserCreate("utf-8")
    parser.StartDoctypeDeclHandler = refuse
    held = b""  # only what follows shows whether its last tag is whole
    try:
        for block in _blocks(text):
            parser.Parse(block)
            if held:
                yield held
            held = block
        parser.Parse(b"", _END)
        yield held
    except expat.ExpatError as fault:
        raise damaged(place, kind) from fault


def _blocks(text: bytes) -> Iterator[bytes]:
    declaration = _DECLARATION.match(text)
    begin = declaration.end() if declaration else 0
    while begin < len(text):
        end = begin + _BLOCK_BYTES
        if end < len(text):
            end = text.rfind(b"<", begin + 1, end)
        if end < 0:
            end = text.find(b"<", begin + _BLOCK_BYTES)
        end = len(text) if end < 0 else end
        yield text[begin:end]
        begin = end


def tags_of(block: bytes, names: Names) -> pl.DataFrame:
    """Give a block's tags in their order.

    Returns
    -------
    tags
        ``step`` (1 opens, -1 closes, 0 both), ``name`` (the element's number) and, where it has
        both, the attributes ``key`` and ``value`` as they are written.

    Raises
    ------
    SilentParts
    """
    tags = pl.Series("tag", [block.decode()]).str.split("<").explode().slice(1)
    parts = tags.to_frame().with_columns(pl.col("tag").str.splitn('"', 5).alias("part")).unnest("part")
    names.learn(parts["field_0"].unique())
    parts = parts.with_columns(
        meaning=pl.col("field_0").replace_strict(names.heads, return_dtype=pl.Int32),
        tail=pl.col("field_4").str.strip_chars(),
    ).with_columns(keyed=pl.col("meaning") & _KEYED != 0)
    meaning, tail, keyed = pl.col("meaning"), pl.col("tail"), pl.col("keyed")
    usual = (pl.col("field_2") == " value=") & ((tail == "/>") | (tail == ">"))
    read = parts.select(
        "tag",
        odd=(meaning == _ODD) | (keyed & ~usual.fill_null(value=False)),
        step=pl.when(keyed).then((tail == ">").cast(pl.Int32)).otherwise((meaning & 3) - 1),
        name=(meaning // 8).cast(pl.Int8),
        key=pl.when(keyed).then("field_1"),
        value=pl.when(keyed).then("field_3"),
    )
    return (_with_odd(read, names) if read["odd"].any() else read).drop("tag", "odd")


def _with_odd(read: pl.DataFrame, names: Names) -> pl.DataFrame:
    """Read the tags that aren't written as almost all are: other quotes, another order, more blanks."""
    rows = read["odd"].arg_true()
    told = [_one_tag(tag, names) for tag in read["tag"].gather(rows)]
    for name, values in zip(("step", "name", "key", "value"), zip(*told, strict=True), strict=True):
        column = read[name]
        read = read.with_columns(column.scatter(rows, pl.Series(values, dtype=column.dtype)))
    return read


def _one_tag(tag: str, names: Names) -> tuple[int, int, str | None, str | None]:
    match = _ANY_TAG.match(tag)
    assert match is not None, tag  # expat has found it sound
    told = {name: double or single for name, double, single in _ATTRIBUTE.findall(match[3])}
    both = "key" in told and "value" in told
    key, value = (told["key"], told["value"]) if both else (None, None)
    return _step(match[1], match[4]), names.number(match[2]), key, value


def _step(closes: str, closed: str) -> int:
    return -1 if closes else 0 if closed else 1
