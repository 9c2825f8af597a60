"""Windows domain accounts, the domain in capitals before a backslash and the user: both parts."""

from __future__ import annotations

import garim.late as re
from garim.detect.patterns.kind import Kind

GENERIC = frozenset(
    "nt authority builtin windows users system32 program files temp src bin obj debug release hklm hkcu hkey_local_machine "
    "software microsoft classes root cimv2 winnt appdata roaming local documents".split()
)


ESCAPE = re.compile(r"[xu][0-9a-fA-F]{2}")


def is_account(text: str) -> bool:
    """Whether neither half is a system name and the first is written in capitals."""
    left, _, right = text.partition("\\")
    right = right.lstrip("\\")
    return (
        left.isupper()
        and left.lower() not in GENERIC
        and right.lower() not in GENERIC
        and len(right) > 3
        and not ESCAPE.match(right)
    )


KINDS = (
    Kind(
        name="windows_account",
        pattern=r"(?:^|[\s\"'(=,:;])(?P<v>[A-Z][A-Z0-9-]{2,14}\\{1,2}[A-Za-z][A-Za-z0-9._$-]{2,30})",
        family="stem",
        edges="none",
        accept=is_account,
        found=("user «CORP\\LT-ERINM» logged in", "runas=«NBK\\svc_batch»", "(«VELOR\\hmoon»)"),
        ignored=("NT AUTHORITY\\SYSTEM", "HKLM\\Software", "BUILTIN\\Users", "C:\\Temp"),
        rank=54,
        source="MS-ADTS down-level logon names",
    ),
    *(
        Kind(
            name=f"windows_account.{name}",
            pattern=rf"(?i)-Members?[ \t]{{1,3}}@?\(?{before}[\"']?(?P<v>[a-z][a-z0-9._-]{{2,19}})",
            family="stem",
            edges="none",
            accept=lambda text: text.lower() not in GENERIC | {"user", "group", "administrator", "guest", "krbtgt"},
            near=("adgroupmember", "localgroupmember"),
            reach=80,
            found=found,
            ignored=("Add-ADGroupMember -Members $users", "foo -Members a", "gcc -member x", "Add-ADGroupMember -Members Users"),
            rank=54,
            source="Microsoft Learn, Add-ADGroupMember",
        )
        for name, before, found in (
            (
                "member",
                "",
                (
                    "Add-ADGroupMember GG -Members «moehlenj»",
                    'Add-ADGroupMember -Member "«tival»",x',
                    "Remove-ADGroupMember G -Members «hm.oon»",
                ),
            ),
            (
                "member_next",
                r"[\w.\"'-]{3,22},[ ]?",
                (
                    "Add-ADGroupMember GG -Members moehlenj,«tival»",
                    'Add-ADGroupMember -Members "a.bc", "«tival»"',
                    "Add-ADGroupMember -Members abc,«tival»",
                ),
            ),
        )
    ),
)
