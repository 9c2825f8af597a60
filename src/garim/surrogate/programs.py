"""Which programs a command starts, read as a shell reads it, and whether all of them stay on this machine.

A program stays only where that is certain: it stands in a list, nothing it is given makes it start another (`sed 1e`, `git rebase
--exec`, `tar --to-command`), and what starts it (`sudo -u test …`, `env`, `xargs`) has options that are known. All else may
send, and so may a command that cannot be read. The doubt costs little: hosts in it then count, where it names any.

Source: POSIX.1-2024, XCU 2 (the shell's language); the manuals of GNU and BSD tools, git, tar, sed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import garim.late as re
from garim.surrogate.command import OPEN, SAME, Command, Unread, parts

LONGEST_SCRIPT = 2000
"""Characters of a script of sed that are read."""
DEEPEST = 4
"""Commands in arguments of commands that are read."""
SHELLS = frozenset("sh bash zsh dash ksh".split())
BUILDS = frozenset(
    "python python2 python3 py node ruby perl php java javac kotlin scala go cargo mvn mvnw gradle gradlew npm npx pnpm "
    "yarn bun deno make cmake ninja bazel dotnet msbuild pytest tox nox jest vitest mocha phpunit rspec uv uvx poetry pipx "
    "tsx ts-node rustc swift".split()
)
"""Programs whose arguments are names with dots that are no hosts: modules, classes, tests."""
_LOCAL = frozenset(
    "grep egrep fgrep zgrep cat zcat head tail ls ll dir cd pushd popd pwd echo printf mkdir rmdir rm cp "
    "mv touch chmod chown ln uniq wc cut tr diff cmp patch tee stat du df tree basename dirname "
    "realpath readlink test [ [[ ]] true false : export set unset local declare typeset readonly read shift return exit "
    "jq yq column comm join paste nl tac rev fold fmt expand seq sleep date which type whoami id uname ps kill "
    "ruff prettier eslint mypy pyright flake8 isort black gofmt rustfmt clang-format tsc javac "
    "nm objdump strip shasum md5sum sha1sum sha256sum gzip gunzip xz unzip findstr copy xcopy move "
    "del md rd where cls esac done fi history clear wait jobs fg bg umask ulimit break continue "
    "strings od hexdump xxd base64 iconv mktemp truncate nproc free tput pgrep for select case function in file "
    "get-content get-childitem get-item get-location set-location set-content "
    "add-content select-string select-object where-object foreach-object sort-object measure-object write-host write-output "
    "out-file out-string new-item remove-item copy-item move-item rename-item test-path join-path split-path".split()
)
"""Programs that stay on this machine whatever they are given, and words of the shell."""
SOON = re.compile(
    r"/dev/(?:tcp|udp)/|.*(?:hooks/|\.(?:bash|zsh|ksh|profile|x?login|xinitrc|xprofile|inputrc|vimrc|exrc|emacs|gitconfig|curlrc|"
    r"wgetrc|psqlrc|screenrc|tmux\.conf)|\.git/|\.husky/|/cron|authorized_keys|\.ssh/|autostart|systemd/|/etc/(?:profile|rc|"
    r"environment|bash|zsh|init)|/config\.fish|fish/conf\.d|/init\.(?:vim|lua|el)|nvim/|/git/config|LaunchAgents|LaunchDaemons|"
    r"(?:site|user)customize\.py|\.envrc|crontab|\.githooks/|[Pp]rofile\.ps1|\.pam_environment)",
    re.DOTALL,
)
"""Files that are run by themselves, or are none."""
_PROGRAM_ARGUMENT = r"--?(?:pre|hostname-bin|pager|compress-prog|filter|unzip-command|wrapper|plugin|specs|fplugin)"
_UNLESS = {
    "rg ag ack bat sort split gcc cc g++ clang clang++ ld ar": re.compile(_PROGRAM_ARGUMENT),
    "zip": re.compile(r"-\w*T|--(?:unz|test)"),
    "less more": re.compile(r"\+|-\w*[kK]|--lesskey"),
    "fd fdfind": re.compile(r"-\w*[xX]|--exec"),
    "tar bsdtar gtar": re.compile(r"-?-?[a-zA-Z]*[IF](?![a-z])|--(?:ch|to-c|use-|rs|rm|inf|new-v|vol|i?ns)|(?![./])[^/]*:"),
}
"""Programs that stay, and what they are not given then."""
_ASKS_OTHERS = re.compile(
    r".*(?:\bsystem|(?<!\|)\|(?!\|)|/inet|@(?:load|include)|getline|print[^;}>]{0,400}>)|-[-fEil]", re.DOTALL
)
_ADDRESS = r"(?:\d++(?:~\d++)?|\$|/(?:\\.|[^/\\\n])*+/[IM]*+|\\(.)(?:(?!\1).)*+\1[IM]*+)"
_SCRIPT = re.compile(
    rf"[\s;]*+(?:{_ADDRESS}(?:\s*+,\s*+(?:[+~]?\d++|\$|/(?:\\.|[^/\\\n])*+/[IM]*+))?)?\s*+!?\s*+"
    r"(?:s([^\w\s\\])(?:\\.|(?!\2)[^\\])*+\2(?:\\.|(?!\2)[^\\])*+\2[gpiIm\d]*+|y/[^/\n]*+/[^/\n]*+/|[dDgGhHnNpPxz=]"
    r"|[qQl][ \t]*+\d*+|[{}]|[aic](?:\\|\s)[^\n]*+|[btT:][ \t]*+[\w.-]*+)[ \t]*+(?:(?<=\{)|(?=[;}\n]|\Z))",
    re.DOTALL,
)
_NOTHING = re.compile(r"[\s;]*+\Z")
"""One command of sed that starts nothing and writes nowhere; and the end of a script."""
_GIT = frozenset(
    "add commit status diff log show branch checkout switch merge rebase stash tag restore reset rm mv init blame "
    "grep worktree apply cherry-pick rev-parse revert bisect describe notes reflog shortlog config ls-files ls-tree cat-file "
    "rev-list merge-base name-rev show-ref for-each-ref symbolic-ref diff-tree count-objects check-ignore clean".split()
)
"""What git does on this machine."""
_GIT_UNLESS = {
    "rebase": re.compile(r"-\w*x|--ex"),
    "bisect": re.compile(r"run$"),
    "grep": re.compile(r"-\w*O|--open"),
    **dict.fromkeys(("diff", "log", "show"), re.compile(r"--ext")),
    "config": re.compile(
        r"(?!-|(?i:(?:user|author|committer|init|commit\.(?!template)|color|column|advice|push|pull|fetch|branch\.(?:auto|sort)|merge\.(?:ff|conf)|"
        r"rebase|core\.(?:auto|quote|ignore|file|eol|white|comment|abbrev|long|pre)|log|status|rerere|gc|diff\.(?:re|alg|col))[\w.]*$))"
    ),
}
_MESSAGES = frozenset("commit tag notes".split())
_TELLS = re.compile(
    r"PATH|PAGER|EDITOR|VISUAL|COMMAND|SSH|PROXY|HOST|REPO|BROWSER|OPEN|ENV$|PRELOAD|LD_|DYLD|OPT|ASKPASS|DIFF|SHELL|SERVER|URL|"
    r"URI|REGISTRY|ENDPOINT|INDEX|REMOTE|IFS|GIT_|^PS\d|CONFIG|ADDR|^TAR|^ZIP|^TAPE|^RSH|^RIPGREP",
    re.IGNORECASE,
)
"""In names of variables by which programs start others, or are told where to send."""
_WRAPS: dict[str, tuple[str, str]] = {
    "sudo": ("nEHSkKAb", "ughpCTRDrtU"), "doas": ("nL", "uC"), "env": ("i0v", "uC"), "nohup": ("", ""),
    "nice": ("0123456789", "n"),
    "ionice": ("t", "cnpP"), "timeout": ("vf", "ks"), "stdbuf": ("", "ioe"), "command": ("pvV", ""), "builtin": ("", ""),
    "exec": ("cl", "a"), "xargs": ("0rtpxo", "InPdLsEaJR"), "unbuffer": ("p", ""), "setsid": ("cfw", ""),
    "caffeinate": ("dimsu", "tw"), "busybox": ("", ""), "time": ("pv", "fo"), "gtimeout": ("vf", "ks"),
}  # fmt: skip
"""What starts another program: its options that stand alone, and those that take the next word."""
_LONG = frozenset(
    "--ignore-environment --null --no-run-if-empty --verbose --foreground --preserve-status --non-interactive "
    "--preserve-env --set-home --interactive --exit".split()
)
_PREFIXES = frozenset("if while until then else elif do ! { coproc".split())
_SCRIPTED = re.compile("-[elux]*c")
_DURATION = re.compile(r"\d+(?:\.\d+)?[smhd]?")
_ASSIGNED = re.compile(r"([A-Za-z_]\w*)(?:\[[^\]]*\])?\+?=")
_WHERE = re.compile(
    r"(?:/usr(?:/local)?|/opt/homebrew)?/s?bin/|(?:\S*/)?(?:node_modules/\.bin|\.?venv/bin)/|[a-z]:/windows/system32/",
    re.IGNORECASE,
)


def goes_out(text: str, meets: Callable[[str], bool] = lambda word: True) -> tuple[bool, bool, str]:
    """Whether anything that a command starts may send, whether that is not builders alone, and the command without what is only
    said in it: the message of a change, the text of a request for one.

    Args:
        text: Line ends behind a backslash taken out.
        meets: Whether a word may hold something of ours: what only fetches a thing whose name holds nothing sends nothing.
    """
    try:
        found, _, remarks = parts(text)
    except Unread:
        return True, True, text
    far: list[str] = []
    begun: list[int] = []
    for one in found:
        names = [] if _only_fetches(one, meets) else list(may_send(one))
        far += names
        begun += [one.start] * len(names)
    others = any(name not in BUILDS for name in far)
    said = [span for one in found for span in _said(one)] if far else []
    said = [(start, end) for start, end in said if not any(start < at < end for at in begun)]
    said += [] if others else remarks
    out, at = [], 0
    for start, end in sorted(said):
        if start >= at:
            out.append(text[at:start])
            at = end
    return bool(far), others, " ".join((*out, text[at:])) if out else text


def before_program(words: list[str]) -> tuple[list[str], bool]:
    """A command's words from its program on, without what sets variables and what starts it; whether more come from elsewhere."""
    at, given, wrapped = 0, False, 0
    while at < len(words) and wrapped < DEEPEST:
        if _ASSIGNED.match(words[at]) or words[at] in _PREFIXES:
            at += 1
        elif base(words[at]) in _WRAPS and "=" not in words[at]:
            wrapped += 1
            name, inner = base(words[at]), _unwrapped(base(words[at]), words, at + 1)
            if inner < 0:
                inner = at + 1
                while inner < len(words) and words[inner].startswith("-"):
                    inner += 1
            if name == "xargs":
                put = _put_in(words[at + 1 : inner])
                given = given or not put
                words = words[:inner] + [word.replace(put, OPEN) if put else word for word in words[inner:]]
            at = inner
        else:
            break
    return words[at:], given


