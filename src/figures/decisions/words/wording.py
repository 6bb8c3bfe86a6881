"""A text with what is looked up in it again and again: its sentences, what its amounts count, who speaks."""

from __future__ import annotations

from figures.decisions.words.answer_book import AnswerBook, answer_book
from figures.decisions.words.comparing import lemmas
from figures.language import sentence_parts
from figures.model import Edition, Figure, Letter, Paragraph
from figures.names import home_state


class Wording:
    """The text of an edition, its answer words, and ``home``, the whole state that its correspondence is about."""

    def __init__(self, edition: Edition) -> None:
        self.text = edition.text
        self.language = edition.language
        self.home = home_state(edition.profile)
        self.book: AnswerBook = answer_book(edition.language)
        self._spans: dict[int, list[tuple[int, int]]] = {}

    def sentence(self, letter: Letter, figure: Figure) -> tuple[int, int]:
        """The sentence in which a figure stands."""
        paragraph = letter.paragraphs[figure.paragraph]
        return next((span for span in self.spans(paragraph) if figure.start < span[1]), (paragraph.start, paragraph.end))

    def spans(self, paragraph: Paragraph) -> list[tuple[int, int]]:
        """The sentences and half sentences of a paragraph."""
        spans = self._spans.get(paragraph.start)
        if spans is None:
            spans = self._spans[paragraph.start] = sentence_parts(self.text, paragraph.start, paragraph.end, self.language)
        return spans

    def counted(self, figure: Figure) -> tuple[str, ...]:
        """The nouns that the quote itself counts: ``aviator`` of ``2 aviators``."""
        if figure.quantity.kind != "count":
            return ()
        return tuple(lemmas(self.text[figure.quantity.numeral.end : figure.end], self.language))

    def own(self, letter: Letter, figure: Figure) -> bool:
        """Whether the writers speak for themselves before the figure in its sentence."""
        start, _ = self.sentence(letter, figure)
        return self.book.first_person.search(self.text, start, figure.start) is not None
