"""Hosts that everyone knows, hosts of a company, and dotted names that are no hosts."""

from __future__ import annotations

import pytest

from garim.detect.patterns.domains import has_registry, is_public, looks_like_host, registrable

COMPANY = (
    "mint-uat.nbk.internal rating.nimbrook.com api.velor.shop velog-vip.velor.local velwas21.in.velor.co.kr nimbrook-life.com "
    "kite.kite.svc.cluster.local ora12.corp.nimbrook.net VELPRD.CORP.NIMBROOK.NET m.velor.kr"
).split()
CODE = (
    "java.util.HashMap logging.handlers system.out.println file.py index.html app.service values.yaml re.compile io.kubernetes.pod "
    "org.apache.ibatis self.name obj.method kr.co.velor com.velor.loan options.local dep.internal ASP.NET order.item.id user.com"
).split()
PUBLIC = (
    "github.com docs.python.org nginx.ingress.kubernetes.io v1beta1.external-secrets.io example.com a.example.org localhost "
    "www.googletagmanager.com eks.amazonaws.com registry.npmjs.org naver.com co.kr s3.ap-northeast-2.amazonaws.com"
).split()
TENANTS = ("acme.slack.com", "o418000.ingest.sentry.io", "velor.atlassian.net", "velor-docs.s3.ap-northeast-2.amazonaws.com")


@pytest.mark.parametrize("name", COMPANY)
def test_company_hosts_are_hosts_and_not_public(name: str) -> None:
    assert looks_like_host(name) and not is_public(name) and has_registry(name)


@pytest.mark.parametrize("name", CODE)
def test_code_and_files_are_no_hosts(name: str) -> None:
    assert not looks_like_host(name)


@pytest.mark.parametrize("name", PUBLIC)
def test_names_that_everyone_knows(name: str) -> None:
    assert is_public(name) and is_public(name.upper()) and is_public(name + ".")


@pytest.mark.parametrize("name", TENANTS)
def test_a_customer_of_a_cloud_is_not_public(name: str) -> None:
    assert not is_public(name) and looks_like_host(name)


@pytest.mark.parametrize(
    ("name", "owned"),
    [
        ("a.b.velor.co.kr", "velor.co.kr"),
        ("x.nbk.internal", "nbk.internal"),
        ("github.io", "github.io"),
        ("file.yaml", ""),
        ("one", ""),
    ],
)
def test_registrable(name: str, owned: str) -> None:
    assert registrable(name) == owned
