"""The user and the single-label host in ssh, scp, rsync and sftp commands."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind

GENERIC = frozenset("host server localhost hostname remote example machine user ip github gitlab bitbucket".split())

KINDS = (
    Kind(
        name="ssh_target",
        pattern=(
            r"\b(?:ssh|scp|rsync|sftp|ssh-copy-id|mosh)\b[^\n|;&]{0,60}? (?:[A-Za-z][A-Za-z0-9._-]{0,30}@)"
            r"(?P<v>[A-Za-z][A-Za-z0-9-]{2,40})(?:[:\s\"';,|&)]|$)"
        ),
        family="stem",
        edges="none",
        accept=lambda text: text.lower() not in GENERIC,
        found=("ssh deploy@«velwas»; ls", "scp a.tar root@«bigfern»:/tmp", "rsync -av x/ svc@«nbkstore»:/data"),
        ignored=("ssh user@host", "ssh git@github.com", "mail me@work"),
        rank=56,
        source="OpenSSH ssh(1)",
    ),
    Kind(
        name="ssh_target.user",
        pattern=(
            r"\b(?:ssh|scp|rsync|sftp|ssh-copy-id|mosh)\b[^\n|;&]{0,60}? (?P<v>[A-Za-z][A-Za-z0-9._-]{2,30})@[A"
            r"-Za-z0-9]"
        ),
        family="stem",
        edges="none",
        accept=lambda text: (
            text.lower()
            not in (
                "root",
                "user",
                "ubuntu",
                "git",
                "admin",
                "deploy",
                "ec2-user",
                "svc",
                "oracle",
                "postgres",
                "centos",
                "username",
            )
        ),
        found=("ssh «hmoon»@10.2.3.4", "scp a «minjae.oh»@velwas:/tmp", "ssh -p 22 «velapp»@w1"),
        ignored=("ssh root@w1", "ssh user@host", "mail hmoon@work"),
        rank=54,
        source="OpenSSH ssh(1)",
    ),
)
