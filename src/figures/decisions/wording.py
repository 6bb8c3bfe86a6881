"""TODO."""
from __future__ import annotations

from itertools import pairwise

from figures.decisions.answer_words import AnswerBook, lemmas, name_lemmas
from figures.language import sentence_parts
from figures.model import Figure, Letter, Paragraph


def telling_words(text: str, answers: AnswerBook) -> set[str]:
    """The words of a text that are not too common, and their pairs (``peace congress``)."""
    words = [w if len(w) > 3 and w not in answers.dull else "" for w in lemmas(text, answers)]
    return {w for w in words if w} | {f"{a} {b}" for a, b in pairwise(words) if a and b}


class Wording:
    """A text with what is looked up in it again and again."""

    def __init__(self, text: str, answers: AnswerBook, home: str | None = None) -> None:
        self.text = text
        self.home = home
        self.answers = answers
        self._spans: dict[int, list[tuple[int, int]]] = {}

    def sentence(self, letter: Letter, figure: Figure) -> tuple[int, int]:
        """The sentence in which a figure stands."""
        paragraph = letter.paragraphs[figure.paragraph]
        return next((span for span in self.spans(paragraph) if figure.start < span[1]), (paragraph.start, paragraph.end))

    def spans(self, paragraph: Paragraph) -> list[tuple[int, int]]:
        """The sentences and half sentences of a paragraph."""
        spans = self._spans.get(paragraph.start)
        if spans is None:
            spans = self._spans[paragraph.start] = sentence_parts(self.text, paragraph.start, paragraph.end, self.answers.language)
        return spans

    def whole(self, paragraph: Paragraph, at: int) -> int:
        """The start of the whole sentence of which a half sentence begins at ``at``."""
        for start, end in reversed(self.spans(paragraph)):
            if end <= at:
                if self.text[end - 1] != ";":
                    break
                at = start
        return at

    def counted(self, figure: Figure) -> tuple[str, ...]:
        """The nouns that the quote itself counts: ``aviator`` of ``2 aviators``."""
        if figure.quantity.kind != "count":
            return ()
        return tuple(lemmas(self.text[figure.quantity.numeral.end : figure.end], self.answers))

    def own(self, letter: Letter, figure: Figure) -> bool:
        """Whether the writers speak for themselves before the figure in its sentence."""
        start, _ = self.sentence(letter, figure)
        return self.answers.first_person.search(self.text, start, figure.start) is not None


def told_by_others(wording: Wording, letter: Letter, figure: Figure) -> tuple[int, int]:
    """Where the decision stands that a letter tells in its own body: the quotation of a granted amount, else its sentence."""
    paragraph = letter.paragraphs[figure.paragraph]
    opening = max(wording.text.rfind(mark, paragraph.start, figure.start) for mark in '“«"')
    closing = min((at for mark in '”»"' if (at := wording.text.find(mark, figure.end, paragraph.end)) >= 0), default=-1)
    return (opening, closing) if opening >= 0 and closing >= 0 else wording.sentence(letter, figure)


def item_fits(a: str | None, b: str | None, answers: AnswerBook) -> bool:
    """Whether two items may be the same: equal, one unknown, or one a kind of the other."""
    if a is None or b is None or a == b:
        return True
    x, y = set(name_lemmas(a, answers.language)), set(name_lemmas(b, answers.language))
    return bool(x & y) or any(answers.covers.get(kind, frozenset()) & other for mine, other in ((x, y), (y, x)) for kind in mine)
