"""From a decision to its record: what was decided and from what, in bytes that are the same on every machine."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from typing import Any

from .. import bundled, change, shared
from ..change import Change
from ..decision import Decision
from ..document import MAX_BYTES
from ..formatters.json import as_data
from ..hearing import Asked, Hearing
from ..initiative import Initiative
from ..model import Finding, InputError
from ..suppressions import baseline, waivers
from ..tree import Kind, Tree

VERSION = 1
KIND = "decision record"

_SCHEMAS = ("baseline", "initiative", "policy", "settings", "waivers")
"""Those that say which form the files of a decision must have."""

_STANDING = ("base_stage", "funding", "id", "path", "readiness", "stage", "verdict")
_FINDING = ("digest", "fingerprint", "initiative", "path", "pointer", "policy", "severity", "status")
"""What the record keeps of the JSON report; where that grows, the record stays as it is."""

_Changed = tuple[Initiative, Change]

_WHOLE = "."
"""The repository itself among the paths that were asked for; the tree calls it by the empty name."""


def of(decided: Decision) -> dict[str, Any]:
    """Return the record of a decision.

    Raises:
        InputError: what was asked for is not in Git, so that nobody could ask again.

    """
    hearing, report = decided.hearing, decided.report
    where, asked = hearing.where, hearing.asked
    said = as_data(report, decided.verdict)
    changes = dict(_changes(hearing, said["initiatives"]))
    record = {
        "version": VERSION,
        "kind": KIND,
        "tool": said["tool"],
        "today": asked.today,
        "asked": _asked(asked, in_git=where.repository is not None),
        "base": where.base.commit if where.base else None,
        "fork": where.base.fork if where.base else None,
        "head": where.head_commit,
        "stood_on": where.repository.head() if where.repository and not where.head_commit else None,
        "settings": _file(where.rules, hearing.settings.path),
        "policies": list(_policies(hearing)),
        "schemas": [_schema(name) for name in _SCHEMAS],
        "baseline": _file(where.rules, baseline.PATH),
        "waivers_files": list(_waivers_files(hearing)),
        "waivers": list(_used(hearing, report.findings)),
        "initiatives": [_initiative(hearing, one, changes.get(one["path"])) for one in said["initiatives"]],
        "moves": [move for one in said["initiatives"] for move in _moves(one, changes.get(one["path"]))],
        "findings": [_finding(finding) for finding in said["findings"]],
        "proposal": said["proposal"],
        "verdict": said["verdict"],
    }
    return record | {"seal": seal(record)}


def asked_of(record: dict[str, Any]) -> Asked:
    """Return what has to be asked so that a record comes out again."""
    asked = record["asked"]
    return Asked(
        today=record["today"],
        paths=tuple("" if path == _WHOLE else path for path in asked["paths"]),
        config=asked["config"],
        profile=asked["profile"],
        fail_on=asked["fail_on"],
        select=tuple(asked["select"]),
        ignore=tuple(asked["ignore"]),
        waivers=asked["waivers"],
        allow_empty=asked["allow_empty"],
    )


def options_of(record: dict[str, Any]) -> list[str]:
    """Return what `check` was given beside the commits and the day; nothing where it was asked as everybody is."""
    asked = record["asked"]
    given = {"--config": asked["config"], "--profile": asked["profile"], "--fail-on": asked["fail_on"]}
    given |= {"--select": ",".join(asked["select"]), "--ignore": ",".join(asked["ignore"])}
    flags = {"--no-waivers": not asked["waivers"], "--allow-empty": asked["allow_empty"]}
    options = [f"{option}={value}" for option, value in given.items() if value]
    return [*options, *(flag for flag, is_set in flags.items() if is_set), *asked["paths"]]


def render(record: dict[str, Any]) -> str:
    """Write a record: sorted keys, a fixed layout, ASCII."""
    return json.dumps(record, indent=2, sort_keys=True) + "\n"


def seal(record: dict[str, Any]) -> str:
    """Return the digest of a record without its seal."""
    return _sha256(render({key: value for key, value in record.items() if key != "seal"}).encode())


def _asked(asked: Asked, *, in_git: bool) -> dict[str, Any]:
    outside = next((path for path in (*asked.paths, asked.config or "") if os.path.isabs(path)), None)
    if outside or not in_git:
        what = f"{outside} is not in this repository" if outside else "this is no Git repository"
        raise InputError(f"there is no record of this decision: {what}, and a record is replayed from Git alone.")
    return {
        "allow_empty": asked.allow_empty,
        "config": asked.config,
        "fail_on": asked.fail_on,
        "ignore": list(asked.ignore),
        "paths": [path or _WHOLE for path in asked.paths],
        "profile": asked.profile,
        "select": list(asked.select),
        "waivers": asked.waivers,
    }


def _policies(hearing: Hearing) -> Iterator[dict[str, Any]]:
    rules = hearing.where.rules
    own = {entry.path for entry in rules.find(hearing.settings.policies)}
    own |= {path for pack in hearing.settings.shared for path in shared.policies(rules, pack)}
    for policy in hearing.playbook.policies:
        yield {
            "id": policy.id,
            "path": policy.path,
            "sha256": _sha256(policy.content),
            "shipped": policy.path not in own,
        }


def _schema(name: str) -> dict[str, Any]:
    file_name = f"{name}.schema.json"
    with open(os.path.join(bundled.folder("schemas"), file_name), "rb") as file:
        return {"path": f"schemas/{file_name}", "sha256": _sha256(file.read())}


def _waivers_files(hearing: Hearing) -> Iterator[dict[str, Any]]:
    where, name = hearing.where, hearing.settings.waivers
    for side, tree in (("base", where.rules), ("head", where.head)) if where.base else (("head", where.rules),):
        for entry in waivers.find(tree, name):
            yield {"from": side, "path": entry.path, "sha256": _digest(tree.read(entry.path))}


def _used(hearing: Hearing, findings: Iterable[Finding]) -> Iterator[dict[str, Any]]:
    """Say which waivers made a finding not count."""
    suppressed = [finding for finding in findings if finding.suppression and finding.suppression.kind == "waiver"]
    if not suppressed:
        return
    for waiver in waivers.load(hearing.waivers_from, hearing.settings).entries:
        if any(waiver.matches(finding) and finding.suppression == waiver.suppression for finding in suppressed):
            yield {**waiver.data, "path": waiver.path}


def _changes(hearing: Hearing, standings: Iterable[dict[str, Any]]) -> Iterator[tuple[str, _Changed]]:
    """Return by its path what happened to each initiative; nothing without a base."""
    if comparison := hearing.scope.comparison:
        for standing in standings:
            initiative = hearing.scope.portfolio.at(standing["path"])
            yield initiative.path, (initiative, comparison.change_of(initiative))


def _initiative(hearing: Hearing, standing: dict[str, Any], changed: _Changed | None) -> dict[str, Any]:
    before = changed[1].base if changed else None
    base = hearing.where.base
    return {
        **{key: standing[key] for key in _STANDING},
        "sha256": _digest(hearing.where.head.read(standing["path"])),
        "before": _file(base.tree, before.path) if base and before else None,
    }


def _moves(standing: dict[str, Any], changed: _Changed | None) -> Iterator[dict[str, Any]]:
    if changed:
        initiative, what = changed
        for move in change.moves(what, initiative):
            yield {
                "initiative": standing["id"],
                "path": standing["path"],
                "from": move["from"] or None,
                "to": move["to"],
                "funding": standing["funding"],
            }


def _finding(said: dict[str, Any]) -> dict[str, Any]:
    suppression = said["suppression"]
    return {**{key: said[key] for key in _FINDING}, "suppression": suppression["kind"] if suppression else None}


def _file(tree: Tree, path: str) -> dict[str, Any] | None:
    return None if tree.kind(path) is Kind.MISSING else {"path": path, "sha256": _digest(tree.read(path))}


def _digest(content: bytes | None) -> str | None:
    """Return the digest of a file that was read; a larger one is only known in part, and was not judged."""
    return None if content is None or len(content) > MAX_BYTES else _sha256(content)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
