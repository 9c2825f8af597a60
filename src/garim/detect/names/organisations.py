"""Organisations and places in prose: a distinctive name and the word that says what it is (… Logistics LLC, …은행, …지점).

A finding spans the distinctive words only; the general tail stays, so that a reader still knows it is a bank.
Makers of technology whom everyone names (Oracle, 구글) identify nobody and stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import garim.lang as lang
import garim.late as re
from garim.detect.names.english import OTHER, EnglishNames
from garim.detect.names.korean import PARTICLES, KoreanNames, Mention
from garim.detect.public import judge
from garim.text.places import places

_SURE = "LLC|Inc|Corp|Corporation|Ltd|Limited|GmbH|LLP|PLC|Co|AG|SARL|BV|Pty|Incorporated"
_SOFT = (
    "Insurance|Consulting|Partners|Bank|Payments|Trading|Logistics|Holdings|Trucking|Capital|Financial|Industries|Pharma|Pharmaceuticals|Motors|"
    "Airlines|Hospital|Clinic|University|Foods|Realty|Ventures|Associates|Solutions|Technologies|Mutual|Group|Shipping|Freight|Foundation|Securities"
)
_JOINS = frozenset("of at from for by with in".split())
_HEADS = frozenset(
    "bank city university house board department ministry institute church school state college court office port union "
    "society academy museum chamber council federation association company town county bureau".split()
)
_ORG = re.compile(
    rf"(?<![A-Za-z0-9_@#$./\\-])(?P<v>[A-Z][A-Za-z0-9'’-]*(?: (?:& |and |of )?[A-Z][A-Za-z0-9'’-]*){{0,3}}?)"
    rf"(?:(?P<soft>(?: (?:{_SOFT})\b){{1,2}})(?:,? (?P<sure>{_SURE})\b)?|,? (?P<only>{_SURE})\b)(?![A-Za-z0-9_])"
)
_IN = re.compile("[A-Za-z0-9_]")
_VENDOR = re.compile(
    r"(?:vendor|supplier|contractor|subcontractor|reseller|customer name|client name|협력사|협력업체|거래처|벤더|벤더사|고객사|공급사|수주처|발주처)"
    r"[\"']? ?[:=] ?[\"']?(?P<v>[A-Z][a-z]{3,20}|[가-힣]{3,8})(?![A-Za-z가-힣0-9_(.])"
)
_TAIL = re.compile(rf"(?:{_SURE}|{_SOFT})\b")
_SAYS = lang.either(word.capitalize() for word in lang.words("trades", "en"))
_TAILS = re.compile(rf"(?: (?:{_SOFT}|{_SAYS})\b){{0,2}}(?:,? (?:{_SURE})\b)?")
PUBLIC = frozenset(
    "oracle microsoft amazon google apple meta ibm red hat vmware cisco intel amd nvidia dell hp hewlett packard sap salesforce adobe atlassian "
    "github gitlab docker hashicorp mongodb elastic confluent databricks snowflake cloudflare fastly akamai twilio stripe paypal visa mastercard "
    "linux apache mozilla python eclipse openai anthropic samsung lg sony canonical suse jetbrains splunk datadog okta servicenow workday zoom "
    "slack tencent alibaba baidu huawei lenovo broadcom qualcomm arm netapp veritas veeam citrix juniper fortinet palo alto networks mckinsey "
    "gartner forrester deloitte accenture kpmg pwc ernst young world bank federal reserve european central".split()
)
_COMMON = frozenset(
    "health life auto home car travel security resource user target business cloud data mobile online digital invest central commercial world "
    "national the our a an this that each every new old my your their log placement availability scaling consumer customer general public private "
    "social medical dental group title property casualty term whole working management investment venture human capital strategic channel partner "
    "teaching state children memory food piggy power blood test device product admin administrator administrators active directory windows sql "
    "server network address web app application technical financial corporate retail wholesale micro fintech crypto unemployment liability renters "
    "homeowners pet flood vision disability all any some no other local regional global international major top big small large medium".split()
)
_KO_TAIL = (
    "저축은행|은행|증권|손해보험|생명보험|화재해상|보험|카드|캐피탈|자산운용|물산|정밀|전자|건설|제약|병원|의원|대학교|시스템즈|시스템|소프트|컨설팅|로직스|"
    "로지스틱스|푸드|푸드빌|상사|산업|중공업|화학|금융지주|지주|홀딩스|테크|테크놀로지|엔지니어링|네트웍스|솔루션즈|솔루션|텔레콤|통운|택배|물류|식품|바이오|씨앤에스|"
    "모빌리티|페이|쇼핑|마트|백화점|호텔|법무법인|회계법인|파트너스|인베스트먼트|투자증권|데이터시스템|정보통신|정보기술|로지스|게임즈|웍스|랩스|요양병원|엔터테인먼트|인더스트리|메디칼|메디컬|하이드로"
)
_KO_ORG = re.compile(rf"(?<![가-힣A-Za-z0-9])(?P<v>[가-힣]{{2,6}}?)(?P<tail>{_KO_TAIL})(?:{PARTICLES})?(?![가-힣A-Za-z])")
OURS = 66
"""Rank of a name that whoever writes gives as her own company's."""
_EMPLOYED = re.compile(
    r"(?:\bwork(?:s|ed|ing)? (?:at|for)|\b(?:we|us|here|colleagues|team|engineers?|developers?|dbas?|analysts?|admins?) at"
    r"|\b(?:our|my) (?:own )?(?:company|employer|bank|firm|hospital|startup|start-up)(?:,| is called| is named| is)?)"
    r" (?P<v>(?-i:[A-Z])[A-Za-z0-9'’-]{2,30})(?![A-Za-z0-9_])",
    re.IGNORECASE,
)
_CO = rf"(?P<v>[가-힣]{{2,10}}?)(?P<tail>(?:{_KO_TAIL})?)"
_KO_EMPLOYED = re.compile(
    rf"(?<![가-힣A-Za-z0-9]){_CO}(?:(?:에서|에|을|를)? (?:일하|일해|일합|근무|재직|다니|다녀|다닙|입사)"
    r"|에서 (?:개발|운영|인프라|데이터|서버|DBA|백엔드|프론트))"
)
_KO_CALLED = re.compile(
    rf"(?:우리|저희|제) (?:회사|은행|병원|직장)(?: 이름)?(?:은|는|이|가)? {_CO}(?:입니다|이에요|예요|인데|이고|라고|이라고|이라는|에서)"
)
_KO_SELF = re.compile(
    rf"(?:^|[\n.!?]\s?|(?:저는|저희는|여기는|여긴|우리는) ){_CO}(?:인데요?|입니다만?|이에요|예요|소속)(?![가-힣])"
)
_KO_MARK = re.compile(
    r"(?:\(주\)|㈜|주식회사) ?(?P<after>[가-힣A-Za-z0-9]{2,12})|(?P<before>[가-힣A-Za-z0-9]{2,12})(?:\(주\)|㈜| ?주식회사)(?![ ]?[가-힣A-Za-z])"
)
_KO_TAIL_END = re.compile(rf"(?:{_KO_TAIL})$")
_KO_PARTICLE = re.compile("(?:입니다|이고|에서|에게|으로|은|는|이|가|을|를|과|와|의|에)$")
_KO_PLACE = re.compile(
    rf"(?<![가-힣])(?P<v>[가-힣]{{2,6}}?)(?P<tail>(?:[A-Z]{{2}})?(?:지점|영업점|영업소|출장소|사옥|공장|물류센터|전산센터|센터|캠퍼스|연구소))(?:{PARTICLES})?(?![가-힣])"
)
_KO_WORD = re.compile("[가-힣]{2,}")
_KO_ANY = re.compile(rf"{_KO_TAIL}|지점|영업점|영업소|출장소|사옥|공장|센터|캠퍼스|연구소")
KO_COMMON = frozenset(
    "중앙 시중 인터넷 상업 투자 지방 저축 데이터 생명 자동차 신용 체크 그래픽 종합 대학 동물 국민건강 건강 실손 여행자 화재 운전자 고용 산재 손해 사회 법인 메모리 "
    "네트워크 사운드 교통 선불 후불 해당 거래 주거래 외국 국책 특수 전문 전통 모바일 온라인 오프라인 운영 관리 결제 간편 정보 통합 내부 외부 기간 분산 파일 보안 "
    "전산 콜 고객 고객지원 서비스 데이터 재해복구 백업 주 부 물류 배송 통신 기술 교육 연수 개발 운용 통합전산 통합관제 관제 지원 상담 스마트 중소 대형 관할 인근 해외 "
    "국내 국제 본사 모든 전체 각 여러 신규 기존 이전 담당 당행 타행 자사 타사 고객사 협력 금융 제조 유통 반도체 디스플레이 가전 대기업 중견 운영체제 파일시스템 "
    "생산 제품 도서 상품 우편 주문 재고 장비 서버 원격 로컬 클라우드 복합 재난 응급 의료 요양 한방 치과 정형외과 어린이 공공 시립 도립 국립 사립 부속 모의 소형 "
    "원거리 근거리 지역 수도권 지방권 택배 새벽 당일 일반 긴급 퀵 음식 냉동 냉장 가공 건강기능 유기농 자산 부동산 벤처 엔젤 인공지능 빅데이터 하드웨어 바이러스".split()
)
_KO_KNOWN = frozenset(
    "국민 신한 우리 하나 기업 농협 수협 산업 삼성 현대 롯데 한화 두산 대우 동부 교보 흥국 미래에셋 키움 대신 유안타".split()
)
_KO_PUBLIC = frozenset(
    "구글 오라클 마이크로소프트 애플 아마존 카카오 네이버 삼성 엘지 애플 비자 마스터 삼성페이 카카오 네이버 토스".split()
)


