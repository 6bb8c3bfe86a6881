"""Station 1: a file becomes an edition.

The text is decoded and never altered: line breaks, odd spaces and misprints stay, so that every
offset found later points into what the reader of the file sees.  A byte order mark is part of the
encoding and not of the text; offset 0 is the first character behind it.  The sha256 is that of the
bytes, mark included.

Lines end at ``\\n``, ``\\r\\n`` or a lone ``\\r``, as editors count them; form feeds and Unicode line
separators stay inside their line.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from figures.errors import FiguresError
from figures.language import DEFAULT_LANGUAGE, LEXICON_ROOT, LexiconEntry, check_unique, has_lexicon, read_toml
from figures.model import Doubt, Edition

PLAIN = "plain"
"""Profile of an edition that shows the signs of none of ``lexicon/editions``."""

SAMPLE = 20_000
"""Characters from which language is judged: some pages, so a short foreign preface does not decide."""

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_UNMARKED_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_ONE_BYTE = ("cp1251", "koi8_r", "cp1252", "cp866", "mac_cyrillic")
"""Encodings of one byte that English and Russian editions on the web and on old disks come in."""
_ENCODING_NAMES = {
    "cp1251": "Windows-1251",
    "koi8_r": "KOI8-R",
    "cp1252": "Windows-1252",
    "cp866": "DOS 866",
    "mac_cyrillic": "Mac Cyrillic",
}
_BREAK = re.compile(r"\r\n?|\n")
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class EditionProfile(LexiconEntry):
    """What is known of one kind of edition: by which ``signs`` (at least ``least`` of them) it is told, and the ``home``
    that its correspondence is about where it names no region: a state of ``regions.csv``.

    ``customary``: units whose printed word means the customary unit of the country where nothing else is said (a pound is
    the Russian one).  ``mistranslated``: units whose printed word stands for another unit beside large amounts of grain.
    ``sizes``: which unit a word that several share means here (a ton is the metric one).
    """

    language: str
    signs: tuple[str, ...]
    least: int = 1
    home: str = ""
    customary: tuple[str, ...] = ()
    mistranslated: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, str] = field(default_factory=dict)


def read_edition(path: str | Path) -> Edition:
    """Read one text file.

    Raises :class:`FiguresError` for a path that is missing or a folder, and for a file that cannot
    be opened, is empty, is no text, or whose encoding cannot be told.  An encoding other than
    UTF-8 is recorded as a doubt with the code ``encoding guessed`` or ``encoding``.
    """
    return _read(Path(path), Path(path).stem)


def read_editions(paths: str | Path | Iterable[str | Path]) -> tuple[Edition, ...]:
    """Read files, folders (their ``.txt`` files), or both, sorted by file name.

    A file named twice is read once.  Files with the same stem get ids that tell them apart by
    their folder, else by a number.
    """
    given = [paths] if isinstance(paths, str | Path) else list(paths)
    files: dict[Path, Path] = {}
    for path in map(Path, given):
        for file in _texts_in(path) if path.is_dir() else (path,):
            files.setdefault(file.resolve(), file)
    if not files:
        raise FiguresError("No file or folder was named; name at least one text file.")
    ordered = sorted(files.values(), key=lambda p: (p.name, p.as_posix()))
    ids = _distinct_ids(ordered)
    return tuple(_read(file, ids[file]) for file in ordered)


def _texts_in(folder: Path) -> list[Path]:
    try:
        texts = [f for f in folder.iterdir() if f.suffix.lower() == ".txt" and f.is_file()]
    except OSError as error:
        raise FiguresError(f"{folder}: the folder cannot be listed ({error.strerror}); allow reading it.") from None
    if not texts:
        raise FiguresError(f"{folder}: no .txt file in this folder; put the texts there or name another folder.")
    return texts


def _distinct_ids(files: list[Path]) -> dict[Path, str]:
    stems = [f.stem for f in files]
    ids: dict[Path, str] = {}
    taken = {s for s in stems if stems.count(s) == 1}
    for file in files:
        name = file.stem
        if stems.count(name) > 1:
            name = base = f"{file.resolve().parent.name}-{file.stem}"
            number = 2
            while name in taken:
                name, number = f"{base}-{number}", number + 1
        taken.add(name)
        ids[file] = name
    return ids


def _read(path: Path, identity: str) -> Edition:
    source = path.as_posix()
    if not path.exists():
        raise FiguresError(f"{source}: no such file or folder; check the path.")
    if path.is_dir():
        raise FiguresError(f"{source}: this is a folder; name a text file in it.")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FiguresError(f"{source}: the file cannot be read ({error.strerror}); check its permissions.") from None
    text, encoding, doubts = _decode(data, source)
    language = _language(text)
    return Edition(
        id=identity,
        source=source,
        text=text,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=encoding,
        language=language,
        profile=_profile(text, language),
        line_starts=line_starts(text),
        doubts=doubts,
    )


def in_known_language(edition: Edition) -> Edition:
    """The edition as later stations read it: a language without lexicon by another's rules, with a doubt that says so."""
    if has_lexicon(edition.language):
        return edition
    message = f"There are no rules for the language {edition.language!r} yet; numerals are read by those for {_SPOKEN[DEFAULT_LANGUAGE]}."
    return replace(edition, language=DEFAULT_LANGUAGE, doubts=(*edition.doubts, Doubt("language", message, 0, 1)))