_FETCHES = {
    "curl": re.compile(
        r"-[fsSLkOJ#v]+|-[fsSLkOJ#v]*o\S*|--(?:fail|silent|show-error|location|output|remote-name|create-dirs|retry|compressed)"
    ),
    "wget": re.compile(r"-(?:q|nv|c|N)+|-[qc]*[OP]\S*|--(?:quiet|no-verbose|continue|output-document|directory-prefix)(?:=.*)?"),
}
"""Programs that fetch a thing, and options with which they send no more than its name."""


def _only_fetches(one: Command, meets: Callable[[str], bool]) -> bool:
    """Whether a command gets a thing by a name in which nothing of ours stands, and says nothing else to anybody."""
    words = one.words
    if len(words) < 2 or one.documents or any(OPEN in word or SAME in word or meets(word) for word in words):
        return False
    name = base(words[0])
    if words[0] != name:
        return False
    if options := _FETCHES.get(name):
        return all(word.startswith("-") is False or options.fullmatch(word) is not None for word in words[1:])
    if name in ("docker", "podman", "nerdctl"):
        return words[1] == "pull" and all(word in ("-q", "--quiet") or not word.startswith("-") for word in words[2:])
    return words[:2] == ("git", "clone") and all(
        re.fullmatch(r"--depth(?:=\d+)?|-q|--quiet|--single-branch|(?:https|ssh)://\S+|[\w./-]+", word) is not None
        and not word.startswith("--upload")
        for word in words[2:]
    )


