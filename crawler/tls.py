"""HTTPS with verified certificates, and one authority more where the user names a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy.core.downloader.contextfactory import _ScrapyClientContextFactory
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from twisted.internet._sslverify import OpenSSLDefaultPaths
from twisted.internet.ssl import optionsForClientTLS

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class VerifyingHandler(HTTP11DownloadHandler):
    """Scrapy's handler; it also trusts the authorities in TLS_CA_FILE.

    Scrapy has no setting for that, and the environment variable of OpenSSL replaces the system's
    authorities instead of adding to them.
    """

    def __init__(self, crawler: "Crawler") -> None:
        super().__init__(crawler)
        if file := crawler.settings.get("TLS_CA_FILE"):
            factory: Any = _AlsoTrusting.from_crawler(crawler, trusted=Path(file))
            self._contextFactory = factory


class _AlsoTrusting(_ScrapyClientContextFactory):
    def __init__(self, *args: Any, trusted: Path, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._root: Any = _PlatformAndFile(trusted)

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:  # noqa: N802 - Twisted's name
        """The TLS options for a host: as Scrapy has them, with one root of trust more."""
        return optionsForClientTLS(
            hostname.decode("ascii"),
            trustRoot=self._root,
            extraCertificateOptions=self._get_cert_options_kwargs(),
        )


class _PlatformAndFile(OpenSSLDefaultPaths):
    def __init__(self, file: Path) -> None:
        self._file = file

    def _addCACertsToContext(self, context: Any) -> None:  # noqa: N802 - Twisted's name
        super()._addCACertsToContext(context)  # type: ignore[no-untyped-call]
        context.load_verify_locations(str(self._file))
