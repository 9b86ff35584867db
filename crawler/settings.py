"""Scrapy's settings, and the only place of the crawler that reads the environment.

People may set: CONTACT, DATABASE_URL, DOWNLOAD_DELAY, AUTOTHROTTLE_ENABLED, ALLOW_PRIVATE_HOSTS and
TLS_CA_FILE (`scrapy crawl news -s NAME=VALUE`); in the environment DATABASE_URL, COPYDESK_HOME,
COPYDESK_CONTACT, COPYDESK_ALERT, COPYDESK_SITE_CONFIGS and COPYDESK_ALLOW_PRIVATE_HOSTS.
"""

import os
from importlib.metadata import version
from pathlib import Path
from urllib.request import getproxies

from crawler.chromium import launch_options
from storage import database_url, find_home

BOT_NAME = "copydesk"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"
COMMANDS_MODULE = "crawler.commands"

# Where the corpus is
HOME = str(find_home(None, os.environ, Path.cwd()))
DATABASE_URL = database_url(None, os.environ, Path(HOME))
RECIPES = str(Path(HOME) / "recipes")
SITE_CONFIGS = os.environ.get("COPYDESK_SITE_CONFIGS", "")  # else of copydesk.toml

# Who asks, and how politely
CONTACT = os.environ.get("COPYDESK_CONTACT", "").strip()
USER_AGENT = f"Copydesk/{version('copydesk')}"  # with the contact: crawler.contact
DOWNLOAD_DELAY = 5
DOWNLOAD_DELAY_JITTER = 0  # the delay is a promise: never less
CONCURRENT_REQUESTS_PER_DOMAIN = 1
SITES_AT_ONCE = 128  # sites under way together; each has one request at a time
LEASE_SECONDS = 60  # after its last sign of life a crawl is taken for dead
HEARTBEAT_SECONDS = 10  # between two signs of life
REACTOR_THREADPOOL_MAXSIZE = 32  # threads that look up names
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 0  # start from DOWNLOAD_DELAY
DEFAULT_REQUEST_HEADERS = {  # no Accept-Language: each site in its own
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
}
COOKIES_ENABLED = False
METAREFRESH_MAXDELAY = 5  # seconds; a longer one reloads the page and leads nowhere
REDIRECT_MAX_TIMES = 5
RETRY_HTTP_CODES = [408, 500, 502, 504, 522, 524]  # 429 and 503: when the host says so
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"  # the ledger has the reason

# What may be reached
ALLOW_PRIVATE_HOSTS = os.environ.get("COPYDESK_ALLOW_PRIVATE_HOSTS", "")
PROXIES = [url for scheme, url in getproxies().items() if scheme in ("http", "https")]
TWISTED_DNS_RESOLVER = "crawler.resolver.PublicResolver"
TLS_CA_FILE = ""
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_HANDLERS = {
    "http": "crawler.exchange.BoundedHandler",
    "https": "crawler.exchange.BoundedHandler",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}
DOWNLOADER_MIDDLEWARES_BASE = {  # of Scrapy's own only these: even one that is off is loaded
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": 300,
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": 350,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": 400,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": 550,
    "crawler.middlewares.QuickHttpProxyMiddleware": 750,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": 850,
}
DOWNLOADER_MIDDLEWARES = {
    "crawler.middlewares.ForgottenMiddleware": 30,
    "crawler.middlewares.RedirectCheckMiddleware": 40,
    "crawler.robots.RobotsMiddleware": 100,
    "crawler.browser.BrowserMiddleware": 560,
    "crawler.responses.BoundedMetaRefreshMiddleware": 580,
    "crawler.responses.CompressionMiddleware": 590,
    "crawler.responses.CheckedRedirectMiddleware": 600,
    "crawler.middlewares.PrivateAddressMiddleware": 800,
    "crawler.manners.MannersMiddleware": 860,
}
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# How much one answer may take
DOWNLOAD_MAXSIZE = 10 * 1_048_576
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = 30  # for one fetch, redirects included
DNS_TIMEOUT = 20
PAGES_PER_SITE = 10_000  # pages that one run fetches of one site; the rest is for the next run
CLEANER = "cleaners:clean"
CLEANING_SECONDS = 10
CLEANING_MEGABYTES = 1_024
CLEANING_WORKERS = 0  # 0: one for each core, four at most

# Pages that need a browser (crawler.browser)
BROWSER_SECONDS = 30
PLAYWRIGHT_LAUNCH_OPTIONS = launch_options()
PLAYWRIGHT_MAX_PAGES_PER_CONTEXT = 2
DOWNLOAD_SLOTS = {"parts of pages": {"concurrency": 4, "delay": 0}}

# What is shown
MAX_RUNTIME = 0  # seconds after which no site begins anything new; 0 for no limit
SUMMARY = True  # off where a command prints the report itself
ALERT = os.environ.get("COPYDESK_ALERT", "").strip()  # a command or an http address
EXTENSIONS_BASE = {  # no telnet, no remote control, no feed exports, nothing on disk
    "scrapy.extensions.corestats.CoreStats": 0,
    "scrapy.extensions.logcount.LogCount": 0,
    "scrapy.extensions.memusage.MemoryUsage": 0,
    "scrapy.extensions.closespider.CloseSpider": 0,
    "scrapy.extensions.throttle.AutoThrottle": 0,
}
EXTENSIONS = {
    "crawler.extensions.Progress": 500,
    "crawler.extensions.Summary": 510,
}
LOG_LEVEL = "WARNING"
STATS_DUMP = False
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
