"""Tokens of commerce and other services, by their own prefix."""

from __future__ import annotations

from garim.detect.patterns.kinds.secrets.secret_generic import keyed, token

_UUID = "{hex8}-{hex4}-{hex4}-{hex4}-{hex12}"

KINDS = (
    token("shopify", "shp(?:at|ca|pa|ss|ua|rt|tka)_{xdig32}", sample="shpat_{hex32}"),
    token("shippo", "shippo_(?:live|test)_{hex40}", sample="shippo_live_{hex40}"),
    token("easypost", "EZ[AT]K{an54}", sample="EZAK{an54}"),
    token("duffel", "duffel_(?:test|live)_{eq43}", sample="duffel_live_{eq43}"),
    token("frameio", "fio-u-{eq64}"),
    token("freemius", "sk_[A-Za-z0-9~!@#$^&*?=+_-]{29}", sample="sk_{an29}", rank=70),
    token("adobe_client_secret", "p8e-{low32}"),
    keyed("adobe_client_id", "adobe", "{hex32}"),
    token(
        "authress",
        "(?:sc|ext|scauth|authress)_{low5,30}\\.{low4,6}\\.acc[_-]{lowd10,32}\\.{b64e30,120}",
        sample="sc_{low9}.{low5}.acc_{low20}.{an44}",
    ),
    token("defined_networking", "dnkey-{eq26}-{eq52}"),
    token("intra42", "s-s4t2(?:ud|af)-{hex64}", sample="s-s4t2ud-{hex64}"),
    token("looker_prefixed", "looker_{an24,40}"),
    keyed("looker", "looker", "{low24}|{low20}"),
    token("maxmind", "{an6}_{an29}_mmk"),
    token("mapbox", "(?:pk|sk|tk)\\.eyJ{url60,100}\\.{url22}", sample="sk.eyJ{url70}.{url22}"),
    token("okta_prefixed", "00{url40}"),
    keyed("okta", "okta", "00{eq40}|{url42}"),
    keyed("auth0", "auth0", "{url64}"),
    keyed("onelogin", "onelogin", "{hex64}"),
    token("yandex_translate", "trnsl\\.1\\.1\\.{url40,80}"),
    keyed("adafruit", "adafruit", "{lowd32}"),
    token("adafruit_prefixed", "aio_{an28}"),
    keyed("algolia", "algolia", "{low32}"),
    keyed("etsy", "etsy", "{low24}"),
    keyed("facebook_secret", "facebook|fb_app|fb_secret", "{hex32}"),
    token("facebook_access", "EAA[MC]{an100,300}|\\d{15,16}\\|{url27,40}", sample="EAAC{an120}"),
    token("instagram", "IG(?:QV|AA){url60,300}", sample="IGQV{an140}"),
    keyed("flickr", "flickr", "{low32}"),
    keyed("hubspot_legacy", "hubspot", _UUID),
    token("hubspot", f"pat-(?:na|eu|ap)\\d-{_UUID}", sample=f"pat-na1-{_UUID}"),
    keyed("linkedin_secret", "linkedin|linked_in", "{low16}|{low14}"),
    keyed("nytimes", "nytimes|new-york-times|newyorktimes", "{eq32}"),
    keyed("sidekiq", "bundle_enterprise__contribsys__com|bundle_gems__contribsys__com", "{hex8}:{hex8}"),
    token("sidekiq_url", "{hex8}:{hex8}@(?:gems|enterprise)\\.contribsys\\.com", sample="{hex8}:{hex8}@gems.contribsys.com"),
    keyed("trello", "trello", "ATTA{an60}|{hex64}|{hex32}"),
    token("trello_prefixed", "ATTA{xdig64,80}"),
    keyed("twitch", "twitch", "{low30}"),
    token(
        "twitter_bearer",
        "A{1,30}AAAAAA{an2}(?:%2[FB])?{an50,100}(?:%3D)?(?:%[A-F0-9]{2}{an1,80})*",
        sample="AAAAAAAAAAAAAAAAAAAAAA{an2}{an80}",
    ),
    keyed("twitter_access_token", "twitter", "{d15,25}-{an20,40}"),
    keyed("twitter_access_secret", "twitter", "{low45}|{an45}"),
    keyed("twitter_key", "twitter", "{an50}|{low25}|{an25}"),
    keyed("spotify", "spotify", "{hex32}"),
    keyed("zoom", "zoom[_-]?api|zoom[_-]?(?:jwt|client|secret)", "{an22,32}"),
    keyed("salesforce", "salesforce|sfdc", "{an24}"),
    token("salesforce_session", "00D[A-Za-z0-9]{12,15}![A-Za-z0-9._]{60,120}", sample="00D{an12}!{an96}"),
    keyed(
        "zapier_webhook",
        "hooks\\.zapier\\.com/hooks/catch",
        "{d5,9}/{low6,8}",
        word="hooks.zapier.com/hooks/catch",
        gap=r"[/\s\"':=]{1,6}",
        sample="{d8}/{low7}",
    ),
    keyed("teams_logic_app", "logic\\.azure\\.com[^\\n \"']{10,200}[?&;]sig", "{url43}", word="logic.azure.com/workflows/w?sig"),
    keyed("docusign", "docusign", _UUID),
    token("duo", "DI{up18}"),
    keyed("shodan", "shodan", "{an32}"),
    keyed("virustotal", "virustotal|vt_api", "{hex64}"),
    keyed("openweather", "openweather|openweathermap", "{hex32}"),
    keyed("maps_key", "here_api|mapquest|tomtom", "{an32}|{url43}"),
    keyed("crowdstrike", "crowdstrike|falcon", "{an40}"),
    token("meraki", "meraki[a-z_-]{0,12}[=: \"']{1,4}{hex40}", sample="meraki: {hex40}"),
    token("cisco_type9", "\\$9\\$[./A-Za-z0-9]{14}\\$[./A-Za-z0-9]{43}", sample="$9${an14}${an43}"),
    token(
        "password_hash",
        "\\$(?:2[abxy]\\$\\d\\d\\$[./A-Za-z0-9]{53}|[156y]\\$(?:rounds=\\d+\\$|j9T\\$)?"
        "[./A-Za-z0-9]{1,32}\\$[./A-Za-z0-9]{22,86}"
        "|argon2id?\\$v=\\d+\\$m=\\d+,t=\\d+,p=\\d+\\$[A-Za-z0-9+/]{11,64}\\$[A-Za-z0-9+/]{16,128})",
        sample="$2b$12${an53}",
    ),
    token(
        "django_hash", "pbkdf2_sha(?:1|256|512)\\${d4,7}\\${an8,32}\\${b64e43,90}", sample="pbkdf2_sha256$600000${an22}${an43}="
    ),
    token("ldap_hash", "\\{S?SHA(?:256|512)?\\}{b64e28,120}", sample="{SSHA}{an32}="),
    token(
        "pypi_legacy_url",
        "https://[a-z0-9.-]{3,40}/api/webhooks?/incoming/{an24,64}",
        sample="https://h9.k7.zz/api/webhook/incoming/{an32}",
    ),
)
