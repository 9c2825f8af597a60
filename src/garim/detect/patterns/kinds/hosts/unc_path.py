"""The server in a Windows network path, two backslashes before it and the share behind."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind

KINDS = (
    Kind(
        name="unc_path",
        pattern=r"(?:^|[\s\"'(=,:])(?:\\\\|\\\\\\\\)(?P<v>[A-Za-z0-9][A-Za-z0-9.-]{2,40})\\[A-Za-z0-9_$.가-힣-]+",
        family="stem",
        edges="none",
        accept=lambda text: (
            "." not in text and text.lower() not in ("server", "localhost", "host", "computer", "wsl") and not text[0].isdigit()
        ),
        found=("copy \\\\«velfs01»\\share", "path=\\\\«NBKNAS»\\public$\\x", "'\\\\«fileserv»\\인사'"),
        ignored=("\\\\server\\share", "a\\b\\c", "C:\\Windows\\System32", "\\\\d+\\\\w"),
        rank=54,
        source="MS-DTYP 2.2.57 UNC",
    ),
)
