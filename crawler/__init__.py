"""The crawl: any URL of a news site in, its articles in the store. Scrapy lives here."""
