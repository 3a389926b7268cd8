"""Which documents hold which words: where else the words of a citation may stand, without a look into every document.

It only ever leaves documents out. Whether one holds a passage is for the matcher to say.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection

from macros.facts.citation import Citation
from macros.reading.document import Document
from macros.reading.fold import folded

MAX_LIKELY = 8
"""Documents in which words are looked for that are much like a citation's, which takes time in proportion to their length."""

_WORD = re.compile(r"\w+")


class Index:
    """The words of all documents, folded. A document with a damage table may hold anything: words are read in its own way there."""

    def __init__(self, documents: Collection[Document]) -> None:
        self.documents = documents
        self.damaged = {document.source for document in documents if document.damage}
        self.sources: dict[str, set[str]] = defaultdict(set)
        for document in documents:
            for word in set(_WORD.findall(document.folded.text)):
                self.sources[word].add(document.source)

    def holding(self, citation: Citation) -> list[Document]:
        """Return the documents that have all words of a citation somewhere, in their order."""
        having = [self.sources.get(word, set()) for word in _words(citation)]
        all_of_them = set.intersection(*sorted(having, key=len)) if having else set()
        return self._in_order(all_of_them | self.damaged)

    def likely(self, citation: Citation) -> list[Document]:
        """Return the documents, in their order, that have the most words of a citation, at least half; MAX_LIKELY at most."""
        wanted = _words(citation)
        shared = Counter(source for word in wanted for source in self.sources.get(word, ()))
        most = sorted(shared, key=lambda source: (-shared[source], source))[:MAX_LIKELY]
        return self._in_order({source for source in most if 2 * shared[source] >= len(wanted)})

    def _in_order(self, wanted: set[str]) -> list[Document]:
        return [document for document in self.documents if document.source in wanted] if wanted else []


def _words(citation: Citation) -> set[str]:
    return set(_WORD.findall(folded(" ".join(citation.exact))))
