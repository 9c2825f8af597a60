"""Tokens of source hosts."""

from __future__ import annotations

from garim.detect.patterns.kinds.secrets.secret_generic import keyed, token

KINDS = (
    token("github_pat", "ghp_{an36}"),
    token("github_fine_grained", "github_pat_{w82}|github_pat_{an22}_{an59}"),
    token("github_oauth", "gho_{an36}"),
    token("github_app", "gh[us]_{an36}", sample="ghs_{an36}"),
    token("github_app_stateless", "ghs_{dot40,900}"),
    token("github_refresh", "ghr_{an36,80}"),
    token("gitlab_pat", "glpat-{url20}"),
    token("gitlab_pat_routable", "glpat-{url27,300}\\.{low2}\\.{low9}|glpat-{url27,300}\\.{low9}"),
    token("gitlab_pipeline_trigger", "glptt-{url40}|glptt-{url20,80}"),
    token("gitlab_runner_registration", "GR1348941{url20}"),
    token("gitlab_runner", "glrt-t\\d_{url27,300}\\.{low2}\\.{low9}|glrt-(?:t\\d_)?{url20}", sample="glrt-{url20}"),
    token("gitlab_runner_group", "glrtr-{url20,60}"),
    token("gitlab_deploy", "gldt-{url20}"),
    token("gitlab_feed", "glft-{url20}"),
    token("gitlab_incoming_mail", "glimt-{url25}"),
    token("gitlab_kubernetes_agent", "glagent-{url50}"),
    token("gitlab_oauth_app", "gloas-{url64}"),
    token("gitlab_scim", "glsoat-{url20}"),
    token("gitlab_cicd_job", "glcbt-[0-9a-fA-F]{1,5}_{url20}|glcbt-{url20,200}", sample="glcbt-64_{url20}"),
    token("gitlab_feature_flag", "glffct-{url20}"),
    token("gitlab_workspace", "glwt-{url20}"),
    keyed("gitlab_session", "_gitlab_session", "{hex32}"),
    token("bitbucket_app_password", "ATBB{an32}|ATBB{an24}{HEX8}"),
    keyed("bitbucket", "bitbucket", "{eq64}|{an32}"),
    token("sourcegraph", "sgp_(?:{hex16}_|local_)?{hex40}", sample="sgp_{hex40}"),
    token("sourcegraph_cody", "slk_{hex64}"),
)
