"""The company's own directory where software and data are put: /opt/<v>, /etc/pki/<v>, /u01/<v>, /data01/<v>, /app1/<v>."""

from __future__ import annotations

import re

from garim.detect import words
from garim.detect.patterns.kind import Kind

GENERIC = frozenset(
    "app apps oradata oraapp product grid data logs backup bak was conf config tmp temp home src opt pgdata jdk jre arch "
    "archivelog fra dump jeus webtob weblogic batchlog conda homebrew bitnami ca-trust nssdb rpm-gpg gemini letsencrypt "
    "sites-enabled sites-available modules-enabled conf.d dpkg apt yum dnf html cgi-bin tomcat9 sysstat journal".split()
)


def is_own(text: str) -> bool:
    """Whether the directory's name holds a word that is neither an everyday one nor known from public software."""
    if text.lower() in GENERIC or text.isdigit():
        return False
    pieces = [piece.lower() for piece in re.findall(r"[A-Z]?[a-z]+|[A-Z]{2,}", text)]
    return any(
        len(piece) > 2 and not (piece in GENERIC or words.generic(piece) or words.technology(piece) or words.known(piece))
        for piece in pieces
    )


KINDS = (
    Kind(
        name="install_path",
        pattern=(
            r"(?:^|[\s\"'=:(,])/(?:opt|srv|etc/(?:pki|ssl|nginx|httpd|opt)|var/(?:www|log|opt)"
            r"|u\d{2}|data\d{0,2}|app\d{0,2}|apps|nas\d{0,2}|svc"
            r"|fs\d{1,2}|log\d{1,2}|batch\d{0,2})(?:/(?:app|apps|data|log|logs|oradata|tomcat|was"
            r"|web|nas|html))?/(?P<v>[A-Za-z][A-Za-z0-9_-]{2,30})(?:/|[\s\"',;)]|$)"
        ),
        family="stem",
        edges="none",
        accept=is_own,
        found=(
            "cd /app1/«velqore»/bin",
            "dest: /u01/app/«velgrid»/x",
            "log=/data01/«nbkledger»/a.log",
            "key /etc/pki/«vqk»/x.key;",
        ),
        ignored=(
            "/u01/app/oracle/product",
            "/usr/local/bin/x",
            "/app/src/main.py",
            "/data/train/x",
            "/opt/homebrew/bin",
            "/var/log/nginx/access.log",
        ),
        rank=50,
        source="Filesystem Hierarchy Standard 3.0 lists the roots; OFA names /u01",
    ),
    Kind(
        name="install_path.asm",
        pattern=r"\+(?P<v>[A-Z][A-Z0-9_]{2,20})/(?:[A-Z][A-Z0-9_]{2,30})/",
        family="stem",
        edges="none",
        accept=lambda text: text not in ("DATA", "FRA", "RECO", "ARCH", "REDO", "OCR", "VOTE", "GRID", "DATAC1", "RECOC1"),
        found=("파일 +«VELRECO»/VELBATP/ARCHIVELOG/2025", "'+«NBKDATA»/NVBPRD/x'", "to +«VELDG»/ORCL/DATAFILE/"),
        ignored=("+DATA/ORCL/DATAFILE/x", "a+B/C", "+FRA/ORCL/x"),
        rank=52,
        source="Oracle ASM file names: +diskgroup/database/type",
    ),
)
