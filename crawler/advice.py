"""What a person can do about a reason, in one short sentence."""

WAIT = "The next run tries again; if it stays so, look at the address in a browser."

NO_ARTICLE = "It was judged no article; if that is wrong, look at it with `corpus status URL`."

BY_NAME = {
    "robots": "robots.txt forbids it: ask the site for permission, or take the URL off the list.",
    "robots-unreachable": WAIT,
    "no-such-host": "Check the spelling of the address; if it is right, the next run tries again.",
    "connection-refused": "Try the address in a browser; the next run tries again.",
    "connection-lost": WAIT,
    "timeout": WAIT,
    "truncated": WAIT,
    "proxy": "Check http_proxy and https_proxy.",
    "certificate": "The certificate is not valid: look at the address in a browser.",
    "private-address": "Allow the host in COPYDESK_ALLOW_PRIVATE_HOSTS if it is yours.",
    "other-site": "Put the other site into sites.toml if you want its articles.",
    "login-wall": "The site asks for a login: without an agreement, disable it in sites.toml.",
    "consent-wall": "The site shows nothing before consent: disable it in sites.toml, or ask it.",
    "bot-block": "The site blocks crawlers: ask it for permission, or disable it in sites.toml.",
    "paywall": "Only the free part can be had.",
    "noindex": "The site does not want the page kept; nothing to do.",
    "unavailable-after": "The site took the page back on the day that it had named; nothing to do.",
    "needs-javascript": "Write `browser = true` into the site's recipe, if its pages are worth it.",
    "soft-404": "The address shows an error page: look for the new address.",
    "nothing-found": "No link on it looks like an article: name its feed or a section instead.",
    "next-page": "A further page of the article failed: the next run tries again; the third stores"
    " the article without it.",
    "no-listing": "Look in a browser whether the feed or sitemap has moved.",
    "not-html": "The address gives no web page: name the site's front page or feed.",
    "list-page": NO_ARTICLE,
    **dict.fromkeys(
        ("product", "service", "gallery", "video", "forum", "documentation"), NO_ARTICLE
    ),
    "no-article-address": "It does not look like an article; nothing to do.",
    "not-tried": "The run ended first: the next one goes on there.",
    "clean-timeout": "`corpus quarantine` shows the pages that the cleaner could not read.",
    "host-closed": "It asked for rest or was silent: it is left alone until then.",
    "crawl-delay": "It wants longer pauses than we wait: ask it, or disable it in sites.toml.",
    "no-browser": "Install what its recipe asks for, or take that out of the recipe.",
    "forgotten": "It was forgotten at someone's wish and is not fetched again.",
    "trap": "It looks like one of endless addresses; nothing to do.",
    "listing": "It lists other pages; nothing to do.",
    "stopped": "The run ended first: the next one goes on there.",
    "lease-lost": "Another run took the site over: it goes on there.",
    "damaged": "The server packs it wrongly or breaks off; the next run tries again.",
    "no-text": "Where scripts load the text, write `browser = true` into the site's recipe, then"
    " `corpus quarantine refetch --site SITE`.",
    "empty": "It has no text at all: look at it in a browser.",
    "too-many-redirects": "It leads in a circle: look at it in a browser.",
    "headers-too-big": "Its answer begins with an endless header: tell the site.",
    "encoding": "It is packed in a way that we do not ask for: tell the site.",
    "too-big": "The page is over the limit; nothing to do.",
}
"""By the name of a reason (`crawler.outcomes`)."""

UNLIKE = {
    "fewer-articles": "Look at the site: has it moved its news, or closed its feed?",
    "shorter": "Look at an article (`corpus explain`): has the layout changed?",
    "longer": "Look at an article (`corpus explain`): is something in it that should be cut?",
    "more-removed": "Look at an article (`corpus explain`): is text cut that should stay?",
    "less-removed": "Look at an article (`corpus explain`): is something in it that should be cut?",
    "more-refused": "`corpus status SITE` counts the reasons.",
    "more-failed": "`corpus status SITE` counts the reasons.",
}
"""By the name of what is unlike a site (`crawler.health`)."""


def advice(name: str) -> str:
    """What to do about a reason or about what is unlike a site.

    >>> advice("http-403")
    'The site refuses this crawler: ask it for permission, or disable it in sites.toml.'
    """
    if known := BY_NAME.get(name) or UNLIKE.get(name):
        return known
    if name.startswith("missing-"):
        return "Look at an article in a browser: does it still say it? Then a recipe may help."
    if name.startswith("http-"):
        return _of_status(name.removeprefix("http-"))
    return "`corpus status URL` tells what happened."


def _of_status(status: str) -> str:
    if status in ("401", "403", "451"):
        return "The site refuses this crawler: ask it for permission, or disable it in sites.toml."
    if status in ("404", "410"):
        return "The address is gone: look for the new one."
    if status == "429":
        return "The site asks for fewer requests: set a longer delay in sites.toml."
    return WAIT if status.startswith("5") else "`corpus status URL` tells what happened."
