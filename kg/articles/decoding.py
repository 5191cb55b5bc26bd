"""From the bytes of a file to its text: compression, character encoding, and what is not text at all."""

import codecs
import re
import unicodedata
import zlib

from charset_normalizer import from_bytes

from kg.articles.errors import BinaryContentError, TooLargeError, UndecodableError

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
)
_GZIP = b"\x1f\x8b"
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]"
)
_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n|[\r\x0c\x85\u2028\u2029]")


def expand(data: bytes, source: str, limit: int) -> bytes:
    """Undo gzip compression, as often as it was applied (twice at most), up to ``limit`` bytes.

    Raises TooLargeError where more would come out, BinaryContentError where the compressed data is damaged.
    """
    for _ in range(2):
        if not data.startswith(_GZIP):
            break
        parts: list[bytes] = []
        room = limit + 1
        try:
            while data.startswith(_GZIP) and room > 0:
                stream = zlib.decompressobj(wbits=31)
                parts.append(stream.decompress(data, room))
                room -= len(parts[-1])
                if room > 0 and not stream.eof:
                    raise BinaryContentError(source, "its gzip compression is damaged")
                data = stream.unused_data
        except zlib.error:
            raise BinaryContentError(source, "its gzip compression is damaged") from None
        data = b"".join(parts)
        if len(data) > limit:
            raise TooLargeError(source, limit)
    return data


def decode(data: bytes, source: str, *, markup: bool = False) -> tuple[str, tuple[str, ...]]:
    """The text of ``data`` and what should be said about its encoding.

    A byte order mark decides; then, for ``markup``, the encoding that the document declares; then UTF-8; then
    what fits. Raises BinaryContentError and UndecodableError.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace").removeprefix("\ufeff"), ()
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise BinaryContentError(source, f"it is {kind}, not text")
    if b"\x00" in data:
        return _without_mark(data, source), ()
    if markup and (declared := _DECLARED.search(data[:2048])):
        try:
            return data.decode(declared[1].decode("ascii")), ()
        except (LookupError, UnicodeDecodeError):
            pass
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(data, source)
    _refuse_control_characters(text, source)
    return text, ()


def _without_mark(data: bytes, source: str) -> str:
    """UTF-16 that has lost its byte order mark, told by where the zero bytes of its Latin letters stand."""
    sample = data[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = max(1, len(sample) // 2)
    encoding = "utf-16-le" if odd > half * 0.6 and even < half * 0.05 else ""
    encoding = "utf-16-be" if even > half * 0.6 and odd < half * 0.05 else encoding
    if encoding:
        text = data.decode(encoding, errors="replace")
        _refuse_control_characters(text, source)
        return text
    raise BinaryContentError(source)


def _not_utf8(data: bytes, source: str) -> tuple[str, tuple[str, ...]]:
    replaced = data.decode("utf-8", errors="replace")
    damaged = replaced.count("\ufffd")
    if damaged < sum(1 for character in replaced if ord(character) > 0x7F) - damaged:
        return replaced, (f"{damaged} damaged characters were replaced (the text is otherwise UTF-8)",)
    try:
        text, encoding = data.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError:
        best = from_bytes(data).best()
        if best is None:
            raise UndecodableError(source) from None
        text, encoding = str(best), best.encoding
    _refuse_control_characters(text, source)
    return text, (f"the text is not UTF-8 and was read as {encoding}",)


def _refuse_control_characters(text: str, source: str) -> None:
    sample = text[:20_000]
    if len(_CONTROL.findall(sample)) > 0.01 * len(sample):
        raise BinaryContentError(source)


def normalise(text: str) -> str:
    """Text in NFC, with plain spaces and line ends and without invisible or control characters."""
    text = _LINE_ENDS.sub("\n", text)
    text = _SPACES.sub(" ", text)
    text = _INVISIBLE.sub("", text)
    text = _SURROGATES.sub("\ufffd", text)
    return unicodedata.normalize("NFC", text)
