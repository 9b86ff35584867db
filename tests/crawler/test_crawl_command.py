"""`scrapy crawl`: mistakes in the command have the exit code of mistakes."""

import argparse

import pytest
from scrapy.settings import Settings

from crawler import settings as project
from crawler.checks import problem_with_arguments
from crawler.commands.crawl import Command

URL = ("-a", "url=https://a.example/")

MISTAKES = [
    ((), "a word is missing"),
    (("new", *URL), "'new' is nothing to crawl with"),
    (("news", "--nope"), "'news --nope' is nothing to crawl with"),
    (("news", "-a", "url"), "Invalid -a value, use -a NAME=VALUE"),
    (("news", "-a"), "argument -a: expected one argument"),
    (("news", *URL, "-L", "LOUD"), "LOG_LEVEL is LOUD"),
    (("news", *URL, "-s", "DOWNLOAD_DELAY=soon"), "DOWNLOAD_DELAY is soon"),
]


def take(*words: str) -> Settings:
    """Read the words as Scrapy does, up to where a crawl would begin: the settings."""
    command, parser = Command(), argparse.ArgumentParser(conflict_handler="resolve")
    command.settings = Settings()
    command.settings.setmodule(project, priority="project")
    command.add_options(parser)
    opts, args = parser.parse_known_args(list(words))
    try:
        command.process_options(args, opts)
    except Exception as error:  # as scrapy.cmdline does with a UsageError
        parser.error(str(error))
    return command.settings


@pytest.mark.parametrize(("words", "said"), MISTAKES)
def test_a_mistake_ends_with_64_and_says_how_to_write_it(
    words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        take(*words)
    assert ended.value.code == 64
    told = capsys.readouterr().err
    assert told.startswith(said)
    assert told.endswith(" begun so: scrapy crawl news -a url=https://www.example.com/\n")


def test_what_is_right_is_taken() -> None:
    settings = take("news", *URL, "-s", "DOWNLOAD_DELAY=7", "-L", "INFO")
    assert settings.getint("DOWNLOAD_DELAY") == 7
    assert settings["LOG_LEVEL"] == "INFO"


def test_an_argument_that_no_crawl_knows_is_a_mistake() -> None:
    known = ("url", "since")
    assert problem_with_arguments([], known) is None
    slip = problem_with_arguments(["snce"], known)
    assert slip is not None
    assert slip.sentence == "-a snce= is no argument of a crawl; did you mean since?"
    assert slip.exit_code == 64
