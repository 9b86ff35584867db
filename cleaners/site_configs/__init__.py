"""What others know of a site: configurations in the FiveFilters format, read from a user's folder.

They are evidence, not law: a body that holds little of what reads like the article is not believed,
and all that they cut is on record with the file and the line.
"""

from cleaners.site_configs.finding import config_for, config_names, is_config, read_config
from cleaners.site_configs.format import Directive, Remark, SiteConfig, parse_config

__all__ = [
    "Directive",
    "Remark",
    "SiteConfig",
    "config_for",
    "config_names",
    "is_config",
    "parse_config",
    "read_config",
]