def _said(one: Command) -> Iterator[tuple[int, int]]:
    """Where a command holds what is only said."""
    words = one.words
    if words and words[0] in _SEEKS and not any(may_send(one)):
        yield from one.places[1:]  # what is looked for comes from elsewhere, if it comes
    if len(words) < 3:
        return
    if words[0] == "git" and words[1] in _MESSAGES:
        yield from one.places[2:]
    elif words[0] in ("gh", "glab") and words[1] in ("pr", "issue", "release", "mr"):
        for at, word in enumerate(words):
            if at and words[at - 1] in _TEXTS or word.startswith(_TEXTS_JOINED):
                yield one.places[at]


_SEEKS = frozenset("grep egrep fgrep zgrep rg ag ack findstr select-string".split())
_TEXTS = frozenset("--title -t --body -b --notes -n --message -m --description -d --subject".split())
_TEXTS_JOINED = ("--title=", "--body=", "--notes=", "--message=", "--description=", "--subject=")


def base(word: str) -> str:
    """A program's own name."""
    return word.replace("\\", "/").rpartition("/")[2].lower().removesuffix(".exe")


def may_send(command: Command) -> Iterator[str]:
    """The programs that a command starts and that may send."""
    if any(SOON.match(target) or (target.startswith("//") and "." in target) for target in command.into):
        yield "/dev/tcp"
    yield from _started(list(command.words), 0)


