"""Kubernetes manifests: namespaces, workloads, services, images' registries, hosts of ingresses. A file or a folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from garim.errors import BadInput
from garim.learn import Item, Left, Options, host, once, open_text, told

KIND = re.compile(r"^kind:\s*['\"]?(\w+)")
NAME = re.compile(r"^(\s+)(name|namespace):\s*['\"]?([A-Za-z0-9][\w.-]*)['\"]?\s*$")
FLOW = re.compile(r"\b(name|namespace):\s*['\"]?([A-Za-z0-9][\w.-]*)")
META = re.compile(r"^(\s*)metadata:\s*(\{.*\})?\s*$")
IMAGE = re.compile(r"\b(?:image|repository):\s*['\"]?([\w.-]+(?::\d+)?(?:/[\w.-]+)+)")
NAMED = re.compile(
    r"\b(?:serviceAccountName|serviceAccount|secretName|claimName|configMapName|imagePullSecrets:\s*\[\{\s*name|serviceName"
    r"|ingressClassName|storageClassName):\s*['\"]?([A-Za-z0-9][\w.-]*)"
)
SECRETS = re.compile(r"^\s*(?:imagePullSecrets|secretRef|configMapRef|secretKeyRef|configMapKeyRef):\s*$")
REFERRED = re.compile(r"^\s*(?:- )?name:\s*['\"]?([A-Za-z0-9][\w.-]*)['\"]?\s*$")
HOST = re.compile(r"\bhost:\s*['\"]?([\w*.-]+\.[\w.-]+)")
EVERYWHERE = frozenset(
    "default kube-system kube-public kube-node-lease monitoring ingress-nginx cert-manager istio-system argocd flux-system "
    "kubernetes prometheus grafana".split()
)
PUBLIC_REGISTRIES = frozenset(
    "docker.io index.docker.io registry-1.docker.io gcr.io k8s.gcr.io registry.k8s.io quay.io ghcr.io mcr.microsoft.com "
    "public.ecr.aws docker.elastic.co registry.gitlab.com nvcr.io".split()
)


def learn(source: str, options: Options) -> Iterator[Item]:
    """Read a manifest or every .yaml and .yml under a folder; templates are read as they stand.

    Raises:
        BadInput: Nothing is there to read. Nothing was learnt.
    """
    root = Path(source)
    files = sorted(f for f in root.rglob("*") if f.suffix in (".yaml", ".yml")) if root.is_dir() else [root]
    if not files:
        raise BadInput(f"{root} holds no .yaml")
    yield from once(item for file in files for item in _file(file))


def _file(path: Path) -> Iterator[Item]:
    kind, depth, referred = "", -1, False
    for _, line in open_text(path):
        if line.startswith("---"):
            kind, depth = "", -1
        if found := KIND.match(line):
            kind = found[1]
        if meta := META.match(line):
            depth = len(meta[1])
            for what, name in FLOW.findall(meta[2] or ""):
                yield from _named(what, name, kind)
        elif depth >= 0 and line.strip() and not line.startswith(" " * (depth + 1)):
            depth = -1
        elif depth >= 0 and (named := NAME.match(line)):
            yield from _named(named[2], named[3], kind)
        if referred and (found := REFERRED.match(line)):
            yield told(found[1], "service")
        referred = SECRETS.match(line) is not None
        yield from _values(line)


def _values(line: str) -> Iterator[Item]:
    """What a line refers to: accounts, secrets, images, hosts."""
    for name in NAMED.findall(line):
        yield told(name, "service")
    for image in IMAGE.findall(line):
        registry, _, rest = image.partition("/")
        if "." in registry and registry.split(":")[0] not in PUBLIC_REGISTRIES:
            yield from host(registry.split(":")[0], machine=False)
            yield told(rest, "repository")
        else:
            yield Left(image, "an image of a public registry")
    for name in HOST.findall(line):
        yield from host(name.removeprefix("*."), machine=False)


def _named(what: str, name: str, kind: str) -> Iterator[Item]:
    if name in EVERYWHERE or name.startswith("system:"):
        yield Left(name, "a name that many clusters have")
    else:
        yield told(name, "service")
