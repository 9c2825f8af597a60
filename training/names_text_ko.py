"""Office Korean made on the spot: mail, tickets, forms, minutes, code review and logs, with names and, as often, without.

The names are drawn from lists of given names and surnames; half of the sentences look like the others but hold no name,
so that a tagger learns that 담당 부서, 신규 사원 and 이미지 파일 are nobody.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from importlib.resources import files

Spans = tuple[tuple[int, int, str], ...]

SURNAMES = (
    "김" * 8
    + "이" * 6
    + "박" * 4
    + "최" * 3
    + "정" * 3
    + "강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진나지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용"
)
TITLES = "과장 대리 부장 팀장 차장 사원 주임 선임 책임 수석 이사 상무 전무 대표 사장 실장 본부장 센터장 소장 반장 교수 변호사 매니저 프로 연구원 님 씨".split()
JOSA = ["은는", "이가", "을를", "과와", "이랑랑", "으로로"]
FREE = ["의", "에게", "한테", "께서", "도", "만", "님이", "님은", "님께", "씨가", "씨는", ""]
FOREIGN = (
    "마이클 제니퍼 크리스 다니엘 소피아 알렉스 브라이언 케빈 올리비아 토마스 스티브 에밀리 존슨 데이비드 산제이 니콜라스 안드레아 프리야 왕웨이 리나 "
    "유키 하루토 사쿠라 응우옌 알렉산더 로버트 제임스 메리 안나 마르코 루카스 페드로 호세 카를로스 이반 드미트리 올가 타냐 라제시 아미트 수닐 모하메드 아흐메드"
).split()
SUBJECTS = (
    "배치 서버 결제 정산 로그 화면 계정 권한 인증서 방화벽 스토리지 백업 이관 배포 테스트 장애 쿼리 인덱스 테이블 세션 커넥션 캐시 큐 알림 문서 회의록 일정 예산 견적 "
    "계약서 청구서 보고서 이미지 파일 메일 주문 배송 환불 쿠폰 상품 재고 고객 회원 신청서 양식 약관 공지 지표 대시보드 스크립트 모듈 함수 클래스 변수 브랜치 커밋 이슈 "
    "티켓 요청 응답 토큰 헤더 게이트웨이 쿠버네티스 도커 카프카 레디스 오라클 젠킨스 엘라스틱서치 스프링 리액트 하이버네이트 톰캣 프로메테우스 그라파나 컨테이너 클러스터 "
    "노드 파드 인그레스 파티션 시퀀스 트리거 프로시저 트랜잭션 롤백 데드락 타임아웃 인스턴스 리전 버킷 파이프라인 스케줄러 워커 스레드 메모리 디스크 네트워크 라우터 스위치"
).split()
LOANS = (
    "테넌트 기프트 기프트카드 알람 로그 대시보드 컨트롤러 인터셉터 리포지토리 엔티티 마이그레이션 오토스케일링 로드밸런서 페이로드 엔드포인트 콜백 웹훅 프록시 미들웨어 핸들러 "
    "리스너 어댑터 팩토리 빌더 싱글턴 데몬 크론 배포판 커널 드라이버 펌웨어 센서 모터 밸브 컨베이어 스핀들 라이선스 바우처 마일리지 포인트 멤버십 캐시백 리워드 쿠폰 "
    "아메리카노 라떼 샌드위치 파스타 리조또 김치찌개 된장찌개 제육볶음 떡볶이 순대국 비빔밥 냉면 칼국수 수제비 소주 맥주 와인 위스키 초콜릿 케이크 마카롱 "
    "나이트 브라우저 위젯 팝업 배너 슬라이더 체크박스 드롭다운 툴팁 모달 폰트 아이콘 썸네일 스크린샷 녹화본 자막 더빙 예고편 시나리오 애니메이션 뮤지컬 콘서트 페스티벌 "
    "정규식 초기화 직렬화 역직렬화 암호화 복호화 이중화 분산락 낙관적락 비관적락 스냅샷 체크포인트 롤업 집계 피벗 조인 서브쿼리 윈도함수 힌트 실행계획 풀스캔 옵티마이저"
).split()
HEADERS = (
    "고객명 담당자 휴대폰 월요금 부서 사번 직급 주소 이메일 등록일 상태 비고 금액 계좌 생년월일 성명 지역 등급 구분 수량 "
    "임대인 임차인 매도인 매수인 학부모 보호자 운전자 신청인 수취인 예금주 상호 이메일 연소득 연봉 신용점수 고용보험 건강보험 국민연금 산재보험 최종수정 최초등록 이동주차 불법주차 구여권 신여권 "
    "병록번호 로트번호 품번 도면번호 송장번호 이진탐색 정수형 문자형 실수형 신호등 신호 최우수 우수사원 공지사항 안내문 유의사항 이용약관 개인정보 주민번호 면허증 등본 초본 인감 위임장"
).split()
ACTIONS = (
    "확인 부탁드립니다|오류가 발생했습니다|점검 중입니다|변경되었습니다|이상 없습니다|지연되고 있습니다|완료했습니다|재시작했습니다|검토가 필요합니다|정상 처리됐습니다|"
    "조회가 안 됩니다|누락된 것 같습니다|다음 주로 미뤘습니다|원인을 찾고 있습니다|수정해 주세요|공유드립니다|반영 예정입니다|주석 처리했습니다"
).split("|")
GROUPS = "인사 재무 회계 총무 영업 기획 개발 운영 보안 품질 구매 법무 감사 홍보 전략 여신 수신 심사 정산 전산 물류 고객지원 인프라 데이터 플랫폼 결제 상품 마케팅".split()
ORG_HEADS = "한빛솔 새누리 동강 미래온 대성원 가온누리 청람 세종우 하늘빛 유성진 태강 신우림 금빛 바른길 코어빌 넥스브릿지 이노베스트 그린웨이브 아이비온 솔브레인".split()
ORG_TAILS = (
    "은행 증권 보험 카드 캐피탈 물산 정밀 전자 건설 제약 병원 시스템즈 소프트 컨설팅 로직스 푸드 테크 물류 산업 상사".split()
)
PLACES = "서울 부산 대전 광주 인천 수원 성남 분당 판교 창원 전주 청주 춘천 제주 용인 이천 서산 여의도 강남 구로".split()


class Maker:
    """Makes sentences from a fixed seed."""

    def __init__(self, seed: int) -> None:
        lists = json.loads((files("garim.detect") / "data" / "names_ko.json").read_bytes())
        self.given = lists["given_sure"].split()
        self.rare = lists["given_seen"].split()
        self.dice = random.Random(seed)
        self.out: list[str] = []
        self.spans: list[tuple[int, int, str]] = []

    def put(self, text: str, what: str = "") -> None:
        """Append a piece, marked as a name of some sort or plain."""
        start = sum(map(len, self.out))
        self.out.append(text)
        if what:
            self.spans.append((start, start + len(text), what))

    def pick(self, options: list[str]) -> str:
        """One of the options."""
        return self.dice.choice(options)

    def person(self) -> str:
        """A full name."""
        given = self.pick(self.given if self.dice.random() < 0.75 else self.rare)
        roll = self.dice.random()
        if roll < 0.05:
            return self.pick(["남궁", "황보", "제갈", "선우", "사공", "독고"]) + given
        return self.dice.choice(SURNAMES) + (given if roll < 0.95 else given[1])

    def josa(self, word: str) -> str:
        """A particle that agrees with the word before it."""
        if self.dice.random() < 0.5:
            return self.pick(FREE)
        pair = self.pick(JOSA)
        half = len(pair) // 2 if pair != "이랑랑" and pair != "으로로" else 2
        final = (ord(word[-1]) - 0xAC00) % 28
        return pair[:half] if final else pair[half:]

    def name(self, tail: bool = True) -> None:
        """A person, perhaps with a title, perhaps with a particle."""
        roll = self.dice.random()
        word = self.pick(FOREIGN) if roll < 0.1 else self.pick(self.given) if roll < 0.2 else self.person()
        self.put(word, "PS")
        if roll < 0.2:
            self.put(self.pick(["님", "님이", "씨", "씨는", "님께", "가" if (ord(word[-1]) - 0xAC00) % 28 == 0 else "이"]))
        elif self.dice.random() < 0.55:
            self.put(self.pick([" ", " ", ""]) + self.pick(TITLES) + self.pick(["", "", "님", "님이", "이", "에게", "께", "은"]))
        elif tail:
            self.put(self.josa(word))

    def plain(self) -> None:
        """A clause without a name."""
        if self.dice.random() < 0.3:
            self.put(
                f"{self.pick(self.dice.choice([LOANS, HEADERS]))}{self.pick(['', ' ', ',', '(3)', ' 관련 ', '랑 ', '에 ', '을(를) ', ' 카드 ', ' 때문에 ', ' 추천 ', ' 앱 ', ' 설정 '])}"
            )
        self.put(
            f"{self.pick(SUBJECTS)} {self.pick(SUBJECTS)}{self.pick(['', ' 관련', ' 건', '에서', ' 쪽', '의'])} {self.pick(ACTIONS)}"
        )

    def sentence(self) -> tuple[str, Spans]:
        """One text and its spans."""
        self.out, self.spans = [], []
        forms: list[Callable[[], None]] = [
            self._mail,
            self._form,
            self._minutes,
            self._log,
            self._list,
            self._org,
            self._form_without,
            self._plain_text,
            self._roles_without,
            self._cells,
            self._cells_without,
            self._titles_without,
        ]
        self.dice.choice(forms)()
        return "".join(self.out), tuple(self.spans)

    def _mail(self) -> None:
        self.name()
        self.put(" ")
        self.plain()
        if self.dice.random() < 0.4:
            self.put(". ")
            self.name()
            self.put(" 확인했습니다.")

    def _form(self) -> None:
        self.put(
            self.pick(
                [
                    "담당: ",
                    "담당자 ",
                    "작성: ",
                    "작성자: ",
                    "승인 ",
                    "요청자: ",
                    "고객명: ",
                    "성명 : ",
                    "예금주 ",
                    "수신: ",
                    "보고자 ",
                    "작업자: ",
                    "검증 ",
                ]
            )
        )
        self.put(self.person(), "PS")
        self.put(
            self.pick([" / ", ", ", "\n", " (", " "])
            + self.pick(["일시: 2024-03-02", "010-1234-5678", "서버: db01", "부서: 운영팀", "내용: "])
        )
        if self.dice.random() < 0.5:
            self.plain()

    def _minutes(self) -> None:
        self.put(self.pick(["21:04 ", "- ", "[회의] ", "* "]))
        self.put(self.person(), "PS")
        self.put(self.pick([": ", " - ", " 제안으로 ", " 말로는 ", " 합류, ", "님 의견: "]))
        self.plain()

    def _log(self) -> None:
        self.put(f"2024-0{self.dice.randint(1, 9)}-1{self.dice.randint(0, 9)} {self.pick(['ERROR', 'WARN', 'INFO'])} ")
        self.plain()
        if self.dice.random() < 0.4:
            self.put(" 담당 ")
            self.put(self.person(), "PS")

    def _list(self) -> None:
        self.put(self.pick(["참석: ", "참석자 ", "대상자: ", "명단 "]))
        for i in range(self.dice.randint(2, 5)):
            self.put(", " if i else "")
            self.put(self.person(), "PS")

    def _org(self) -> None:
        self.put(self.pick(["", "고객사 ", "협력사 ", "거래처 "]))
        self.put(self.pick(ORG_HEADS) + self.pick(ORG_TAILS), "OG")
        self.put(self.pick(["의 ", "에서 ", " ", "은 "]))
        if self.dice.random() < 0.4:
            self.name(tail=False)
            self.put(" ")
        if self.dice.random() < 0.3:
            self.put(self.pick(PLACES), "LC")
            self.put(self.pick(["에서 ", " 센터 ", "의 "]))
        self.plain()

    def _form_without(self) -> None:
        self.put(
            self.pick(["담당: ", "담당 ", "작성 ", "승인 ", "요청 ", "대상: ", "내용: ", "구분 ", "고객 ", "항목: ", "상태 : "])
        )
        self.put(
            self.pick(SUBJECTS)
            + self.pick([" 점검", " 확인", "팀", " 부서", " 이관", "", " 변경", " 등록"])
            + self.pick([" / ", ", ", "\n", ""])
        )
        self.plain()

    def _plain_text(self) -> None:
        for _ in range(self.dice.randint(1, 3)):
            self.plain()
            self.put(self.pick([". ", ".\n", ", "]))

    def _roles_without(self) -> None:
        group = self.pick(GROUPS)
        self.put(
            f"{group} {self.pick(['담당자', '팀장', '부서장', '담당', '직원', '사원', '팀'])}{self.pick(['에게', '이', '은', '님께', '와'])} "
        )
        self.plain()

    def _cells(self) -> None:
        for _ in range(self.dice.randint(1, 3)):
            self.put(f"{self.dice.randint(10000, 99999)},")
            self.put(self.person(), "PS")
            self.put(f",010-{self.dice.randint(1000, 9999)}-{self.dice.randint(1000, 9999)}\n")

    def _cells_without(self) -> None:
        self.put(",".join(self.pick(self.dice.choice([SUBJECTS, LOANS, HEADERS])) for _ in range(self.dice.randint(3, 6))) + "\n")
        self.put(",".join(str(self.dice.randint(1, 9999)) for _ in range(4)))

    def _titles_without(self) -> None:
        self.put(
            self.pick(
                [
                    "신규 사원",
                    "현장 소장",
                    "담당 과장",
                    "전 직원",
                    "이번 담당자",
                    "해당 팀장",
                    "각 부서장",
                    "주요 고객",
                    "우수 사원",
                    "전문 변호사",
                    "이사장",
                    "부팀장",
                    "신임 대표",
                ]
            )
        )
        self.put(self.pick([" 교육 ", "에게 ", " 대상 ", "은 ", " 회의 "]))
        self.plain()


PAIRS = {"은": "은는", "는": "은는", "이": "이가", "가": "이가", "을": "을를", "를": "을를", "과": "과와", "와": "과와"}


def swap(text: str, spans: Spans, dice: random.Random) -> tuple[str, Spans]:
    """The same sentence with other people in it: each name gets another of its shape, and the particle after it agrees."""
    maker = Maker(dice.randrange(1 << 30))
    out, moved, at, told = "", list[tuple[int, int, str]](), 0, dict[str, str]()
    for start, end, what in spans:
        out += text[at:start]
        value = text[start:end]
        if what == "PS" and all("가" <= c <= "힣" for c in value) and 2 <= len(value) <= 5:
            korean = len(value) == 3 and value[0] in SURNAMES
            value = told.setdefault(
                value, maker.person() if korean else maker.pick(FOREIGN) if len(value) > 2 else maker.pick(maker.given)
            )
        moved.append((len(out), len(out) + len(value), what))
        out, at = out + value, end
        pair = PAIRS.get(text[end : end + 1])
        if what == "PS" and pair and not "가" <= text[end + 1 : end + 2] <= "힣" and "가" <= value[-1] <= "힣":
            out, at = out + pair[(ord(value[-1]) - 0xAC00) % 28 == 0], end + 1
    return out + text[at:], tuple(moved)


def sentences(count: int) -> list[tuple[str, Spans]]:
    """`count` made texts with their spans (start, end, PS | OG | LC); always the same ones."""
    maker = Maker(11)
    return [maker.sentence() for _ in range(count)]
