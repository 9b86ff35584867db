"""`corpus snapshot` and `corpus verify`."""

import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from cleaners.rights import Notice, Rights
from storage import Store
from tests.corpus.conftest import FERRY, PIER, STRASSE, UMI, Ask, page_at

RESERVED = Rights(reserved=True, notices=(Notice("header tdm-reservation", "1"),))


def lines(home: Path, name: str = "paper") -> list[dict[str, object]]:
    text = (home / "snapshots" / f"{name}.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_a_manifest_has_head_hashes_and_seal(ask: Ask, home: Path) -> None:
    done = ask("snapshot", "paper", "--site", "harbourpost.example")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == f"2 articles in {home / 'snapshots' / 'paper.jsonl'}\n"
    head, ferry, _pier, seal = lines(home)
    assert head["filters"] == {
        "site": "harbourpost.example",
        "kinds": ["article", "live-blog"],
        "reserved": False,
    }
    assert re.fullmatch(r"[0-9a-f]{64}", str(head["weights"]))
    assert ferry["text"] == hashlib.sha256(FERRY.text.encode()).hexdigest()
    assert (ferry["id"], ferry["rules_version"], ferry["rights"]) == (1, "1", {})
    body = (home / "snapshots" / "paper.jsonl").read_bytes().rsplit(b"{", 1)[0]
    assert seal == {"articles": 2, "sha256": hashlib.sha256(body).hexdigest()}
    assert "ferry stops" not in body.decode().lower()


def test_others_can_recompute_the_hashes_from_an_export(ask: Ask, home: Path) -> None:
    ask("snapshot", "paper")
    hashes = {line["id"]: (line["text"], line["facts"]) for line in lines(home)[1:-1]}
    left_out = "id story site fetched_at stored_at rights text rules_version confidence blocks"
    left_out += " links removals notes"
    for row in map(json.loads, ask("export", "--format", "jsonl").stdout.splitlines()):
        text = hashlib.sha256(row["text"].encode()).hexdigest()
        kept = {name: row[name] for name in row if name not in left_out.split()}
        facts = json.dumps(kept, sort_keys=True, separators=(",", ":"))
        assert hashes[row["id"]] == (text, hashlib.sha256(facts.encode()).hexdigest())


def test_a_corpus_is_what_it_was_though_more_came_and_other_rules_made_the_same(
    ask: Ask, store: Store
) -> None:
    ask("snapshot", "paper")
    assert ask("verify", "paper").exit_code == 0
    new = replace(FERRY, url="https://harbourpost.example/new", title="New pier")
    store.store_article(page_at("https://harbourpost.example/new"), new, "link")
    again = replace(UMI, rules_version="2", confidence=0.1, removals=())
    store.store_article(page_at(UMI.url or ""), again, "link")
    done = ask("verify", "paper")
    assert done.exit_code == 0
    assert done.stdout == ""
    named = json.loads(ask("verify", "paper", "--json").stdout)
    assert (named["what"], named["why"]) == ("rules", "1 before, 2 now")
    assert "all of 4 articles as they were (same by other rules 1)" in done.stderr


def test_what_differs_is_named(ask: Ask, store: Store) -> None:
    ask("snapshot", "paper")
    edited = replace(FERRY, blocks=FERRY.blocks[:1])
    store.store_article(page_at(FERRY.url or ""), edited, "link")
    retitled = replace(STRASSE, authors=("Somebody",))
    store.store_article(replace(page_at(STRASSE.url or ""), rights=RESERVED), retitled, "link")
    store.withdrawing.withdraw([PIER.url or ""], "noindex: meta robots")
    done = ask("verify", "paper")
    assert done.exit_code == 1
    kept = "version 1 of its history is that of the snapshot"
    assert done.stdout.splitlines() == [
        f"new text: 1  {FERRY.url}  (same page, rules 1; {kept})",
        f"missing: 2  {PIER.url}  (refused, noindex: meta robots)",
        f"new facts: 3  {STRASSE.url}  (not the same: authors)",
        f"changed rights: 3  {STRASSE.url}  (nothing stated before, reserved now)",
    ]
    assert "3 of 4 articles differ (missing 1, new text 1, new facts 1, changed" in done.stderr
    assert done.stderr.endswith("still in the history of 1 of the 1 with a new text.\n")
    told = [json.loads(line) for line in ask("verify", "paper", "--json").stdout.splitlines()]
    assert [one["what"] for one in told] == ["text", "missing", "facts", "rights"]


def test_an_older_manifest_still_tells_that_facts_have_changed(
    ask: Ask, store: Store, home: Path
) -> None:
    ask("snapshot", "paper")
    file = home / "snapshots" / "paper.jsonl"
    whole = re.sub(r',"each":\{[^}]*\}', "", file.read_text("utf-8"))
    body = whole.rpartition("{")[0]
    seal = hashlib.sha256(body.encode()).hexdigest()
    file.write_text(f"{body}{json.dumps({'articles': 4, 'sha256': seal})}\n", "utf-8")
    assert ask("verify", "paper").exit_code == 0
    retitled = replace(STRASSE, title="Other", published_at=None)
    store.store_article(page_at(STRASSE.url or ""), retitled, "link")
    told = ask("verify", "paper").stdout
    assert "new facts: 3  " in told
    assert "(title, authors, times or another fact is not the same)" in told
    ask("snapshot", "newer")
    store.store_article(page_at(STRASSE.url or ""), STRASSE, "link")
    assert "(not the same: " in ask("verify", "newer").stdout
    assert "title)" in ask("verify", "newer").stdout


def test_reserved_articles_are_left_out_and_counted(ask: Ask, store: Store, home: Path) -> None:
    store.store_article(replace(page_at(PIER.url or ""), rights=RESERVED), PIER, "link")
    done = ask("snapshot", "paper")
    assert done.stderr == "1 reserved article left out; --include-reserved writes them too.\n"
    assert [line.get("id") for line in lines(home)] == [None, 1, 3, 4, None]
    ask("snapshot", "whole", "--include-reserved")
    rights = lines(home, "whole")[2]["rights"]
    assert isinstance(rights, dict)
    assert rights["reserved"] is True


def test_an_article_with_another_number_is_found_by_its_url(
    ask: Ask, store: Store, home: Path
) -> None:
    ask("snapshot", "paper")
    store.withdrawing.withdraw([FERRY.url or ""], "dropped")
    number = store.store_article(page_at(FERRY.url or ""), FERRY, "link")
    assert number != 1
    assert ask("verify", str(home / "snapshots" / "paper.jsonl")).exit_code == 0


def test_other_weights_are_told_and_are_no_difference(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask("snapshot", "paper")
    assert "weights" not in ask("verify", "paper").stderr
    monkeypatch.setattr("corpus.manifest.weights_hash", lambda: "0" * 64)
    done = ask("verify", "paper")
    assert done.exit_code == 0
    assert done.stderr.startswith("The weights are other ones now;")


@pytest.mark.parametrize("damage", [(b'"id":1,', b'"id":9,'), (b'"articles":4', b'"articles":3')])
def test_a_manifest_that_was_changed_proves_nothing(
    ask: Ask, home: Path, damage: tuple[bytes, bytes]
) -> None:
    ask("snapshot", "paper")
    file = home / "snapshots" / "paper.jsonl"
    file.write_bytes(file.read_bytes().replace(*damage))
    done = ask("verify", "paper")
    assert done.exit_code == 1
    assert done.stderr.endswith("its seal does not fit. Take an unchanged copy of it.\n")


def test_a_file_that_is_no_manifest_is_an_error(ask: Ask, home: Path) -> None:
    ask("snapshot", "paper")
    file = home / "snapshots" / "paper.jsonl"
    file.write_bytes(file.read_bytes()[:-20])
    assert "or it is cut off" in ask("verify", "paper").stderr
    file.write_bytes(b"\x00\xff")
    assert "is no manifest" in ask("verify", "paper").stderr
    file.write_bytes(b"{}")
    assert "is no manifest" in ask("verify", "paper").stderr


def test_names_are_names_and_nothing_is_written_over(ask: Ask, home: Path) -> None:
    assert ask("snapshot", "../paper").exit_code == 2
    assert "there is none yet" in ask("verify", "paper").stderr
    ask("snapshot", "paper")
    before = (home / "snapshots" / "paper.jsonl").read_bytes()
    assert "is there already and stays" in ask("snapshot", "paper").stderr
    assert (home / "snapshots" / "paper.jsonl").read_bytes() == before
    assert "there are paper." in ask("verify", "papers").stderr
