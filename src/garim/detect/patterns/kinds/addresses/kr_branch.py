"""Named branches and sites of a Korean company: 충주연수지점, 이천물류센터."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind

GENERIC = tuple(
    "해당 전체 전국 모든 관리 취급 개설 영업 소속 담당 방문 인근 신규 기타 가까운 국내 해외 각급 거래 대출 은행 일부 "
    "여러 다른 같은 이동 통합 데이터 고객 콜 상담 지역 우리".split()
)

KINDS = (
    Kind(
        name="kr_branch",
        pattern=r"(?:^|[^가-힣])(?P<v>[가-힣]{3,8}(?:지점|출장소|물류센터|영업소|연수원))",
        family="address",
        edges="none",
        accept=lambda text: not text.startswith(GENERIC),
        found=("지점 «온양읍내지점»)", "«해든마을출장소» 방문", "입고: «여주중앙물류센터»"),
        ignored=("해당 지점", "전국지점 현황", "지점 코드", "관리영업소"),
        rank=45,
        source="usual naming of branches",
    ),
)
