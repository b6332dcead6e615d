"""What GitHub's answers look like in full; `make forge` has GitHub's own description read every one of them."""

from typing import Any
from urllib.parse import quote

REPOSITORY = "acme/portfolio"
DAY = "2026-06-22T09:00:00Z"
_USER_LINKS = (
    *("followers", "following", "gists", "starred", "subscriptions", "organizations", "repos", "events"),
    "received_events",
)
_REPOSITORY_LINKS = (
    *("archive", "assignees", "blobs", "branches", "clone", "collaborators", "comments", "commits", "compare"),
    *("contents", "contributors", "deployments", "downloads", "events", "forks", "git_commits", "git_refs", "git_tags"),
    *("git", "hooks", "html", "issue_comment", "issue_events", "issues", "keys", "labels", "languages", "merges"),
    *("milestones", "notifications", "pulls", "releases", "ssh", "stargazers", "statuses", "subscribers"),
    *("subscription", "svn", "tags", "teams", "trees"),
)
_FEATURES = ("downloads", "issues", "pages", "projects", "wiki")
_COUNTS = ("forks", "forks_count", "open_issues", "open_issues_count", "size", "stargazers_count", "watchers")


def user(login: str) -> dict[str, Any]:
    """Return somebody; an app has brackets in its name."""
    home = f"https://github.example/{quote(login)}"
    return {
        "login": login,
        "id": sum(login.encode()),
        "node_id": f"U_{login}",
        "avatar_url": f"{home}.png",
        "gravatar_id": None,
        "url": home,
        "html_url": home,
        **{f"{name}_url": f"{home}/{name}" for name in _USER_LINKS},
        "type": "Bot" if login.endswith("[bot]") else "User",
        "site_admin": False,
    }


def repository(api: str, owner: str) -> dict[str, Any]:
    """Return a repository: ours or a fork of it."""
    name = REPOSITORY.partition("/")[2]
    home = f"{api}/repos/{owner}/{name}"
    return {
        "id": 1,
        "node_id": "R_1",
        "name": name,
        "full_name": f"{owner}/{name}",
        "owner": user(owner),
        "private": False,
        "description": None,
        "fork": not REPOSITORY.startswith(f"{owner}/"),
        "url": home,
        **{f"{link}_url": f"{home}/{link}" for link in _REPOSITORY_LINKS},
        "mirror_url": None,
        **{f"has_{feature}": False for feature in _FEATURES},
        **dict.fromkeys((*_COUNTS, "watchers_count"), 0),
        **dict.fromkeys(("homepage", "language", "license")),
        **dict.fromkeys(("created_at", "pushed_at", "updated_at"), DAY),
        "archived": False,
        "disabled": False,
        "default_branch": "main",
    }


def pull_request(api: str, number: int, *, state: str, base: str, head: str, owner: str) -> dict[str, Any]:
    """Return a pull request from a branch named `change`."""
    home = f"{api}/repos/{REPOSITORY}/pulls/{number}"
    ours = REPOSITORY.partition("/")[0]
    links = ("comments", "commits", "statuses", "html", "issue", "review_comments", "review_comment", "self")
    return {
        "id": number,
        "node_id": f"PR_{number}",
        "number": number,
        "state": state,
        "url": home,
        **{f"{name}_url": f"{home}/{name}" for name in (*links[:-1], "diff", "patch")},
        "_links": {name: {"href": f"{home}/{name}"} for name in links},
        "title": "Fund it",
        "body": None,
        "user": user(owner),
        "author_association": "CONTRIBUTOR",
        "labels": [],
        "locked": False,
        "merged": False,
        "mergeable": True,
        "mergeable_state": "clean",
        "maintainer_can_modify": False,
        "merge_commit_sha": "e" * 40,
        "created_at": DAY,
        "updated_at": DAY,
        "closed_at": None if state == "open" else DAY,
        **dict.fromkeys(("assignee", "auto_merge", "merged_at", "merged_by", "milestone")),
        **dict.fromkeys(("additions", "changed_files", "comments", "commits", "deletions", "review_comments"), 0),
        "base": _branch(api, ours, "main", base),
        "head": _branch(api, owner, "change", head),
    }