_SPOKEN = {"en": "English", "ru": "Russian"}
"""How messages call the languages that texts are told to be in."""


def line_starts(text: str) -> tuple[int, ...]:
    """Offsets of the first character of each line; a break at the very end starts no further line."""
    starts = [0, *(m.end() for m in _BREAK.finditer(text))]
    if len(starts) > 1 and starts[-1] == len(text):
        starts.pop()
    return tuple(starts)


def _decode(data: bytes, source: str) -> tuple[str, str, tuple[Doubt, ...]]:
    if not data.strip():
        raise _empty(source)
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError as error:
                raise FiguresError(
                    f"{source}: begins as {encoding} but byte {error.start} does not fit ({error.reason}); save it as UTF-8."
                ) from None
            if not text.strip():
                raise _empty(source)
            _refuse_binary(text, source)
            doubts = () if encoding == "utf-8-sig" else (_encoding_doubt(encoding.upper(), "its byte order mark says so", "encoding"),)
            return text, encoding.removesuffix("-sig"), doubts
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if text and b"\0" not in data:
        _refuse_binary(text, source)
        return text, "utf-8", ()
    if b"\0" in data:
        return _decode_wide(data, source)
    return _decode_one_byte(data, source)


def _decode_wide(data: bytes, source: str) -> tuple[str, str, tuple[Doubt, ...]]:
    """UTF-16 or UTF-32 without a mark, recognised by being prose in exactly one byte order."""
    for encoding in _UNMARKED_WIDE:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_prose(text):
            return text, encoding, (_encoding_doubt(encoding.upper(), "no other reading gives words", "encoding guessed"),)
    raise _binary(source)


def _decode_one_byte(data: bytes, source: str) -> tuple[str, str, tuple[Doubt, ...]]:
    if any(byte < 9 or 13 < byte < 26 or 27 < byte < 32 for byte in data[:SAMPLE]):
        raise _binary(source)
    from charset_normalizer import from_bytes  # costs start-up time; most files never need it

    best = from_bytes(data, cp_isolation=list(_ONE_BYTE)).best()
    encoding = best.encoding if best else _likelier(data)
    text = data.decode(encoding, errors="strict") if encoding else ""
    if not _is_prose(text):
        raise FiguresError(f"{source}: neither UTF-8 nor another encoding that could be told; save the file as UTF-8.")
    name = _ENCODING_NAMES.get(encoding, encoding)
    return text, encoding, (_encoding_doubt(name, "it is not UTF-8 and reads best so", "encoding guessed"),)


def _likelier(data: bytes) -> str:
    """The first encoding in which the bytes are prose, for texts too short to be judged otherwise."""
    for encoding in _ONE_BYTE:
        try:
            if _is_prose(data.decode(encoding)):
                return encoding
        except UnicodeDecodeError:
            continue
    return ""


def _is_prose(text: str) -> bool:
    """Whether nearly all of a sample is Latin or Cyrillic letters, digits, space and punctuation."""
    sample = text[:SAMPLE]
    if not sample or "\0" in sample:
        return False
    plain = sum((c < "\u0530" and (c.isspace() or c.isprintable())) or "\u2010" <= c <= "\u20bf" for c in sample)
    letters = sum(len(w) for w in _LETTERS.findall(sample))
    return plain >= 0.97 * len(sample) and letters >= 0.3 * len(sample)


def _refuse_binary(text: str, source: str) -> None:
    sample = text[:SAMPLE]
    controls = sum(unicodedata.category(c) == "Cc" and c not in "\t\n\r\f\v\x1a\x85" for c in sample)
    if "\0" in sample or controls > len(sample) // 100 or sample.startswith(("%PDF-", "PK\x03\x04", "{\\rtf")):
        raise _binary(source)


def _empty(source: str) -> FiguresError:
    return FiguresError(f"{source}: the file is empty; put the text of the edition into it or leave it out.")


def _binary(source: str) -> FiguresError:
    return FiguresError(f"{source}: this is no plain text (a document, image or program?); save its text as a .txt file in UTF-8.")


def _encoding_doubt(name: str, reason: str, code: str) -> Doubt:
    return Doubt(code, f"The file was read as {name}: {reason}. Save it as UTF-8 if letters look wrong.", 0, 0)


def _language(text: str) -> str:
    """``ru`` if most letters of a sample are Cyrillic, else ``en``."""
    letters = "".join(_LETTERS.findall(text[:SAMPLE]))
    cyrillic = sum("\u0400" <= c <= "\u04ff" for c in letters) if not letters.isascii() else 0
    return "ru" if 2 * cyrillic > len(letters) else "en"


@cache
def edition_profiles() -> tuple[EditionProfile, ...]:
    """All profiles of ``lexicon/editions``, sorted by file name."""
    names = sorted(p.name for p in (LEXICON_ROOT / "editions").glob("*.toml"))
    found = tuple(read_toml(EditionProfile, f"editions/{name}") for name in names)
    check_unique((p.id for p in found), "lexicon/editions")
    return found


@cache
def profile_named(name: str) -> EditionProfile | None:
    """The profile of an edition, or None for an edition that shows no profile's signs."""
    return next((profile for profile in edition_profiles() if profile.id == name), None)


def _profile(text: str, language: str) -> str:
    for profile in edition_profiles():
        if profile.language == language and sum(sign in text for sign in profile.signs) >= profile.least:
            return profile.id
    return PLAIN
