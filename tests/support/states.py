"""What a check makes of one state of Git, and the proof that it left everything as it was."""

import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from support.repo import PATH
from support.run import Ran, check

UNREADY = ["PL003", "PL204", "PL304", "PL401", "PL701"]
"""What stands in the way of a pilot without the answers a pilot needs."""

MOVE = [(PATH, "proposal", "pilot")]
"""The example asks for its pilot."""

NOTHING_DIFFERS = "No initiative differs from the base, so none was judged."

NO_COMMON_COMMIT = (
    "{} and the change have no commit in common here, so what changed is measured from {} itself. "
    "If this clone is shallow, fetch more of its history."
)
SEVERAL_COMMON_COMMITS = (
    "main and the change have 2 newest commits in common, as each was merged into the other, so what changed is "
    "measured from main itself. Merge main into the change once more and there is one."
)


@dataclass(frozen=True)
class Seen:
    """A verdict with its reasons."""

    code: int
    judged: list[tuple[str, str | None, str | None]]
    """Path, stage at the base and stage of each initiative."""
    new: list[str] = field(default_factory=list)
    """Policies of the errors that block."""
    existing: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


Judge = Callable[..., Seen]


def seen(ran: Ran) -> Seen:
    """Return what a report says."""
    found = ran.report["findings"]
    errors = [(each["status"], each["policy"]) for each in found if each["severity"] == "error"]
    return Seen(
        ran.code,
        [(each["path"], each["base_stage"], each["stage"]) for each in ran.report["initiatives"]],
        sorted(policy for status, policy in errors if status == "new"),
        sorted(policy for status, policy in errors if status == "existing"),
        ran.report["notes"],
    )


def gone(path: str, stage: str = "proposal") -> str:
    """Return the note on an initiative that is not there any more."""
    return (
        f"{path}, at the stage {stage}, is not among the initiatives any more: deleted, moved to where nobody looks "
        "for initiatives, or not checked out. Nothing about it was judged."
    )


def untouched(folder: Path, *arguments: str, cwd: Path) -> Ran:
    """Check something, and see that nothing below a folder changes: no file, no index, no reference, no object."""
    before = _everything(folder)
    ran = check(*arguments, cwd=cwd)
    after = _everything(folder)
    changed = [path for path in before | after if before.get(path) != after.get(path)]
    assert not changed, changed
    return ran


def _everything(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    found = {}
    for path in folder.rglob("*"):
        state = path.lstat()
        content = path.read_bytes() if stat.S_ISREG(state.st_mode) else b""
        # git marks objects as young when it unpacks a sparse index; what is in them cannot change
        touched = 0 if "objects" in path.parts else state.st_mtime_ns
        found[str(path)] = state.st_mode, touched, content
    return found