def issue(api: str, number: int, login: str, title: str, body: str) -> dict[str, Any]:
    """Return an issue."""
    home = f"{api}/repos/{REPOSITORY}/issues/{number}"
    return {
        "id": 50_000 + number,
        "node_id": f"I_{number}",
        "number": number,
        "title": title,
        "body": body,
        "state": "open",
        "state_reason": None,
        "user": user(login),
        "url": home,
        "repository_url": f"{api}/repos/{REPOSITORY}",
        "labels_url": f"{home}/labels{{/name}}",
        "comments_url": f"{home}/comments",
        "events_url": f"{home}/events",
        "html_url": f"{api}/{REPOSITORY}/issues/{number}",
        "labels": [],
        "assignees": [],
        "comments": 0,
        "locked": False,
        "author_association": "CONTRIBUTOR",
        "created_at": DAY,
        "updated_at": DAY,
        **dict.fromkeys(("assignee", "milestone", "closed_at", "closed_by", "active_lock_reason")),
    }


def issue_comment(api: str, number: int, login: str, body: str, at: int) -> dict[str, Any]:
    """Return a comment below a pull request."""
    home = f"{api}/repos/{REPOSITORY}/issues"
    return {
        "id": at,
        "node_id": f"IC_{at}",
        "url": f"{home}/comments/{at}",
        "html_url": f"{api}/{REPOSITORY}/pull/{number}#issuecomment-{at}",
        "issue_url": f"{home}/{number}",
        "user": user(login),
        "body": body,
        "author_association": "CONTRIBUTOR",
        "created_at": DAY,
        "updated_at": DAY,
    }


def review(api: str, number: int, login: str, head: str, at: int) -> dict[str, Any]:
    """Return a review that neither approves nor asks for changes."""
    home = f"{api}/{REPOSITORY}/pull/{number}"
    return {
        "id": at,
        "node_id": f"PRR_{at}",
        "user": user(login),
        "body": "",
        "state": "COMMENTED",
        "html_url": f"{home}#pullrequestreview-{at}",
        "pull_request_url": home,
        "_links": {"html": {"href": home}, "pull_request": {"href": home}},
        "submitted_at": DAY,
        "commit_id": head,
        "author_association": "CONTRIBUTOR",
    }


def review_comment(
    api: str, number: int, login: str, said: dict[str, Any], *, head: str, review: int, at: int
) -> dict[str, Any]:
    """Return a comment beside a line."""
    home = f"{api}/{REPOSITORY}/pull/{number}"
    return {
        "id": at,
        "node_id": f"PRRC_{at}",
        "url": f"{api}/repos/{REPOSITORY}/pulls/comments/{at}",
        "html_url": f"{home}#discussion_r{at}",
        "pull_request_url": home,
        "_links": {name: {"href": home} for name in ("self", "html", "pull_request")},
        "pull_request_review_id": review,
        "user": user(login),
        "body": said["body"],
        "path": said["path"],
        "line": said["line"],
        "original_line": said["line"],
        "side": said["side"],
        "diff_hunk": "@@",
        "commit_id": head,
        "original_commit_id": head,
        "author_association": "CONTRIBUTOR",
        "created_at": DAY,
        "updated_at": DAY,
    }


def changed_file(api: str, path: str, patch: str, status: str, blob: str) -> dict[str, Any]:
    """Return a file of a pull request."""
    home = f"{api}/{REPOSITORY}"
    lines = patch.splitlines()
    added, taken = (sum(line.startswith(sign) for line in lines) for sign in "+-")
    return {
        "sha": blob,
        "filename": path,
        "status": status,
        "additions": added,
        "deletions": taken,
        "changes": added + taken,
        "blob_url": f"{home}/blob/{blob}",
        "raw_url": f"{home}/raw/{blob}",
        "contents_url": f"{home}/contents/{blob}",
        **({"patch": patch} if patch else {}),
    }


def _branch(api: str, owner: str, name: str, commit: str) -> dict[str, Any]:
    return {
        "label": f"{owner}:{name}",
        "ref": name,
        "sha": commit,
        "user": user(owner),
        "repo": repository(api, owner),
    }
