"""The name of the user in a home directory of Linux, macOS or Windows."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind

GENERIC = frozenset(
    "runner ubuntu root user users username admin administrator public default vagrant jenkins docker node app ec2-user centos "
    "debian pi git vscode codespace azureuser opc oracle postgres mysql nginx www www-data travis circleci gitlab-runner build "
    "builder dev developer me you name yourname your_name shared all service ansible hadoop spark tomcat jovyan coder linuxbrew "
    "appuser nonroot runneradmin vsts vstsagent site wwwroot guest test tester foo bar alice bob example someone".split()
)

KINDS = (
    Kind(
        name="user_path",
        pattern=(
            r"(?:/home/|/Users/|(?i:[a-z]:\\{1,2}(?:users|documents and settings)\\{1,2}))(?P<v>[A-Za-z가-힣][A"
            r"-Za-z0-9가-힣._-]{1,30})"
        ),
        family="stem",
        edges="none",
        accept=lambda text: text.lower() not in GENERIC,
        found=("cd /home/«hmoon»/src", "C:\\Users\\«saebom.lee»\\Desktop", "/Users/«minjae»/work"),
        ignored=("/home/runner/work", "/home/ubuntu", "C:\\Users\\Public", "/home/ec2-user/x"),
        rank=56,
        source="Filesystem Hierarchy Standard 3.0, Windows known folders",
    ),
)
