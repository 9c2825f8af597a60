"""The company's own directory under a root outside the standard ones: /u01/<v>, /data01/<v>, /app1/<v>."""

from __future__ import annotations

from garim.detect.kind import Kind

GENERIC = frozenset(
    "app apps oracle oradata oraapp product grid data logs log backup bak tomcat was web conf config b"
    "in lib tmp temp home src opt "
    "mysql postgres pgdata kafka redis elasticsearch nginx apache java jdk jre arch archive archivelog"
    " fra admin dump export import "
    "batch scripts script shared public static media upload uploads download docker containerd k8s ser"
    "vices service users user "
    "jeus webtob weblogic middleware nas batchlog input output models model datasets dataset train tes"
    "t val raw main work workspace".split()
)


def is_own(text: str) -> bool:
    """Whether the directory's name is no everyday word of administration."""
    return text.lower().rstrip("0123456789_-") not in GENERIC and not text.isdigit() and len(text) > 2


KINDS = (
    Kind(
        name="install_path",
        pattern=(
            r"(?:^|[\s\"'=:(,])/(?:u\d{2}|data\d{1,2}|app\d{0,2}|apps|nas\d{0,2}|svc|fs\d{1,2}"
            r"|log\d{1,2}|batch\d{0,2})(?:/(?:app|apps|data|log|logs|oradata|tomcat|was|web|nas))"
            r"?/(?P<v>[A-Za-z][A-Za-z0-9_-]{2,30})/"
        ),
        family="stem",
        edges="none",
        accept=is_own,
        found=("cd /app1/«velcore»/bin", "dest: /u01/app/«velgrid»/x", "log=/data01/«nbkledger»/a.log"),
        ignored=("/u01/app/oracle/product", "/usr/local/bin/x", "/app/src/main.py", "/data/train/x"),
        rank=50,
        source="Filesystem Hierarchy Standard 3.0 lists the roots that are not a company's; OFA names /u01",
    ),
    Kind(
        name="install_path.asm",
        pattern=r"\+(?P<v>[A-Z][A-Z0-9_]{2,20})/(?:[A-Z][A-Z0-9_]{2,30})/",
        family="stem",
        edges="none",
        accept=lambda text: text not in ("DATA", "FRA", "RECO", "ARCH", "REDO", "OCR", "VOTE", "GRID", "DATAC1", "RECOC1"),
        found=("파일 +«VELRECO»/VELBATP/ARCHIVELOG/2025", "'+«NBKDATA»/CLMPRD/x'", "to +«VELDG»/ORCL/DATAFILE/"),
        ignored=("+DATA/ORCL/DATAFILE/x", "a+B/C", "+FRA/ORCL/x"),
        rank=52,
        source="Oracle ASM file names: +diskgroup/database/type",
    ),
)
