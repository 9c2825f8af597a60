"""Tokens of monitoring."""

from __future__ import annotations

from garim.detect.patterns.kinds.secrets.secret_generic import keyed, token

_UUID = "{hex8}-{hex4}-{hex4}-{hex4}-{hex12}"

KINDS = (
    token("grafana_service_account", "glsa_{an32}_{xdig8}"),
    token("grafana_cloud", "glc_eyJ{b64e32,400}"),
    token("grafana_api_key", "eyJrIjoi{an70,400}={0,2}", sample="eyJrIjoi{an72}"),
    token("dynatrace", "dt0[cs]\\d{2}\\.{up24}\\.{up64}", sample="dt0c01.{up24}.{up64}"),
    token("new_relic_user", "NRAK-{up27}"),
    token("new_relic_insert", "NRII-{url32}"),
    token("new_relic_admin", "NRAA-{hex27}"),
    token("new_relic_browser", "NRJS-{hex19}"),
    token("new_relic_license", "(?:eu01xx|[a-z]{2}\\d{2}xx)?{hex36}NRAL|{hex32}FFFFNRAL", sample="{hex36}NRAL"),
    keyed("new_relic_user_id", "new[_-]?relic", "{low64}"),
    token("sentry_user", "sntryu_{hex64}"),
    token("sentry_org", "sntrys_eyJ{b64e80,400}_{b64e43}"),
    keyed("sentry", "sentry", "{hex64}"),
    keyed("datadog", "datadog|dd_api|dd_app|dd-api-key", "{low40}|{hex32}"),
    token("datadog_client", "pub{hex32}|ddapp_{an34}"),
    keyed("sumologic_access_id", "sumo", "su{an12}"),
    keyed("sumologic", "sumo", "{an64}"),
    token("honeycomb", "hc[abi][il]k_{an58,64}", sample="hcaik_{an58}"),
    token("pagerduty", "pdus\\+_0XBPWQQ_{an20,60}|u\\+{url18}", sample="u+{url18}"),
    keyed("pagerduty_key", "pager[_-]?duty|pd_api", "{url20}"),
    token("logfire", "pylf_v\\d_(?:us|eu|local|staging[a-z]*)_{an43}", sample="pylf_v1_us_{an43}"),
    keyed("splunk_hec", "splunk", _UUID),
    keyed("elastic", "elastic|elasticsearch|kibana", "{b6454,64}={0,2}"),
)
