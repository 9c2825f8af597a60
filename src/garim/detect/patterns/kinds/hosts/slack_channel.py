"""Chat channels with digits or several words, only next to a word for chat."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind


def is_own(text: str) -> bool:
    """Whether the channel's name is more than one everyday word."""
    return any(c.isdigit() for c in text) or "-" in text or "_" in text


KINDS = (
    Kind(
        name="slack_channel",
        pattern=r"(?:^|[\s(`,:])#(?P<v>[a-z가-힣][a-z0-9가-힣_-]{3,60}[a-z0-9가-힣])",
        family="code",
        edges="none",
        accept=is_own,
        near=("slack", "슬랙", "채널", "channel", "discord", "mattermost", "워룸"),
        found=("채널 #«war-0411» 생성", "slack: #«velor-oncall»", "post to the channel #«team_mint»"),
        ignored=("#war-0411 커밋", "channel #general", "slack issue #1234"),
        rank=50,
        source="Slack, guidelines for channel names",
    ),
)
