"""Files that are written whole or not at all."""

import os
import threading

import pytest

from pilotlint import files


@pytest.fixture
def umask():
    before = os.umask(0o027)
    yield
    os.umask(before)


@pytest.mark.parametrize("put", [files.write, files.replace])
class TestBoth:
    def test_a_file_is_made_or_replaced_and_nothing_else_is_left(self, tmp_path, put):
        for content in (b"one", b"two"):
            put(str(tmp_path / "report"), content)
            assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("report", content)]

    def test_a_file_in_the_current_folder_needs_no_folder(self, tmp_path, put, monkeypatch):
        monkeypatch.chdir(tmp_path)
        put("report", b"one")
        assert (tmp_path / "report").read_bytes() == b"one"

    @pytest.mark.parametrize(("had", "has"), [(None, 0o640), (0o600, 0o600), (0o666, 0o640), (0o4755, 0o640)])
    @pytest.mark.usefixtures("umask")
    def test_the_umask_holds_and_a_private_file_stays_private(self, tmp_path, put, had, has):
        path = tmp_path / "report"
        if had is not None:
            path.write_bytes(b"old")
            path.chmod(had)
        put(str(path), b"new")
        assert path.stat().st_mode & 0o7777 == has

    def test_what_cannot_be_finished_leaves_nothing_behind(self, tmp_path, put):
        (tmp_path / "report").mkdir()
        with pytest.raises(IsADirectoryError):
            put(str(tmp_path / "report"), b"one")
        assert [path.name for path in tmp_path.iterdir()] == ["report"]

    def test_the_unfinished_file_is_a_new_one_that_nobody_could_have_guessed(self, tmp_path, put, monkeypatch):
        seen = []
        monkeypatch.setattr(os, "replace", lambda unfinished, path: seen.append((unfinished, path)))
        put(str(tmp_path / "report"), b"one")
        put(str(tmp_path / "report"), b"one")
        (one, _), (other, _) = seen
        assert one != other
        assert all(os.path.dirname(name) == str(tmp_path) for name in (one, other))
        monkeypatch.setattr(os, "urandom", lambda _: bytes.fromhex(one[-16:]))
        with pytest.raises(FileExistsError):
            put(str(tmp_path / "report"), b"one")


def test_a_link_is_refused_and_what_it_leads_to_stays(tmp_path):
    (tmp_path / "precious").write_bytes(b"mine")
    for name, target in (("link", "precious"), ("nowhere", "missing")):
        (tmp_path / name).symlink_to(target)
        with pytest.raises(OSError, match="it is a symbolic link; name the file itself"):
            files.write(str(tmp_path / name), b"theirs")
        assert (tmp_path / name).is_symlink()
    assert (tmp_path / "precious").read_bytes() == b"mine"
    assert not (tmp_path / "missing").exists()


def test_a_link_is_replaced_where_nobody_else_writes(tmp_path):
    (tmp_path / "precious").write_bytes(b"mine")
    (tmp_path / "link").symlink_to("precious")
    files.replace(str(tmp_path / "link"), b"ours")
    assert ((tmp_path / "precious").read_bytes(), (tmp_path / "link").read_bytes()) == (b"mine", b"ours")


def test_a_pipe_gets_the_content_and_stays_a_pipe(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    files.write(str(pipe), b"one")
    reader.join(10)
    assert got == [b"one"]
    assert pipe.is_fifo()


def test_a_device_gets_the_content(tmp_path):
    files.write(os.devnull, b"one")
    assert not os.path.isfile(os.devnull)