def tail_end(text: str, end: int) -> int:
    """Where the words end that say what a company is whose name ends at `end`: Shipping and LLC of Velmora Shipping LLC."""
    met = _TAILS.match(text, end)
    return met.end() if met else end


@dataclass(frozen=True, slots=True)
class OrganisationNames:
    """Finds organisations and places by what they call themselves."""

    korean: KoreanNames
    english: EnglishNames

    def find(self, text: str) -> list[Mention]:
        """Organisations and places, each once-found distinctive name everywhere in the text."""
        found = list(self._english(text)) if _TAIL.search(text) else []
        found += self._vendor(text)
        found += self._own(text)
        if not text.isascii():
            found += self._korean(text)
        taken, again = {m.start for m in found}, list[str]()
        for entity in dict.fromkeys(m.entity for m in found if len(m.entity) > 3 or not m.entity.isascii()):
            if " " in entity or (entity.lower() not in self.english.words and entity not in self.korean.words):
                again.append(entity)
        for at, end, number in places(text, again):
            entity = again[number]
            free = not _IN.match(text, at - 1) if entity[0].isascii() else not "가" <= text[at - 1 : at] <= "힣"
            if (free or not at) and at not in taken and not (entity[-1].isascii() and _IN.match(text, end)):
                found.append(_org(at, end, entity, 45, "an organisation that the text names elsewhere"))
        return found

    def _vendor(self, text: str) -> Iterator[Mention]:
        """An unknown name that a key or colon calls a vendor or customer: vendor = Brixtomere, 협력사: 솔마루텍."""
        for match in _VENDOR.finditer(text):
            low = match["v"].lower()
            ordinary = low in self.english.words or low in OTHER or low in self.korean.words
            if match.start() and text[match.start() - 1].isalnum():
                continue
            if not ordinary and low not in PUBLIC and low not in _KO_PUBLIC:
                yield _org(match.start("v"), match.end("v"), match["v"], 50, "a name that is called a vendor or customer")

    def _own(self, text: str) -> Iterator[Mention]:
        """A name that nobody else says, where whoever writes tells where she works: I work at Brellick, 누리담카드에 다녀요."""
        for pattern in (_EMPLOYED,) if text.isascii() else (_EMPLOYED, _KO_EMPLOYED, _KO_CALLED, _KO_SELF):
            for match in pattern.finditer(text):
                start, end = match.span("v")
                name = text[start:end]
                told = match.groupdict().get("tail") if pattern is _KO_SELF else "-"  # 취준생인데요 says what somebody is
                if told and judge.unknown(name) and name.lower() not in self.english.words:
                    yield _org(start, end, name, OURS, "a name that is given as one's own company's")

    def _english(self, text: str) -> Iterator[Mention]:
        for match in _ORG.finditer(text):
            sure, soft = match["sure"] or match["only"], match["soft"] or ""
            words = match["v"].split(" ")
            start = match.start("v")
            while words and words[0].lower() in (
                "the",
                "our",
                "a",
                "at",
                "of",
                "and",
                "&",
                "by",
                "from",
                "with",
                "for",
                "to",
                "in",
                "dear",
                "der",
                "die",
                "das",
                "den",
                "dem",
                "des",
                "kunde",
                "kunden",
                "firma",
                "client",
                "customer",
                "vendor",
            ):
                start += len(words.pop(0)) + 1
            low = [w.lower() for w in words]
            # "Mara Lind of Orvane Shipping": what stands before `of` is part of a name only where it is a word for a body.
            cut = next((i + 1 for i in range(len(low) - 1, 0, -1) if low[i] in _JOINS and low[i - 1] not in _HEADS), 0)
            start += sum(len(word) + 1 for word in words[:cut])
            words, low = words[cut:], low[cut:]
            if not words or low[0] in PUBLIC or all(w in PUBLIC or w in _COMMON or w in OTHER for w in low):
                continue
            plain = all(w in self.english.words or w in OTHER for w in low)
            if sure is None and (any(w in _COMMON for w in low) or (plain and (len(low) == 1 or "Group" in soft))):
                continue
            if sure is None and "Solutions" in soft and plain:
                continue
            yield _org(start, match.end("v"), " ".join(words), 55 if sure else 48, "a company by its tail")

    def _korean(self, text: str) -> Iterator[Mention]:
        marked = "(주)" in text or "㈜" in text or "주식회사" in text
        for match in _KO_MARK.finditer(text) if marked else ():
            group = "after" if match["after"] else "before"
            name = match[group]
            tail = _KO_TAIL_END.search(name)
            size = tail.start() if tail and tail.start() >= 2 else len(name)
            if group == "after" and (suffix := _KO_PARTICLE.search(name)) and suffix.start() >= 3:
                size = min(size, suffix.start())
            if name[:size] not in KO_COMMON:
                yield _org(match.start(group), match.start(group) + size, name[:size], 60, "a company by (주)")
        for word in _KO_WORD.finditer(text):
            at, end = word.span()
            placed = text[end : end + 1].isupper()
            if not placed and not _KO_ANY.search(text, at + 2, end):
                continue
            for pattern, kind in ((_KO_ORG, "org"), (_KO_PLACE, "place")):
                found = pattern.match(text, at)
                if found is None:
                    continue
                stem = found["v"]
                ordinary = stem in self.korean.common or stem in KO_COMMON or stem + found["tail"] in self.korean.words
                if (
                    (ordinary and stem not in _KO_KNOWN)
                    or stem in _KO_PUBLIC
                    or any(stem[i:] in KO_COMMON for i in range(len(stem) - 1))
                ):
                    continue
                yield _org(found.start("v"), found.end("v"), stem, 50, "a name before a word for a company or place")._replace(
                    kind=kind
                )


def _org(start: int, end: int, entity: str, rank: int, why: str) -> Mention:
    return Mention(start, end, entity, "", rank, why, "org", "stem")
