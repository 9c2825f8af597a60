"""A git repository: package namespaces, module and repository names, internal hosts in configs, authors.

Reads the checked-out files and, by the `git` program, the authors and the remotes.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from garim.errors import BadInput
from garim.learn import Item, Learnt, Left, Options, common, everybodys, host, once, open_text, told

PACKAGE = re.compile(r"^\s*(?:package|namespace)\s+([A-Za-z_][\w.]+?)\s*[;{]?\s*$")
MODULE = re.compile(r'^module\s+([\w./-]+)$|^\s*"name"\s*:\s*"(@?[\w./-]+)"|^name\s*=\s*["\']([\w.-]+)["\']')
MAVEN = re.compile(r"<(?:groupId|artifactId)>([\w.-]+)</")
HOST = re.compile(
    r"(?:jdbc:[\w:]+(?:@//|//|@)|(?:https?|ldaps?|amqp|redis|mongodb|tcp|ssh)://)(?:[^\s/@\"']*@)?([A-Za-z0-9][\w-]*(?:\.[\w-]+)+)"
)
REMOTE = re.compile(r"(?:[\w+]+://(?:[^@/\s]+@)?|[^@/\s]+@)([\w.-]+)(?::\d+)?[:/](.+?)(?:\.git)?$")
CODE = frozenset(".java .kt .scala .cs .groovy".split())
CONFIGS = frozenset(".yml .yaml .properties .xml .json .toml .tf .conf .ini .env .cfg".split())
PUBLIC_HOSTS = frozenset("github.com gitlab.com bitbucket.org codeberg.org git.sr.ht".split())
PUBLIC_NAMESPACES = frozenset(
    "java javax jakarta kotlin scala groovy org.apache org.springframework org.junit com.google com.fasterxml io.netty "
    "org.slf4j org.hibernate com.sun sun android androidx system microsoft com.amazonaws software.amazon io.micrometer "
    "org.eclipse org.mockito com.oracle oracle com.zaxxer".split()
)
ROBOT = re.compile(
    r"\[bot\]|\b(?:renovate|dependabot|github-actions|semantic-release|jenkins|gitlab|ci|bot|robot|no-?reply)\b",
    re.IGNORECASE,
)
"""Authors that are programs."""
FREE = frozenset(
    "gmail.com googlemail.com naver.com hanmail.net daum.net kakao.com nate.com outlook.com hotmail.com live.com icloud.com "
    "yahoo.com proton.me protonmail.com users.noreply.github.com qq.com 163.com gmx.de web.de".split()
)
GRADLE = re.compile(r"^\s*(?:include|includeBuild|rootProject\.name\s*=)\s*\(?\s*(.+)")
QUOTED = re.compile(r"['\"]:?([\w.:/-]+)['\"]")
MAVEN_MODULE = re.compile(r"<(?:module|artifactId)>([\w./-]+)</")
BIGGEST = 2 * 1024 * 1024


def learn(source: str, options: Options) -> Iterator[Item]:
    """Read a repository's files, authors and remotes.

    Raises:
        BadInput: It is no git repository. Nothing was learnt.
    """
    root = Path(source)
    files = _git(root, "ls-files", "-z").split("\0")
    own = _own_domains(root)
    found = (item for name in files if name for item in _file(root / name))
    yield from once(chain(_remotes(root), _authors(root, own), found))


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=True)
    except FileNotFoundError:
        raise BadInput("the program git is not installed", hint="install it, or learn from other sources") from None
    except subprocess.CalledProcessError:
        raise BadInput(f"{root} is no git repository, or git may not read it") from None
    return done.stdout.decode("utf-8", "replace")


def _remotes(root: Path) -> Iterator[Item]:
    for line in _git(root, "remote", "-v").splitlines():
        parts = line.split()
        found = REMOTE.search(parts[1]) if len(parts) > 1 else None
        if found:
            if found[1] in PUBLIC_HOSTS:
                yield Left(found[1], "a public code host")
            else:
                yield from host(found[1]) if found[1].count(".") > 1 else [Learnt(found[1], "domain")]
            yield told(found[2].lstrip("/"), "repository")


def _own_domains(root: Path) -> set[str]:
    """Mail domains that wrote a tenth of the history or more: the company's, not a guest's, a robot's or a free mail's."""
    lines = _git(root, "log", "--format=%an%x09%ae", "-n", "20000").splitlines()
    people = [line.partition("\t")[2] for line in lines if not ROBOT.search(line)]
    domains = [mail.rpartition("@")[2].lower() for mail in people]
    return {d for d in set(domains) if d and d not in FREE and not everybodys(d) and domains.count(d) * 10 >= len(domains)}


def _authors(root: Path, own: set[str]) -> Iterator[Item]:
    for line in sorted(set(_git(root, "log", "--format=%an%x09%ae", "-n", "20000").splitlines())):
        name, _, mail = line.partition("\t")
        if ROBOT.search(line):
            yield Left(name, "an author that is a program")
        elif mail.rpartition("@")[2].lower() in own:
            yield Learnt(name, "person", (mail.partition("@")[0],) if mail else ())
            yield Learnt(mail, "email")
        else:
            yield Left(name, "an author from outside the company's mail domains")
    for domain in sorted(own):
        yield Learnt(domain, "domain")


BUILDS = frozenset("go.mod package.json pyproject.toml setup.cfg pom.xml settings.gradle settings.gradle.kts Cargo.toml".split())


def _file(path: Path) -> Iterator[Item]:
    suffix = path.suffix.lower()
    read = path.name in BUILDS or suffix in CODE or suffix in CONFIGS
    if not read or not path.is_file() or path.stat().st_size > BIGGEST:
        return
    for number, line in open_text(path):
        if path.name in BUILDS:
            yield from _build(path.name, number, line)
        elif suffix in CODE:
            if found := PACKAGE.match(line):
                yield from _namespace(found[1])
                return
            if number > 200:
                return
        if suffix not in CODE:
            for name in HOST.findall(line):
                yield from _host(name)


def _build(file: str, number: int, line: str) -> Iterator[Item]:
    """What a line of a build's description calls the project and its modules."""
    if file == "pom.xml":
        for name in MAVEN.findall(line)[:1] if number < 40 else ():
            yield from _namespace(name)
        for name in MAVEN_MODULE.findall(line):
            yield from _module(name)
    elif file.startswith("settings.gradle"):
        for name in QUOTED.findall(found[1]) if (found := GRADLE.match(line)) else ():
            yield from _module(name)
    elif module := MODULE.match(line):
        yield Learnt(next(g for g in module.groups() if g), "package")


def _namespace(name: str) -> Iterator[Item]:
    parts = name.split(".")
    public = any(".".join(parts[:n]).lower() in PUBLIC_NAMESPACES for n in (1, 2))
    # Three or four labels name the company and the product; deeper ones are ordinary words.
    if public or (len(parts) == 1 and common(name)):
        yield Left(name, "a public namespace")
    else:
        yield Learnt(".".join(parts[:4]), "package")


def _module(name: str) -> Iterator[Item]:
    """A module of a build: its last part, where that is no ordinary word."""
    yield told(re.split(r"[:/]", name)[-1], "package")


def _host(name: str) -> Iterator[Item]:
    internal = name.endswith((".local", ".internal", ".corp", ".lan", ".intra")) or name.count(".") > 2
    if internal and not name.endswith((".amazonaws.com", ".googleapis.com", ".azure.com", ".windows.net", ".apache.org")):
        yield from host(name)
    else:
        yield Left(name, "a host that may be public")
