"""One run by the rules of one tree: what is judged, the report with exceptions counted, and the verdict."""

import os
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from . import check, gate, gate_files, memory, settings
from .cache import NO_CACHE, Cache
from .check import Progress, Scope
from .model import Finding, InputError, Report, Verdict
from .settings import Settings
from .sides import Sides
from .suppressions import baseline, waivers
from .suppressions.baseline import Baseline
from .suppressions.waivers import Waivers
from .tree import GitTree, Kind, Tree, WorkTree

if TYPE_CHECKING:
    from .playbook import Playbook
    from .portfolio import Portfolio
    from .suppressions.authorship import Authors
    from .suppressions.review import Review


class Asked(NamedTuple):
    """What a run was asked for; paths are as the tree names them."""

    today: str
    paths: tuple[str, ...] = ()
    config: str | None = None
    profile: str | None = None
    fail_on: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    waivers: bool = True
    """Whether waivers and the baseline count."""
    untouched_in_full: bool = False
    """Whether initiatives that are named and did not change are judged as if they were new."""
    allow_empty: bool = False


class Hearing:
    """One run, by the rules of one tree; what only some runs need is found out when it is asked for."""

    def __init__(self, where: Sides, asked: Asked, cache: Cache = NO_CACHE) -> None:
        self.where = where
        self.asked = asked
        self.cache = cache
        self.settings = _settings(where.rules, where.root, asked, cache)

    @cached_property
    def playbook(self) -> "Playbook":
        """The policies that this run was asked for, compiled as they are needed."""
        return self.whole_playbook.only(self.asked.select, self.asked.ignore)

    @cached_property
    def touched(self) -> Mapping[str, str]:
        """The paths that differ from the base among those that are judged or judge, with their modes."""
        judged = check.judged_folders(self.settings, self.asked.paths)
        return self.where.touched([*judged, *gate_files.folders(self.settings)])

    @cached_property
    def scope(self) -> Scope:
        """What is judged."""
        asked = self.asked
        return check.scope(
            self.where,
            self.settings,
            asked.paths,
            asked.today,
            self.cache,
            touched=self.touched,
            untouched_in_full=asked.untouched_in_full,
        )

    @cached_property
    def baseline(self) -> Baseline:
        """The findings that were there before."""
        return baseline.load(self.where.rules)

    @cached_property
    def whole_playbook(self) -> "Playbook":
        """The policies that take part in this repository."""
        from . import playbook  # noqa: PLC0415  # brings the engines; what was judged before needs no judge

        return playbook.load(self.where.rules, self.settings, self.cache)

    @property
    def waivers_from(self) -> Tree:
        """The tree whose waivers count."""
        at_once = self.settings.gate["waivers"] == "head"
        return self.where.head if self.where.base and at_once else self.where.rules

    def report(self, progress: Progress = lambda *_: None) -> Report:
        """Judge, and let exceptions count.

        Raises:
            InputError: the rules cannot be relied on, or there is nothing to judge.

        """
        whole = self._whole()
        known = whole.recall() if whole else None
        if known is None:
            if self.scope.empty and not self.asked.allow_empty:
                raise InputError(_nothing_to_check(self.asked, self.settings))
            scope = self.scope._replace(notes=(*self.scope.notes, *self._notes()))
            known = check.run(lambda: self.playbook, scope, self._memory(), progress)
            if whole:
                whole.remember(known)
        return self._excepted(known)

    def verdict(self, report: Report) -> Verdict:
        """Decide on a report."""
        return gate.decide(report, fail_on=self.settings.fail_on, changed=self.settings.gate["changed"])

    def _notes(self) -> Iterator[str]:
        """Say what is easily overlooked: that nobody reads a file of settings, and that the playbook takes no part."""
        packs, rules = self.settings.packs, self.where.rules
        misnamed = settings.FILE_NAME.replace(".yaml", ".yml")
        if not self.asked.config and rules.kind(misnamed) is Kind.FILE:
            yield f"{misnamed} is not read, as settings are in {settings.FILE_NAME}. Rename it, or remove it."
        if settings.PLAYBOOK not in packs:
            yield (
                f"The playbook takes no part: `packs:` in {self.settings.path} does not name it, so nobody asks for an "
                f"owner, a metric or a budget. `packs: [{', '.join((settings.PLAYBOOK, *packs))}]` brings it back."
            )

    def _memory(self) -> memory.Memory | None:
        if self.cache is NO_CACHE or self.where.base:
            return None
        return memory.load(self.cache, self.where.rules, self.settings, *self._how())

    def _whole(self) -> memory.Whole | None:
        """Take back what is known of the change, where there is one, and it can be told from every other."""
        if self.cache is NO_CACHE:
            return None
        identity = self.where.identity(check.judged_folders(self.settings, self.asked.paths), self.touched)
        if identity is None:
            return None
        asked = self.asked
        how = ("paths", *asked.paths, str(asked.untouched_in_full), str(asked.allow_empty), "change", *identity)
        return memory.of_change(self.cache, self.where.rules, self.settings, *self._how(), *how)

    def _how(self) -> tuple[str, ...]:
        return (self.where.root, self.asked.today, *self.asked.select, "ignore", *self.asked.ignore)

    def _excepted(self, report: Report) -> Report:
        """Let waivers and the baseline count, and say what is wrong with them or new about them."""
        found = list(report.findings)
        tree = self.where.head if self.where.base else self.where.rules
        mine = waivers.load(tree, self.settings)
        theirs = waivers.load(self.where.rules, self.settings) if self.where.base else mine
        said: list[Finding] = []
        if mine.exist or theirs.exist:
            head = self.review(mine, tree)
            base = (
                self.review(theirs, self.where.rules, self.scope.comparison.portfolio)
                if self.scope.comparison
                else head
            )
            judged = [standing.id for standing in report.standings]
            at_once = not self.where.base or self.settings.gate["waivers"] == "head"
            if self.asked.waivers:
                counting, other = (head, base) if at_once else (base, head)
                found = list(waivers.suppress(found, filter(other.allows, counting.valid)))
            said = list(_of_exceptions(head, base if self.where.base else None, judged, found, at_once=at_once))
        notes = report.notes
        if self.asked.waivers:
            if self.baseline:
                touched = self.scope.comparison.touched if self.scope.comparison else ()
                found = list(baseline.suppress(found, self.baseline, touched))
            notes = (*notes, *self._outdated(baseline.renew(self.baseline, found, ()).idle))
        return report._replace(findings=tuple(sorted([*found, *said], key=check.order)), notes=notes)

    def _outdated(self, entries: Baseline) -> Iterator[str]:
        """Say that the baseline can shrink, where everything was judged by everything."""
        if entries and not (self.where.base or self.asked.paths or self.asked.select or self.asked.ignore):
            one = len(entries) == 1
            what = "1 entry of the baseline fits" if one else f"{len(entries):,} entries of the baseline fit"
            yield f"{what} nothing that is found, be it mended, changed or never there: run `pilotlint baseline`."

    def review(self, listed: Waivers, tree: Tree | None = None, portfolio: "Portfolio | None" = None) -> "Review":
        """Review the waivers of a tree, by default the head, against the initiatives in it."""
        from .suppressions.review import Review, Rules, Side  # noqa: PLC0415  # brings the judgements of wording

        side = Side(listed, self._authors(tree or self.where.head))
        rules = Rules(self.whole_playbook, self.playbook, self.asked.today)
        return Review(side, rules, portfolio or self.scope.portfolio)

    def _authors(self, tree: Tree) -> "Authors":
        repository = self.where.repository
        if repository is None:
            return lambda _: ()
        from .suppressions.authorship import Authorship  # noqa: PLC0415  # as above

        committed = bool(isinstance(tree, GitTree) and tree.commit)
        return Authorship(repository, self.where.ends(tree), self.settings.waivers, committed=committed).of


