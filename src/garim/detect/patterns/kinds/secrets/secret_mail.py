"""Tokens of mail and messages."""

from __future__ import annotations

from garim.detect.patterns.kinds.secrets.secret_generic import keyed, token

_UUID = "{hex8}-{hex4}-{hex4}-{hex4}-{hex12}"

KINDS = (
    token("sendgrid", "SG\\.{eq22}\\.{eq43}|SG\\.{dot66}", sample="SG.{an22}.{an43}"),
    token("sendinblue", "xkeysib-{hex64}-{an16}|xsmtpsib-{hex64}-{an16}"),
    token("mailgun", "key-{hex32}|pubkey-{hex32}|{hex32}-{hex8}-{hex8}"),
    keyed("mailgun_signing", "mailgun", "{hex32}-{hex8}-{hex8}|{hex32}"),
    token("mailchimp", "{hex32}-us\\d{1,2}", sample="{hex32}-us12"),
    token("mandrill", "md-{url22}"),
    keyed("postmark", "postmark", _UUID),
    keyed("sparkpost", "sparkpost", "{hex40}"),
    keyed("mailjet", "mailjet|mj_apikey", "{hex32}"),
    token("resend", "re_{an6,10}_{an22,26}", sample="re_{an8}_{an24}"),
    keyed("mailersend", "mailersend", "mlsn\\.{hex64}"),
    token("twilio", "SK{hex32}"),
    token("twilio_account", "AC{hex32}"),
    keyed("twilio_auth", "twilio", "{hex32}"),
    keyed("messagebird", "messagebird|message_bird", f"{{low25}}|{_UUID}"),
    keyed("nexmo", "nexmo|vonage", "{an16}"),
    keyed("plivo", "plivo", "{an40}"),
    keyed("sendbird", "sendbird", f"{{hex40}}|{_UUID}"),
    token("onesignal", "os_v2_(?:app|org)_{low40,110}", sample="os_v2_app_{low100}"),
    keyed("pusher", "pusher", "{hex20}"),
    keyed("beamer", "beamer", "b_{eq44}"),
    keyed("klaviyo", "klaviyo", "pk_{hex34}"),
)
