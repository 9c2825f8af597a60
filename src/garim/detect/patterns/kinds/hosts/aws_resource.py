"""Ids of AWS resources: vpc-, i-, subnet-, sg-, ami- and so on with 8 or 17 hex digits."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind

KINDS = (
    Kind(
        name="aws_resource",
        pattern=(
            r"(?:vpc|subnet|sg|igw|nat|rtb|eni|eipalloc|vol|snap|acl|vgw|tgw|pcx|vpce|lt|ami|i"
            r"|r|fs|fsmt|cgw|vpn|dopt|eipassoc|tgw-attach|rtbassoc|aclassoc)"
            r"-(?P<v>[0-9a-f]{17}|[0-9a-f]{8})"
        ),
        family="code",
        edges="word",
        accept=lambda text: any(c.isdigit() for c in text) and len(set(text)) > 4,
        found=("vpc-«0a1b2c3d4e5f60718»", "i-«0fa77c1e20b9d4c3a» stopped", "sg-«7c1e9a4b»"),
        ignored=("vpc-12345678x", "i-am-here", "vol-00000000", "sg-abcdefg1"),
        rank=64,
        source="Amazon EC2 User Guide, resource IDs",
    ),
)
