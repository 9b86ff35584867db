"""A small news site of our own: what the demo crawls, and what cleaning and crawling are tested on.

Four hosts under `.example`, all text invented. An article is one TOML file under `articles/`: the
host's theme renders it, and the same file is the expected result of cleaning.

    newsroom.py      TOML to frozen articles          themes/      one look for each host
    content.py       what each URL must become        special.py   pages that go wrong
    server.py        the HTTP server, `NewsSite`      phrases/     furniture in each language
    demo.py          what `make run` shows            pages.py     every URL and its answer

A test asks `with NewsSite() as site:` and goes through `site.proxy_url`; what a page must become
is `expected(url)`, and `specials()` lists the others with their outcome. What differs from page to
page depends on a hash of the slug, so every run sees the same bytes.
"""
