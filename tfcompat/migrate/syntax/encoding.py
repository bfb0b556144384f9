"""The encoding of a file: found as Python finds it, and trusted only if it encodes the text to the same bytes."""

from __future__ import annotations

import codecs
import io
import tokenize

from tfcompat._codes import Code

__all__ = ["NotAnalysedError", "decoded", "encoding_of"]

_WIDE = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}


class NotAnalysedError(Exception):
    """A file that could not be checked: the code of the rule that explains it, the line, and one sentence."""

    def __init__(self, code: str, line: int, sentence: str, start: int | None = None) -> None:
        super().__init__(sentence)
        self.code = code
        self.line = line
        self.start = start
        """The offset of the text that the sentence quotes."""


def encoding_of(raw: bytes) -> str:
    """Return the encoding that a file declares.

    Raises:
        NotAnalysedError: Python does not read the file, or does not know the encoding.
    """
    wide = next((name for mark, name in _WIDE.items() if raw.startswith(mark)), None)
    if wide is not None:
        raise NotAnalysedError(Code.ENCODING, 1, f"is {wide}, which Python does not read; save it as UTF-8")
    if b"\0" in raw:
        line = raw.count(b"\n", 0, raw.index(b"\0")) + 1
        raise NotAnalysedError(Code.ENCODING, line, "contains a NUL byte, so Python cannot read it (it may be UTF-16)")
    try:
        return tokenize.detect_encoding(io.BytesIO(raw).readline)[0]
    except SyntaxError as error:
        if "invalid" in error.msg:  # no cookie and not UTF-8: the error of decoding is better, with line and byte
            return "utf-8"
        raise _no_encoding(error.msg) from None
    except LookupError as error:  # an encoding of bytes or of texts, from Python 3.14 on
        raise _no_encoding(str(error)) from None


def _no_encoding(why: str) -> NotAnalysedError:
    return NotAnalysedError(Code.ENCODING, 1, f"names an encoding that does not work ({why})")


def decoded(raw: bytes, encoding: str) -> str:
    """Return the text of a file.

    Raises:
        NotAnalysedError: The bytes are not of this encoding, or are not what the text is encoded to.
    """
    try:
        text = raw.decode(encoding)
        if text.encode(encoding) == raw:
            return text
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise NotAnalysedError(
            Code.ENCODING,
            line,
            f"is not {encoding} (byte 0x{raw[error.start]:02x}); name its encoding in a first line such as "
            "# -*- coding: latin-1 -*-, or save it as UTF-8",
        ) from None
    except LookupError as error:  # the same, before Python 3.14
        raise _no_encoding(str(error)) from None
    except UnicodeError:
        pass
    raise NotAnalysedError(
        Code.ENCODING, 1, f"cannot be decoded as {encoding} and encoded back unchanged; save it as UTF-8"
    )