def _started(words: list[str], depth: int, given: bool = False) -> Iterator[str]:
    """The same of words; `given`: more of them come from elsewhere."""
    if depth > DEEPEST or any("[$(" in word or "[`" in word for word in words):
        yield "eval"
        return
    at = 0
    while at < len(words):
        word = words[at]
        if assigned := _ASSIGNED.match(word):
            if _TELLS.search(assigned[1]):
                yield assigned[1]
            at += 1
        elif word in _PREFIXES:
            at += 1
        elif base(word) in _WRAPS and "=" not in word:
            inner = _unwrapped(base(word), words, at + 1)
            if inner < 0 or given:
                yield base(word)
                return
            if base(word) == "xargs" and (put := _put_in(words[at + 1 : inner])):
                words = words[:inner] + [one.replace(put, OPEN) for one in words[inner:]]
            else:
                given = base(word) == "xargs"
            at = inner
        else:
            break
    words = words[at:]
    if not words:
        return
    name, rest = base(words[0]), words[1:]
    where = words[0].replace("\\", "/").rpartition("/")
    elsewhere = where[1] and (".." in where[0] or not _WHERE.fullmatch(where[0] + "/"))
    stays = _WITH_CARE.get(name)
    if elsewhere or any(word.startswith("//") and "." in word for word in rest):  # a path to another machine, on some
        yield name or "/"
    elif not (stays(rest, given, depth) if stays else name in _LOCAL):
        yield name


def _unwrapped(name: str, words: list[str], at: int) -> int:
    """Where among the words behind a program that starts others that one stands; -1 where that is not certain."""
    alone, valued = _WRAPS[name]
    while at < len(words) and words[at].startswith("-") and words[at] != "-":
        word = words[at]
        at += 1
        if word == "--":
            break
        if word.startswith("--"):
            if word not in _LONG and "=" not in word or word.startswith("--split"):
                return -1
            continue
        for nth, letter in enumerate(word[1:], 2):
            if letter in valued:
                at += nth == len(word)
                break
            if letter not in alone:
                return -1
    if name in ("timeout", "gtimeout"):
        if at >= len(words) or not _DURATION.fullmatch(words[at]):
            return -1
        at += 1
    return min(at, len(words))


def _put_in(options: list[str]) -> str:
    """For what xargs puts in what it reads; "" where it adds that at the end."""
    at = next((nth for nth, word in enumerate(options) if word[:2] in ("-I", "-J") or word.startswith("--replace")), -1)
    if at < 0:
        return ""
    return options[at].partition("=")[2] or options[at][2:] or (options[at + 1] if at + 1 < len(options) else "")


def _git(words: list[str], given: bool, depth: int) -> bool:
    at = 0
    if given:
        return False
    while at < len(words) and words[at].startswith("-"):
        if words[at] in ("-C", "--git-dir", "--work-tree"):
            at += 1
        elif words[at] not in ("--no-pager", "-P", "--bare", "--no-optional-locks") and not words[at].startswith(
            ("--git-dir=", "--work-tree=")
        ):
            return words[at] in ("--version", "--help")
        at += 1
    if at >= len(words):
        return True
    verb, rest = words[at], words[at + 1 :]
    unless = _GIT_UNLESS.get(verb)
    if unless is None:
        return verb in _GIT
    if verb == "config":
        said = [word for word in rest if not word.startswith("-")]
        return not any(word.startswith(("-f", "--file")) for word in rest) and not any(map(unless.match, said[:1]))
    doubt = verb in ("rebase", "bisect") and any(OPEN in word or SAME in word for word in rest)
    return not doubt and not any(map(unless.match, rest))


