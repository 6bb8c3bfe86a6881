"""Station 1: files become editions whose text is what the reader of the file sees."""

from __future__ import annotations

import codecs
import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figures.errors import FiguresError
from figures.reading import edition_profiles, line_starts, read_edition, read_editions

ENGLISH = "Kaganovich to Stalin August 18, 1936\r\n\r\nMoscow — 5 tons of “rye”.\r"
RUSSIAN = (
    "Каганович, Чубарь, Сталину, 5 сентября 1936 г.\n\nСталинградский крайком ходатайствует о скидке по зернопоставкам.\n"
    "Мы наметили скидку в полтора миллиона пудов. Просим сообщить Ваше мнение.\nКаганович, Чубарь.\n"
)


def written(folder: Path, data: bytes, name: str = "letters.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_text_is_not_altered(tmp_path: Path) -> None:
    """Line breaks of every kind stay, lines count from 1, the hash is that of the bytes."""
    data = ENGLISH.encode()
    edition = read_edition(written(tmp_path, data))
    assert edition.text == ENGLISH
    assert edition.sha256 == hashlib.sha256(data).hexdigest()
    assert (edition.id, edition.encoding, edition.language, edition.doubts) == ("letters", "utf-8", "en", ())
    assert [edition.text[slice(s.start, s.end)] for s in map(edition.line_span, range(1, 4))] == [
        ENGLISH.split("\r")[0],
        "",
        "Moscow — 5 tons of “rye”.",
    ]
    assert edition.line(ENGLISH.index("Moscow")) == 3


def test_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    """Offset 0 is the first character behind a byte order mark; UTF-8 with a mark is no doubt."""
    edition = read_edition(written(tmp_path, codecs.BOM_UTF8 + ENGLISH.encode()))
    assert edition.text == ENGLISH
    assert edition.doubts == ()


@pytest.mark.parametrize("encoding", ["cp1251", "koi8_r", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le"])
def test_other_encodings_are_told_and_said(tmp_path: Path, encoding: str) -> None:
    """A file in another encoding is read right, and a doubt names the encoding used."""
    edition = read_edition(written(tmp_path, RUSSIAN.encode(encoding)))
    assert edition.text == RUSSIAN
    assert edition.language == "ru"
    assert [d.code.startswith("encoding") for d in edition.doubts] == [True]
    assert {"cp1251": "Windows-1251", "koi8_r": "KOI8-R"}.get(encoding, encoding.upper()[:6]) in edition.doubts[0].message


def test_english_with_curly_quotes_of_windows(tmp_path: Path) -> None:
    """An English file with the dashes and quotes of Windows is read with them."""
    text = "Kaganovich to Stalin – “rye”, 5 tons of grain were asked for. " * 20
    edition = read_edition(written(tmp_path, text.encode("cp1252")))
    assert edition.text == text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b" \r\n\t\n", "is empty"),
        (codecs.BOM_UTF8 + b"\n", "is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0", "no plain text"),
        (b"PK\x03\x04\x14\0\0\0\x08\0" + bytes(range(256)) * 8, "no plain text"),
        (b"%PDF-1.7\n1 0 obj\n", "no plain text"),
        (bytes(range(256)) * 4, "no plain text"),
        (codecs.BOM_UTF16_LE + "Сталину".encode("utf-16-le") + b"\x00", "does not fit"),
        (b"\xb0\xb1\xb6\xbb" * 40, "save the file as UTF-8"),
    ],
)
def test_bad_files_are_refused(tmp_path: Path, data: bytes, message: str) -> None:
    """A file that is no text is refused in one sentence with place and remedy."""
    path = written(tmp_path, data)
    with pytest.raises(FiguresError, match=message) as caught:
        read_edition(path)
    assert str(caught.value).startswith(path.as_posix())
    assert "\n" not in str(caught.value)


def test_bad_paths_are_refused(tmp_path: Path) -> None:
    """A missing path, a folder instead of a file, and a folder without texts are refused."""
    with pytest.raises(FiguresError, match=r"none\.txt: no such file or folder"):
        read_edition(tmp_path / "none.txt")
    with pytest.raises(FiguresError, match="no such file or folder"):
        read_editions(tmp_path / "none")
    with pytest.raises(FiguresError, match="this is a folder"):
        read_edition(tmp_path)
    written(tmp_path, b"x", "notes.md")
    with pytest.raises(FiguresError, match=r"no \.txt file in this folder"):
        read_editions(tmp_path)
    with pytest.raises(FiguresError, match="name at least one"):
        read_editions([])


def test_read_all_sorts_and_tells_apart(tmp_path: Path) -> None:
    """Editions come sorted by name; files with the same stem get ids by their folder; none is read twice."""
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        written(tmp_path / folder, b"Text.", "1936.txt")
    written(tmp_path / "b", b"Text.", "1935.TXT")
    found = read_editions([tmp_path / "b", tmp_path / "a", tmp_path / "a" / "1936.txt"])
    assert [e.id for e in found] == ["1935", "a-1936", "b-1936"]
    assert [e.id for e in read_editions(str(tmp_path / "b"))] == ["1935", "1936"]


def test_profiles_know_their_examples() -> None:
    """Each edition profile is told by its own example."""
    for profile in edition_profiles():
        assert sum(sign in profile.example for sign in profile.signs) >= profile.least
        assert profile.why


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_lines_tile_the_text(text: str) -> None:
    """Lines tile every text, and no line holds a break but at its end."""
    starts = line_starts(text)
    pieces = [text[a:b] for a, b in zip(starts, (*starts[1:], len(text)), strict=True)]
    assert "".join(pieces) == text
    assert all("\n" not in p[:-1].removesuffix("\r") and "\r" not in p.rstrip("\r\n") for p in pieces)
