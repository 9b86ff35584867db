"""Which rule of a recipe makes the next article right, when a person corrects a line of this one.

A line is known by the class or id of an element that holds it and nothing else that is kept, or by
its words. Each such rule is tried on the site's newest articles. Chosen is the one that means this
line in the most of them, and no other line of this one; of equal ones, that which means less text.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from cleaners.beginning import begins_so
from cleaners.memory import fingerprint
from cleaners.recipe import Keep, Strip
from cleaners.steps.evidence import HEADINGS
from cleaners.types import Block
from corpus.matching import Question, Rule, matched, warm_up
from corpus.workers import Failed, workers
from storage import SEARCHED, Filters, Store, StoredArticle

SAMPLE = 40
"""The newest articles of a site that rules are tried on; a new layout shows in them first."""

MAX_SHARE = 0.15
"""Share of an article's text above which a rule that cuts it means the article itself."""

MANY_WORDS = 20
"""Words of a line that tell it from all others."""

BEGINNINGS = (6, 4)
"""Words at the beginning of a line by which others like it may be known."""

ALIKE = 4
"""Times that a line may be longer or shorter than the corrected one, to be one of its kind."""

MOSTLY = 0.8
"""Share of the lines that a rule means which must be of that kind."""

COMMON = 3
"""Articles that a beginning must stand in, once in each, to say more than the whole line."""

MAX_DEPTH = 4
"""Elements around a line whose names are tried."""

SECONDS = 10.0


@dataclass(slots=True)
class Effect:
    """What a rule would do to the articles that it was tried on."""

    rule: Rule
    articles: int = 0
    lines: int = 0
    characters: int = 0
    most: int = 0
    largest_share: float = 0.0
    own: list[str] = field(default_factory=list)
    examples: list[tuple[str, str]] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    already: Counter[str] = field(default_factory=Counter)
    """Lines that it means and that others cut already, by their step."""

    def means(self, line: str) -> bool:
        """Whether it means that line of the corrected article."""
        return fingerprint(line) in map(fingerprint, self.own)


def candidates(block: Block, why: str, *, keep: bool) -> list[Rule]:
    """The rules that may mean that line and lines like it; `block` as it stands on the page."""
    make = Keep if keep else Strip
    named = [make(why, name=name) for name in dict.fromkeys(names_around(block))]
    words = block.text.split()
    starts = [_to_a_word(words[:n]) for n in BEGINNINGS if len(words) > n]
    whole = " ".join(words[:MANY_WORDS]) if len(words) > MANY_WORDS else block.text
    return [*named, *(make(why, text=text) for text in (whole, *starts))]


def _to_a_word(words: Sequence[str]) -> str:
    """A beginning without the signs at its end, which may be others in the next line.

    >>> _to_a_word("The News Agency /".split())
    'The News Agency'
    """
    last = max((n for n, word in enumerate(words, 1) if any(map(str.isalnum, word))), default=0)
    return " ".join(words[:last] or words)


def names_around(block: Block) -> Iterator[str]:
    """The classes and ids of the elements around a line, the innermost first."""
    for container in islice(block.ancestors(), MAX_DEPTH):
        if container.tag not in HEADINGS:
            yield from (*container.class_.lower().split(), *container.id.lower().split())


def effects(store: Store, articles: Sequence[StoredArticle], rules: Sequence[Rule]) -> list[Effect]:
    """What each rule would do to these articles, the first of which is the corrected one."""
    found = [Effect(rule) for rule in rules]
    asked = set()
    with workers(2, SECONDS, warm_up) as pool:
        for stored, texts in pool.each(matched, _questions(store, articles, tuple(rules))):
            if not isinstance(texts, Failed):
                asked.add(stored.id)
                _count_all(found, stored, texts, own=stored.id == articles[0].id)
    for stored in articles:
        if stored.id not in asked:  # its words are known, its elements are not
            texts = [_beginning_so(stored, rule) for rule in rules]
            _count_all(found, stored, texts, own=stored.id == articles[0].id)
    return found


def _beginning_so(stored: StoredArticle, rule: Rule) -> tuple[str, ...]:
    """The lines of an article that a rule means by their words."""
    if not rule.text:
        return ()
    article = stored.article
    texts = [block.text for block in article.blocks] + [cut.text for cut in article.removals]
    return tuple(text for text in texts if begins_so(text, rule.text))


def _count_all(
    found: Iterable[Effect], stored: StoredArticle, texts: Iterable[tuple[str, ...]], *, own: bool
) -> None:
    for effect, meant in zip(found, texts, strict=True):
        _count(effect, stored, meant, own=own)


def _questions(
    store: Store, articles: Iterable[StoredArticle], rules: tuple[Rule, ...]
) -> Iterator[tuple[StoredArticle, Question]]:
    for stored in articles:
        page = store.page_of(stored.id)
        if page is not None:
            yield stored, Question(page.page, rules)


def _count(effect: Effect, stored: StoredArticle, meant: Sequence[str], *, own: bool) -> None:
    """Add what the rule changes in one article: kept lines that go, or cut lines that come."""
    article, strips = stored.article, isinstance(effect.rule, Strip)
    kept, cut = defaultdict[int, list[str]](list), defaultdict[int, list[str]](list)
    for block in article.blocks:
        kept[fingerprint(block.text)].append("")
    for removal in article.removals:
        cut[fingerprint(removal.text)].append(removal.step)
    lines = []
    for text in meant:
        print_ = fingerprint(text)
        if standing := kept[print_] if strips else cut[print_]:
            standing.pop()
            lines.append(text)
        elif strips and cut[print_]:
            effect.already[cut[print_].pop()] += 1
    if own:
        effect.own = lines
    if not lines:
        return
    size = sum(map(len, lines))
    effect.articles += 1
    effect.lines += len(lines)
    effect.characters += size
    effect.most = max(effect.most, len(lines))
    effect.largest_share = max(effect.largest_share, size / max(1, len(article.text)))
    effect.examples.append((article.url or "", lines[0]))
    effect.lengths += map(len, lines)


def best(found: Iterable[Effect], line: str) -> Effect | None:
    """The rule that means this line alone in its article, and in the most others; None for none."""
    fit = [one for one in found if _fits(one, line)]

    def worth(one: Effect) -> tuple[int, int, bool]:
        return -one.articles, one.characters, one.rule.text is None

    return min(fit, key=worth, default=None)


def _fits(effect: Effect, line: str) -> bool:
    print_ = fingerprint(line)
    if {fingerprint(text) for text in effect.own} != {print_}:
        return False
    if isinstance(effect.rule, Strip) and effect.largest_share > MAX_SHARE:
        return False
    alike = [n for n in effect.lengths if len(line) <= n * ALIKE and n <= len(line) * ALIKE]
    if len(alike) < MOSTLY * effect.lines:
        return False
    words = effect.rule.text
    if words is None or fingerprint(words) == print_ or len(words.split()) == MANY_WORDS:
        return True
    return effect.articles >= COMMON and effect.most == 1


def sample(store: Store, stored: StoredArticle) -> list[StoredArticle]:
    """The corrected article, and the newest others of its site."""
    newest = store.articles(Filters(site=stored.site, kinds=SEARCHED))
    others = (one for one in newest if one.id != stored.id)
    return [stored, *islice(others, SAMPLE)]
