"""Tokens of chat services."""

from __future__ import annotations

from garim.detect.patterns.kinds.secrets.secret_generic import keyed, token

_UUID = "{hex8}-{hex4}-{hex4}-{hex4}-{hex12}"

KINDS = (
    token("slack_bot", "xoxb-{d10,13}-{d10,13}-{an16,36}|xoxb-{d10,13}-{an16,40}"),
    token("slack_user", "xox[pe](?:-{d10,13}){3}-{an28,34}|xox[pesoar]-{dot20,200}", sample="xoxp-{d12}-{d12}-{d12}-{hex32}"),
    token(
        "slack_app", "xapp-\\d-{up9,13}-{d10,14}-{hex64}|xapp-\\d-{up2,14}-\\d+-{low20,80}", sample="xapp-1-{up11}-{d13}-{hex64}"
    ),
    token("slack_config", "xoxe(?:\\.xox[bp])?-\\d-{up146,200}", sample="xoxe.xoxp-1-{up166}"),
    token("slack_cookie", "xoxd-[A-Za-z0-9%/+=_-]{40,400}", sample="xoxd-{an60}"),
    token("slack_legacy_workspace", "xox[ar]-(?:\\d-)?{an8,48}", sample="xoxa-2-{an40}"),
    keyed(
        "slack_webhook",
        "hooks\\.slack\\.com/(?:services|workflows|triggers)",
        "T{up8,12}/B{up8,12}/{an20,26}|[A-Za-z0-9]{b6442,79}={0,2}",
        word="hooks.slack.com/services",
        gap=r"[/\s\"':=]{1,6}",
    ),
    token("discord_bot", "[MNO]{url23,27}\\.{url6}\\.{url27,40}", sample="M{url23}.{url6}.{url38}"),
    token(
        "discord_webhook_token",
        "discord(?:app)?\\.com/api/webhooks/\\d{17,20}/{url60,80}",
        sample="discord.com/api/webhooks/{d18}/{url68}",
    ),
    keyed("discord_client_secret", "discord", "{eq32}|{hex64}"),
    token("telegram_bot", "\\d{8,10}:A[A-Za-z0-9_-]{34}", sample="{d10}:AA{url33}"),
    token(
        "microsoft_teams_webhook",
        "https://[a-z0-9]+\\.webhook\\.office\\.com/webhookb2/[a-z0-9@-]{73}"
        "/IncomingWebhook/{hex32}/[a-z0-9-]{36}(?:/{url40,50})?",
        sample=f"https://w9.webhook.office.com/webhookb2/{_UUID}@{_UUID}/IncomingWebhook/{{hex32}}/{_UUID}",
    ),
    keyed("line_channel", "line[_-]?channel|line[_-]?notify", "{b64170,172}={0,2}|{an43}"),
    keyed("mattermost", "mattermost", "{low26}"),
    keyed("gitter", "gitter", "{hex40}"),
    keyed("intercom", "intercom", "{eq60}"),
    keyed("zendesk", "zendesk", "{an40}"),
    keyed("freshdesk", "freshdesk|freshservice", "{an20}"),
    keyed("freshbooks", "freshbooks", "{hex64}"),
)