def _find(words: list[str], given: bool, depth: int) -> bool:
    at = 0
    while at < len(words):
        if words[at] in ("-exec", "-execdir", "-ok", "-okdir"):
            end = next((nth for nth in range(at + 1, len(words)) if words[nth] in (";", "+")), len(words))
            if any(_started([word.replace("{}", OPEN) for word in words[at + 1 : end]], depth + 1)):
                return False
            at = end
        elif words[at].startswith(OPEN):
            return False
        at += 1
    return not given


def _unless(what: re.Pattern[str], words: list[str], given: bool, depth: int) -> bool:
    return not given and not any(word.startswith((OPEN, SAME)) or what.match(word) for word in words)


def _awk(words: list[str], given: bool, depth: int) -> bool:
    return _unless(_ASKS_OTHERS, words, given or any(OPEN in word for word in words), depth)


def _shell(words: list[str], given: bool, depth: int) -> bool:
    script = words[1] if not given and len(words) == 2 and _SCRIPTED.fullmatch(words[0]) else OPEN
    return _stays(script, depth)


def _stays(script: str, depth: int) -> bool:
    return OPEN not in script and SAME not in script and depth < DEEPEST and not goes_out(script)[0]


def _trap(words: list[str], given: bool, depth: int) -> bool:
    return all(_stays(word, depth) for word in words if " " in word)


def _alias(words: list[str], given: bool, depth: int) -> bool:
    return all("=" in word and word[-1] != "=" and _stays(word.partition("=")[2], depth) for word in words)


def _export(words: list[str], given: bool, depth: int) -> bool:
    return not any("=" in word and _TELLS.search(word.partition("=")[0]) for word in words)


def _writes(words: list[str], given: bool, depth: int) -> bool:
    return not any(map(SOON.match, words))


def _for(words: list[str], given: bool, depth: int) -> bool:
    return not words or words[0][:1] not in "/%"


def _sed(words: list[str], given: bool, depth: int) -> bool:
    """Whether a script of sed is one that starts nothing."""
    if given or any(map(SOON.match, words)):
        return False
    scripts: list[str] = []
    bare: list[str] = []
    at = 0
    while at < len(words):
        word = words[at]
        if word in ("-e", "--expression"):
            scripts.append(words[at + 1] if at + 1 < len(words) else "")
            at += 1
        elif word.startswith("--expression="):
            scripts.append(word.partition("=")[2])
        elif word.startswith("--"):
            if not word.startswith(
                ("--in-place", "--quiet", "--silent", "--regexp-extended", "--null-data", "--posix", "--sandbox")
            ):
                return False
        elif word.startswith("-") and len(word) > 1:
            if re.fullmatch(r"-[nErsuz]*e", word):
                scripts.append(words[at + 1] if at + 1 < len(words) else "")
                at += 1
            elif not re.fullmatch(r"-[nErsuz]*(?:i\S*)?", word):
                return False
        else:
            bare.append(word)
        at += 1
    if not scripts:
        if not bare:
            return False
        scripts += bare[: 1 + (not bare[0])]  # some take an empty word behind -i
    return all(OPEN not in one and SAME not in one and len(one) <= LONGEST_SCRIPT and _is_plain(one) for one in scripts)


def _is_plain(script: str) -> bool:
    """Whether all commands of a script of sed start nothing and write nowhere."""
    at = 0
    while not _NOTHING.match(script, at):
        met = _SCRIPT.match(script, at)
        if met is None:
            return False
        at = met.end()
    return True


_WITH_CARE: dict[str, Callable[[list[str], bool, int], bool]] = {
    **{name: partial(_unless, what) for names, what in _UNLESS.items() for name in names.split()},
    **dict.fromkeys(("awk", "gawk", "mawk", "nawk"), _awk),
    **dict.fromkeys(SHELLS, _shell),
    **dict.fromkeys(("export", "declare", "typeset", "local", "readonly"), _export),
    **dict.fromkeys(("tee", "cp", "mv", "ln", "copy-item", "set-content", "add-content"), _writes),
    "git": _git, "sed": _sed, "find": _find, "trap": _trap, "alias": _alias, "for": _for,
}  # fmt: skip
"""Programs of which it depends on what they are given whether they stay: whether they do with these words, where more of them may
come from elsewhere, so deep in others."""
