"""Numbers of court cases and dockets: Korean, American, of the European courts, and any next to a word for them."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind

_KO = (
    "가합|가단|가소|고단|고합|고정|고약|구합|구단|카합|카단|카기|카명|타경|타채|타기|하단|하합|하면|회합|회단|개회|드단|드합|"
    "느단|느합|"
    "즈단|즈합|차전|초기|비합|비단|재가합|재나|헌가|헌나|헌라|헌마|헌바|헌사|형제|진정|노정|부해|구기"
)

KINDS = (
    Kind(
        name="case_no",
        pattern=rf"(?:19|20)\d{{2}} ?(?:{_KO}) ?\d{{1,7}}",
        family="number",
        found=("사건번호 «2023가합12345»", "«2023고단123» 판결", "사건 «2023 가합 12345»호"),
        ignored=("2023년 12345", "2023가격 12345", "12023가합12345"),
        rank=64,
        source="사건별 부호문자의 부여에 관한 예규 (대법원 재판예규)",
    ),
    Kind(
        name="case_no.kr_short",
        pattern=r"(?:19|20)\d{2} ?[나노다도라로마모누두루무르므브스으즈초차추카타후허재전] ?\d{2,7}",
        family="number",
        near=("판결", "사건", "선고", "대법원", "법원", "항소", "상고", "결정", "원고", "피고"),
        found=("대법원 «2019다223312» 판결", "항소심 «2022나4471» 사건", "선고 «2020도12» 판결"),
        ignored=("2019다 보니 223312", "2019다223312", "2024도 12명"),
        rank=62,
        source="사건별 부호문자의 부여에 관한 예규 (대법원 재판예규)",
    ),
    Kind(
        name="case_no.us",
        pattern=r"(?i)(?:\d{1,2}:)?\d{2,4}-(?:cv|cr|mc|md|mj|bk|ap|cm|civ|crim)-\d{2,7}(?:-[a-z]{2,4}){0,3}",
        family="number",
        edges="word",
        found=("«Case» no «1:23-cv-01234»".replace("«Case»", "Case"), "docket «1:23-cv-01234-ABC»", "in «22-cr-00447-JLK» today"),
        ignored=("1:23-cv", "2024-01-02", "cv-01234"),
        rank=66,
        source="CM/ECF case numbers",
    ),
    Kind(
        name="case_no.application",
        pattern=r"(?i)\bnos?\. ?(?P<v>\d{3,6}/\d{2}(?:(?:, | and |, and )\d{3,6}/\d{2}){0,5})",
        family="number",
        found=("no. «18403/91»", "nos. «4471/02 and 18990/05»", "(application no. «4471/02»)"),
        ignored=("no. 5", "version 18403/91 lines", "no. 24/7"),
        rank=62,
        source="European Court of Human Rights, application numbers",
    ),
    Kind(
        name="case_no.near",
        pattern=(
            r"(?i)(?:\b(?:case|docket|cause|court file|matter|complaint|index|appeal|aktenzeichen|az\.|file|proceedings?)"
            r"(?: (?:no\.?|nos\.?|number|nr\.?|#|id))|\bdocket|\bc\.?a\.? no\.?|\bcivil action(?: no\.?)?|\baz\.|"
            r"aktenzeichen|사건 ?번호)(?: is| was|는|은)?[ :=#]{0,3}"
            r"(?P<v>\d{1,3} [a-z]{1,3} \d{1,5}/\d{2}|[a-z]{0,4}[-. ]?\d[a-z0-9]{0,12}(?:[-/:.][a-z0-9]{1,10}){0,5})"
        ),
        family="code",
        edges="word",
        accept=lambda text: sum(c.isdigit() for c in text) >= 4,
        found=("docket No. «22-1844»", "case number «CV-2023-004471»", "Aktenzeichen «3 O 4471/23»", "Az. «12 C 311/22»"),
        ignored=("case no 3 failed", "Case 1: the value", "file number of rows", "index 44712"),
        rank=62,
        source="usual notation of courts",
    ),
)
