"""git's own hooks: a commit or a push is looked at first. They need no other program than Garim, and fail closed."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from garim.errors import BadInput

MARK = "# garim scan"
"""By which a hook of ours is known."""
HOOKS = {"pre-commit": "--staged", "commit-msg": "--message", "pre-push": "--pushed"}
"""Hook → what is looked at."""
COMMIT = ("pre-commit", "commit-msg")
PUSH = ("pre-push",)


def script(name: str, arguments: Sequence[str], python: str = sys.executable) -> str:
    """A hook's text.

    Args:
        name: pre-commit | commit-msg | pre-push.
        arguments: Further arguments of `garim scan`.
        python: The interpreter that Garim is installed for; where it is gone, `garim` of the PATH is asked.
    """
    file = ' "$1"' if name == "commit-msg" else ""
    said = f"scan {HOOKS[name]}{file} {shlex.join(arguments)}".rstrip()
    what = "pushed" if name in PUSH else "committed"
    korean = "푸시" if name in PUSH else "커밋"
    remote = 'PRE_COMMIT_REMOTE_NAME="${1:-}"; export PRE_COMMIT_REMOTE_NAME\n' if name in PUSH else ""
    # -P: what the repository itself holds must never be imported.
    return f"""#!/bin/sh
{MARK}: made by `garim scan --install-hook`, taken away by `garim scan --remove-hook`
{remote}if [ -x {shlex.quote(python)} ]; then exec {shlex.quote(python)} -P -m garim {said}; fi
if command -v garim >/dev/null 2>&1; then exec garim {said}; fi
case "${{GARIM_LANG:-${{LC_ALL:-${{LC_MESSAGES:-$LANG}}}}}}" in
ko*) echo "garim이 설치되어 있지 않아 검사하지 못했으므로 {korean}하지 않습니다" >&2 ;;
*) echo "garim is not installed any more: nothing was looked at, so nothing is {what}" >&2 ;;
esac
exit 1
"""


def install(folder: Path, names: Sequence[str], arguments: Sequence[str]) -> list[Path]:
    """Put hooks of ours there, or renew them.

    Args:
        folder: Of `Repository.hooks`.
        names: COMMIT or PUSH.
        arguments: Further arguments of `garim scan`.

    Raises:
        BadInput: There is a hook that is not ours; nothing was changed. Or one cannot be written.
    """
    for path in (folder / name for name in names):
        if (path.exists() or path.is_symlink()) and not _ours(path):
            file = ' "$1"' if path.name == "commit-msg" else ""
            more = f"garim scan {HOOKS[path.name]}{file} {shlex.join(arguments)}".rstrip()
            raise BadInput(
                f"{path} is there already and is not ours; nothing was changed", hint=f"add this line to it: {more} || exit 1"
            )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in names:
            (folder / name).write_text(script(name, arguments), encoding="utf-8")
            (folder / name).chmod(0o755)
    except OSError as error:
        raise BadInput(f"{folder}: {error.strerror}") from None
    return [folder / name for name in names]


def remove(folder: Path, name: str) -> bool:
    """Take a hook of ours away; whether there was one."""
    path = folder / name
    if not path.exists() or not _ours(path):
        return False
    path.unlink()
    return True


def _ours(path: Path) -> bool:
    try:
        return MARK in path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
