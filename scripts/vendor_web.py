"""Fetch the page's libraries from npm, pinned and checked, into src/garim/web/vendor: `python scripts/vendor_web.py`.

Each file is the package's own, byte for byte, but for the import paths of `REWRITE`: a browser without a build step
cannot follow bare names. `manifest.json` records version, licence and SHA-256 of what was taken and of what is served;
tests/web/test_vendor.py checks it. axe-core goes to tests/web/vendor: it is a tool of the tests and is not served.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
WEB = ROOT / "src/garim/web/vendor"
LANGUAGES = "sql python java javascript bash json yaml xml go csharp cpp kotlin diff ini rust php".split()
TAKE = {
    "preact@11.2.0": {"dist/preact.mjs": "preact.js", "hooks/dist/hooks.mjs": "hooks.js"},
    "htm@3.1.1": {"dist/htm.module.js": "htm.js"},
    "marked@18.2.1": {"lib/marked.esm.js": "marked.js"},
    "dompurify@3.5.0": {"dist/purify.min.js": "purify.js"},
    "@highlightjs/cdn-assets@11.12.0": {
        "es/core.min.js": "highlight.js",
        **{f"es/languages/{name}.min.js": f"languages/{name}.js" for name in LANGUAGES},
    },
}
TESTS = {"axe-core@4.14.1": {"axe.min.js": "axe.js"}}
REWRITE = {"hooks.js": (b'from"preact"', b'from"./preact.js"')}
MAPS = b"//# sourceMappingURL="


def take(package: str, files: dict[str, str], folder: Path) -> list[dict[str, str]]:
    """Fetch one package's files into a folder and say what they are."""
    with tempfile.TemporaryDirectory() as work:
        made = subprocess.run(["npm", "pack", "--silent", package], cwd=work, check=True, capture_output=True, text=True)
        rows = []
        with tarfile.open(Path(work) / made.stdout.strip().splitlines()[-1]) as packed:
            about = json.loads(packed.extractfile("package/package.json").read())  # type: ignore[union-attr]
            for source, name in files.items():
                data = packed.extractfile(f"package/{source}").read()  # type: ignore[union-attr]
                served = data.replace(*REWRITE[name]) if name in REWRITE else data
                served = b"\n".join(line for line in served.split(b"\n") if not line.startswith(MAPS))
                target = folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(served)
                rows.append(
                    {
                        "file": name,
                        "package": about["name"],
                        "version": about["version"],
                        "licence": about["license"],
                        "source": source,
                        "source_sha256": hashlib.sha256(data).hexdigest(),
                        "sha256": hashlib.sha256(served).hexdigest(),
                    }
                )
    return rows


def main() -> None:
    """Fetch all and write the manifests."""
    for folder, packages in ((WEB, TAKE), (ROOT / "tests/web/vendor", TESTS)):
        rows = [row for package, files in packages.items() for row in take(package, files, folder)]
        (folder / "manifest.json").write_text(json.dumps(rows, indent=1) + "\n")


if __name__ == "__main__":
    main()
