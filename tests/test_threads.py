"""Which letter answers which."""

from __future__ import annotations

from itertools import count

import pytest

from figures.model import Edition, Letter, Span
from figures.reading import Threads

EDITION = Edition("one", "one.txt", "", "", "utf-8", "en", "plain", (0,))
STALIN, KAGANOVICH, MOLOTOV = ("Stalin",), ("Kaganovich",), ("Molotov",)


class Post:
    """Letters in the order in which they are printed."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self._place = count()

    def add(
        self, senders: tuple[str, ...], recipients: tuple[str, ...], date: str | None,
        numbers: tuple[str, ...] = (), refers_to: tuple[str, ...] = (),
    ) -> Letter:  # fmt: skip
        at = next(self._place)
        letter = Letter(str(at), "one", at, at + 1, Span(at, at), senders, recipients, date, date, None, numbers, refers_to, ())
        self.letters.append(letter)
        return letter

    def answered(self, reply: Letter) -> list[tuple[Letter, str]]:
        return [tuple(link) for link in Threads([EDITION], self.letters).answered_by(reply)]


def test_a_reply_goes_the_other_way_and_the_latest_letter_is_the_likeliest() -> None:
    """Letters of others, letters in the same direction and later letters are not answered."""
    post = Post()
    first = post.add(KAGANOVICH, STALIN, "1936-08-01")
    post.add(MOLOTOV, STALIN, "1936-08-02")
    post.add(STALIN, KAGANOVICH, "1936-08-02")
    second = post.add(KAGANOVICH, STALIN, "1936-08-03")
    reply = post.add(STALIN, KAGANOVICH, "1936-08-04")
    post.add(KAGANOVICH, STALIN, "1936-08-05")
    assert post.answered(reply) == [(second, ""), (first, "")]


@pytest.mark.parametrize("named", ["7", "1936-07-01", "7/sh"])
def test_what_a_reply_names_goes_first(named: str) -> None:
    """A number, printed or shortened, or a day tells more than nearness; and it reaches farther back."""
    post = Post()
    asked = post.add(KAGANOVICH, STALIN, "1936-07-01", numbers=("7",))
    near = post.add(KAGANOVICH, STALIN, "1936-08-03", numbers=("8",))
    reply = post.add(STALIN, KAGANOVICH, "1936-08-04", refers_to=(named,))
    assert post.answered(reply) == [(asked, named), (near, "")]


def test_long_ago_is_not_answered() -> None:
    """Without a number a letter of last season is forgotten, and with one too, once numbers began anew."""
    post = Post()
    post.add(KAGANOVICH, STALIN, "1935-08-01", numbers=("7",))
    assert post.answered(post.add(STALIN, KAGANOVICH, "1936-08-04", refers_to=("7",))) == []


def test_places_and_titles_may_be_left_out() -> None:
    """An office is the same without its place and its article, and another in another place."""
    post = Post()
    asked = post.add(("The Relief Commission, Samara",), ("Central Office",), "1922-01-01")
    assert post.answered(post.add(("Central Office",), ("Relief Commission",), "1922-01-05")) == [(asked, "")]
    assert post.answered(post.add(("Central Office",), ("Relief Commission, Orenburg",), "1922-01-06")) == []


def test_an_undated_letter_stands_where_it_is_printed() -> None:
    """Letters are in order of date; one without takes its place from the letter before it."""
    post = Post()
    later, early, undated = (post.add(KAGANOVICH, STALIN, date) for date in ("1936-08-09", "1936-08-01", None))
    assert Threads([EDITION], post.letters).by_date == (early, undated, later)


def test_a_letter_without_people_answers_none() -> None:
    """Nobody knows whom a letter without correspondents answers."""
    post = Post()
    post.add(KAGANOVICH, STALIN, "1936-08-01", numbers=("7",))
    assert post.answered(post.add((), (), "1936-08-02", refers_to=("7",))) == []


@pytest.mark.parametrize(
    ("asks", "replies", "same"),
    [
        ("C. E. Marsh, Esq", "Mr. Marsh", True),
        ("Commissary-General Sir R. Marsh", "Sir R. Marsh", True),
        ("Consul at Batum (Hale)", "Hale", True),
        ("Consul at Batum (Hale)", "The Consul at Batum", True),
        ("The Acting Secretary of State", "Secretary of State", True),
        ("President Mora", "PRESIDENT", True),
        ("Secretary of the Central Committee, com. Molotov", "V. M. Molotov", True),
        ("J. Bell, Esq., C.S., Officiating Collector of Patna", "Collector of Patna", True),
        ("A. Marsh", "R. Marsh", False),
        ("Secretary of State", "Secretary of the Treasury", False),
        ("Consul at Batum", "Consul at Baku", False),
        ("Relief Committee, Oban", "Relief Committee, Tiree", False),
        ("Captain Bell", "Captain Marsh", False),
    ],
)
def test_one_correspondent_in_two_dresses(asks: str, replies: str, same: bool) -> None:
    """Titles, initials and acting are dropped, an office is its holder; another place or initial is another man."""
    post = Post()
    asked = post.add((asks,), STALIN, "1936-08-01")
    assert post.answered(post.add(STALIN, (replies,), "1936-08-04")) == ([(asked, "")] if same else [])


def test_a_number_finds_the_letter_of_an_office_that_signs_by_name() -> None:
    """Where the number fits, one of the two correspondents is enough, unless the other is a namesake."""
    post = Post()
    asked = post.add(("Collector of Patna",), ("Board of Revenue",), "1866-05-04", numbers=("88",))
    assert post.answered(post.add(("H. Marsh",), ("Collector of Patna",), "1866-05-09", refers_to=("88",))) == [(asked, "88")]
    assert post.answered(post.add(("H. Marsh",), ("Collector of Gaya",), "1866-05-09", refers_to=("88",))) == []


def test_on_the_above_answers_what_is_printed_before() -> None:
    """A minute on the above names no number and no addressee."""
    post = Post()
    post.add(KAGANOVICH, STALIN, "1936-08-01")
    asked = post.add(MOLOTOV, STALIN, "1936-08-02")
    minute = post.add(("Politburo",), (), "1936-08-04", refers_to=("the above",))
    assert post.answered(minute) == [(asked, "the above")]
