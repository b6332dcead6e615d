"""What has been worked out once and need not be again."""

import os
import stat

import pytest

from pilotlint.cache import NO_CACHE, Cache, digest


@pytest.fixture
def place(tmp_path):
    return tmp_path / "deep" / "cache"


@pytest.fixture
def cache(place):
    return Cache(str(place))


def test_a_result_is_kept_under_everything_it_was_made_from(cache):
    cache.put("page", b"\0result", "a", "b")
    assert cache.get("page", "a", "b") == b"\0result"
    assert cache.get("page", "a") is None
    assert cache.get("page", "ab", "") is None
    assert cache.get("page", "b", "a") is None
    assert cache.get("other", "a", "b") is None


def test_a_newer_result_takes_the_place_of_the_older(cache, place):
    cache.put("page", b"old", "a")
    cache.put("page", b"new", "a")
    assert cache.get("page", "a") == b"new"
    assert len(list(place.iterdir())) == 1


def test_an_empty_result_is_one(cache):
    cache.put("page", b"", "a")
    assert cache.get("page", "a") == b""


@pytest.mark.parametrize(
    "damage", [lambda kept: kept[:-1], lambda kept: kept + b"x", lambda kept: b"", lambda kept: b"\0" * 40]
)
def test_a_file_that_is_not_as_it_was_written_counts_as_none(cache, place, damage):
    cache.put("page", b"result", "a")
    (kept,) = place.iterdir()
    kept.write_bytes(damage(kept.read_bytes()))
    assert cache.get("page", "a") is None


def test_a_folder_where_the_result_should_be_counts_as_none(cache, place):
    cache.put("page", b"result", "a")
    (kept,) = place.iterdir()
    kept.unlink()
    kept.mkdir()
    assert cache.get("page", "a") is None
    cache.put("page", b"result", "a")
    assert cache.get("page", "a") is None


def test_where_nothing_can_be_written_nothing_is_kept_and_nothing_fails(tmp_path):
    (tmp_path / "file").write_text("no folder")
    cache = Cache(str(tmp_path / "file" / "cache"))
    cache.put("page", b"result", "a")
    assert cache.get("page", "a") is None


def test_without_a_folder_nothing_is_kept(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    NO_CACHE.put("page", b"result", "a")
    assert NO_CACHE.get("page", "a") is None
    assert list(tmp_path.iterdir()) == []


def test_names_of_any_characters_can_be_part_of_what_it_was_made_from(cache):
    cache.put("page", b"result", "caf\udce9", "田中")
    assert cache.get("page", "caf\udce9", "田中") == b"result"


def test_the_oldest_results_make_room_for_new_ones_when_the_next_run_begins(cache, place):
    cache.put("page", b"x", "0")
    for entry in place.iterdir():
        os.utime(entry, (0, 0))
    for number in range(1, 2100):
        cache.put("page", b"x", str(number))
    assert len(list(place.iterdir())) == 2100
    Cache(str(place)).put("page", b"x", "new")
    names = {name for name in ("0", "2099", "new") if cache.get("page", name)}
    assert (len(list(place.iterdir())), names) == (2049, {"2099", "new"})


def test_nobody_ever_sees_half_a_result(cache, place):
    cache.put("page", b"result", "a")
    assert [entry.name.count(".") for entry in place.iterdir()] == [0]
    assert all(stat.S_ISREG(entry.stat().st_mode) for entry in place.iterdir())


def test_a_digest_names_a_content():
    assert digest(b"one") == digest(b"one") != digest(b"another")