def _of_exceptions(
    head: "Review", base: "Review | None", judged: list[str], found: list[Finding], *, at_once: bool
) -> Iterator[Finding]:
    from .findings import marked  # noqa: PLC0415  # brings the engines

    of_head = head.findings(judged, found)
    if base is None:
        yield from head.together(of_head)
        return
    yield from head.together(marked(of_head, base.findings(judged, found)))
    yield from head.news(base.side.waivers, counts_at_once=at_once)


def _settings(rules: Tree, root: str, asked: Asked, cache: Cache) -> Settings:
    """Load the settings of a tree, or those in a file that was named; one inside the repository comes from the tree."""
    if asked.config is None:
        chosen = settings.load(rules, cache=cache)
    else:
        source = WorkTree(root) if os.path.isabs(asked.config) else rules
        chosen = settings.load(source, asked.config, required=True, cache=cache)
    return chosen._replace(profile=asked.profile or chosen.profile, fail_on=asked.fail_on or chosen.fail_on)


def _nothing_to_check(asked: Asked, settings: Settings) -> str:
    if asked.paths:
        return f"nothing to check: there is no YAML file in {', '.join(asked.paths)}."
    return (
        f"nothing to check: no file fits {' or '.join(settings.initiatives.patterns)}. Run this in the repository "
        "of the initiatives, name a file, or say in pilotlint.yaml where they are."
    )
