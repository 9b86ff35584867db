"""Imported by the fork server alone: loads what cleaning loads on its first page.

That takes 1.3 s and some 100 MB; done here it is paid once, and all workers share it.
"""

from cleaners import clean, page_from_bytes
from crawler import work

clean(page_from_bytes(b"<article><h1>Warm</h1><p>The first page is slower.</p></article>"))

WORKER = work.__name__
