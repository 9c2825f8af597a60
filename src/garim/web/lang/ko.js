// 화면의 말: 한국어. 키는 en.js와 같다 (tests/web/test_lang.py가 확인한다).
// 앞말에 맞는 조사: josa("온새미", "은", "는") → "는". 한글이 아니면 둘 다 쓴다.
const josa = (word, closed, open) => {
  const last = word.charCodeAt(word.length - 1) - 0xac00, end = last % 28;
  if (last < 0 || last > 11171) return `${closed}(${open})`;
  return end && !(end === 8 && closed === "으로") ? closed : open;
};

export default {
  other: "English",
  skip: "입력란으로 건너뛰기",
  // 메뉴
  menu: "메뉴", close: "닫기", newTalk: "새 대화", find: "대화 검색", talks: "지난 대화", noTalks: "아직 대화가 없습니다.", nothingFound: "검색 결과가 없습니다.",
  pageRecords: "내 기록", pageTalk: "대화", pageWords: "사내 용어", pageRetro: "연간 돌아보기", pageRecord: "감사 기록", pageReview: "검토", pageSetup: "모델 연결",
  rename: "이름 변경", remove: "삭제", removeSure: "이 대화를 삭제할까요? 되돌릴 수 없습니다.", exportOwn: "원본으로 내보내기", exportLeft: "가린 상태로 내보내기", more: "더 보기",
  give: "학습 데이터로 제공", takeBack: "학습 데이터에서 제외", giveSure: "지금까지의 대화를 이름과 사내 용어를 가린 상태로 사내 모델 학습에 제공합니다. 제공할까요?",
  // 쓰기
  yours: "작성한 내용", leaves: "전송될 내용", placeholder: "질문, SQL, 코드, 로그, 회의록, 메일을 그대로 붙여 넣으세요.", send: "보내기", stop: "중지", sending: "전송 중…",
  sample: "예시 넣기", nothing: "실제로 전송될 내용이 여기에 표시됩니다.", clean: "가릴 내용이 없습니다.", looking: "확인 중…",
  counted: (n, kinds) => `${n}곳을 가렸습니다: ${kinds}`, keptCount: (n) => `그대로 전송 ${n}곳`, legendHead: "함께 전송되는 용어 설명",
  hint: "색칠된 부분을 누르면 이유를 보고 바꿀 수 있습니다. 텍스트를 선택하면 가릴 수 있습니다.", files: "파일 첨부", fileRead: (n) => `${n.toLocaleString()}자`, fileRemove: (name) => `${name} 첨부 취소`, drop: "여기에 놓으세요", reading: "파일을 읽는 중…",
  bigPaste: "내용이 길어 파일로 첨부했습니다.", shortcut: "Ctrl+Enter로 보내기", edit: "수정", editing: "질문을 수정하고 있습니다. 이전 질문과 답변은 그대로 남습니다.", cancel: "취소", save: "저장",
  unsaved: "아직 저장되지 않았습니다. 서버에 연결되면 저장합니다.", draftElsewhere: "다른 탭이나 기기에서 이 내용을 수정했습니다.", takeTheirs: "그 내용 불러오기", keepMine: "이 내용 유지",
  // 모델
  model: "모델", noModel: "모델 없음", trust: { outside: "회사 외부로 전송 (가린 내용만)", inside: "회사 내부에서만 처리", local: "이 컴퓨터에서만 처리", nowhere: "전송 불가" },
  trustShort: { outside: "회사 외부", inside: "회사 내부", local: "이 컴퓨터" }, embedded: "내장 데모 모델은 짧은 영어 문장만 만듭니다. 실제 모델을 연결해서 쓰세요.", goConnect: "모델 연결",
  routed: (where) => `회사 정책: 전송 범위가 ‘${where}’까지로 제한됩니다.`,
  // 가린 곳
  point: "가린 부분", original: "원본", standsFor: "대체어", why: "이유", showHere: "이번만 그대로 전송", showTalk: "이 대화에서 그대로 전송", hideAgain: "다시 가리기", isPublic: "공개 용어로 등록", isOurs: "사내 용어로 등록",
  hideHere: "이번만 가리기", hideTalk: "이 대화에서 가리기", locked: "회사 정책상 이 종류는 그대로 전송할 수 없습니다.", shown: "그대로 전송되는 단어", selected: "선택한 텍스트", taught: "사내 용어로 등록했습니다.", proposed: "등록을 제안했습니다. 용어 관리자가 검토합니다.",
  markLabel: (kind, surrogate) => `${kind}, 대체어 ${surrogate}`, keptLabel: (word) => `그대로 전송: ${word}`,
  // 답
  you: "나", answer: "답변", waiting: "답변을 기다리는 중…", showLeft: "전송된 내용 보기", hideLeft: "원본 보기", showRaw: "복원 전 답변 보기", hideRaw: "복원된 답변 보기", copy: "복사", copied: "복사됨", retry: "다시 질문", listen: "음성으로 듣기", quiet: "듣기 중지",
  branch: (n, of) => `${of}개 중 ${n}번째`, previous: "이전", next: "다음", stopped: "여기서 중지했습니다.", cut: "답변이 중간에 끊겼습니다. 위 내용은 완성된 답변이 아닙니다.", failed: "답변을 받지 못했습니다.", answeredBy: (model, where) => `${model} · ${where}`,
  image: (alt) => `[이미지: ${alt || "설명 없음"} · 불러오지 않음]`, goesTo: (host) => `${host} 링크`, codeOf: (lang) => `${lang} 코드`,
  // 파일
  imageAsIs: "이미지 · 가리지 않고 전송", imageLeaves: "이미지는 가리지 않고 그대로 전송됩니다.", imageRefused: "이미지는 보낼 수 없습니다. 이미지 속 글자는 가릴 수 없기 때문입니다. 필요한 내용을 텍스트로 입력해 주세요.", fileRefused: (name) => `${name}: 읽을 수 없는 파일입니다.`, tooLarge: "파일이 너무 큽니다. 30MB까지 첨부할 수 있습니다.", chooseFile: "파일 선택",
  // 로그인
  signOut: "로그아웃", signIn: "로그인", signInCompany: "회사 계정으로 로그인", signInKey: "키로 로그인", signInWhy: "이 Garim은 로그인해야 사용할 수 있습니다.", key: "Garim 키", signInAgain: "로그인이 만료되었습니다. 다시 로그인해 주세요. 작성하던 내용은 그대로 있습니다.", wrongKey: "등록되지 않은 키입니다.",
  lost: "Garim 서버에 연결할 수 없습니다. 작성하던 내용은 이 화면에 그대로 있으며, 연결되면 저장합니다.", back: "서버에 다시 연결되었습니다.",
  // 사내 용어
  wordsHead: "사내 용어", wordsWhy: "여기에 등록한 용어는 어디에 나오든 가립니다.", findWord: "용어 검색", addWord: "용어 추가", term: "용어", kind: "종류", aliases: "다른 표기 (쉼표로 구분)", means: "일반적인 의미 (모델에 전달)", add: "추가", added: "추가했습니다.", ordinary: (word) => `‘${word}’${josa(word, "은", "는")} 흔한 단어라서 일반적인 문장에서도 가려질 수 있습니다.`,
  fired: (n) => `${n}번 가림`, neverFired: "아직 쓰이지 않음", most: "자주 가린 용어", importHead: "파일로 가져오기", importWhy: "JSONL 또는 CSV 파일을 고르면 추가하기 전에 내용을 미리 보여 줍니다.", importFile: "파일 선택", importNew: (n) => `새 용어 ${n}개`, importKnown: (n) => `이미 등록된 용어 ${n}개`, importBad: (n) => `읽지 못한 줄 ${n}개`, importDo: (n) => `${n}개 추가`,
  proposals: "동료의 제안", noProposals: "제안이 없습니다.", accept: "수락", decline: "거절", proposedBy: (who) => `${who || "이 컴퓨터"} 제안`, asPublic: "공개 용어로 등록", asOurs: "사내 용어로 등록", publicWords: "공개 용어",
  bench: "테스트", benchWhy: "텍스트를 넣으면 무엇이 왜 가려지는지 보여 줍니다. 외부로 전송하지 않습니다.", benchText: "테스트할 텍스트", benchRun: "확인", benchOrdinary: "이 중 흔한 단어", wordsCount: (n) => `등록된 용어 ${n.toLocaleString()}개`, nowhereWords: "아직 용어 파일이 없습니다. 용어를 추가하면 만들어집니다.",
  // 감사 기록
  recordHead: "감사 기록", recordWhy: "처리 내역만 기록합니다. 주고받은 내용은 남기지 않습니다.", days: (n) => `최근 ${n}일`, exchanges: "전송", hiddenPlaces: "가린 곳", refusals: "차단", failures: "실패", perDay: "일별 전송 횟수", byKind: "가린 종류", byUpstream: "전송 대상", byModel: "모델", latest: "최근 기록", number: "번호", time: "시각", status: "결과", detail: "상세", verify: "기록 무결성 확인", verified: (n) => `기록 ${n.toLocaleString()}건에 이상이 없습니다.`, broken: (n) => `${n}번 기록부터 맞지 않습니다.`, noRecord: "아직 기록이 없습니다.", statuses: { sent: "전송", refused: "차단", failed: "실패", cancelled: "취소", waiting: "검토 대기", approved: "승인", changed: "수정 후 승인", start: "서버 시작", policy: "정책 적용", review: "검토 처리", client_key: "키 발급·폐기", forget: "삭제", retention: "보관 기간 만료 삭제", rotation: "암호화 키 교체", record: "기록 내보내기", restore_other: "다른 사람 복원", began_anew: "기록 새로 시작", corpus: "말뭉치 반출", training: "학습 데이터 제공" }, ownTime: "평균 처리 시간", older: "이전 기록 더 보기", chartLabel: "일별 전송 횟수 그래프", hash: "해시",
  // 돌아보기
  retroHead: "연간 돌아보기", retroWhy: "내 기록으로만 만들고 나만 볼 수 있습니다. 내용은 남기지 않고 용도만 암호화해 저장합니다.", retroYear: "연도", retroAgainst: "비교 연도", retroZone: "시간대", retroSave: (form) => `${form} 다운로드`, retroWrite: (year) => `${year}년 회고 작성`, retroMonths: "월별 질문", retroMonth: "월", retroHours: "시간대별", retroWeeks: "주별", retroWhat: "용도", retroPlaces: "회사 외부·내부", retroLanguages: "질문 언어", retroUnknown: "알 수 없음",
  retroFigures: { exchanges: "질문", outside: "외부 전송", hidden: "가린 곳", changed: "직접 수정한 질문", let: "그대로 보낸 단어", hid: "직접 가린 단어", answers: "받은 답변", kept: "활용한 답변", copied: "복사한 답변", retried: "다시 질문", refused: "차단된 질문", broken: "끊긴 답변" },
  retroPurposes: { code: "코드 작성", fault: "오류 해결", architecture: "구조 파악·설계", sql: "SQL", writing: "문서 작성", learning: "학습", other: "기타", unknown: "알 수 없음" },
  retroEmpty: (year) => `${year}년에 보낸 질문이 없습니다.`, retroOnlyOthers: (year, refused, others) => `${year}년에 모델에 보낸 질문은 없습니다. 차단된 질문 ${refused}건, 그 밖의 호출 ${others}건만 있습니다.`, retroThere: (years) => `기록이 있는 다른 연도: ${years}`, retroKeptFrom: (day) => `${day} 이전 기록은 보관 기간이 지나 삭제되었습니다.`, retroDamaged: (n) => `열 수 없는 암호화 문서 ${n}건은 제외했습니다.`, retroUnknownCount: (n) => `용도를 알 수 없는 질문이 ${n}건 있습니다.`, retroRunning: (year) => `${year}년은 아직 진행 중입니다.`,
  retroCorrect: "용도 수정", retroCorrectWhy: (n) => `이 컴퓨터에서 자동으로 분류했습니다. 확실하지 않은 질문이 ${n}건 있습니다. 직접 수정하면 그 값을 사용합니다.`, retroWhich: "표시할 항목", retroUnsure: "확실하지 않은 항목", retroAll: "전체", retroNone: "표시할 질문이 없습니다.", retroNoText: (model) => `내용 없음 · ${model}`, retroYours: "직접 지정", retroTeam: "팀 합계", retroTeamWhy: "나를 제외한 다섯 명 이상의 합계를, 지난달까지만 보여 줍니다. 용도와 모델은 해가 끝난 뒤에 표시됩니다.", retroTeamShow: "팀 합계 보기", retroTeamFew: "다섯 명 미만이라 표시하지 않습니다.",
  // 검토
  reviewHead: "검토", reviewWhy: "회사 정책에 따라 전송하기 전에 다른 사람의 검토가 필요한 내용입니다.", noReviews: "검토를 기다리는 내용이 없습니다.", approve: "승인", refuse: "반려", refuseWhy: "반려 사유", hideMore: "추가로 가릴 내용 (한 줄에 하나)", reviewBy: (who) => `${who || "이 컴퓨터"} 요청`, whatLeaves: "전송될 내용", whatWas: "원본", waitingReview: "검토를 기다리고 있습니다. 승인되면 다시 전송하세요.", reviewed: "처리했습니다.", reviewLink: "검토 화면 열기", seenSend: "확인했습니다. 전송", sendAgain: "다시 전송",
  // 모델 연결
  setupHead: "모델 연결", setupWhy: "모델을 추가하면 바로 대화에서 쓸 수 있습니다.", upstreams: "연결된 모델 서버", addUpstream: "모델 서버 추가", name: "이름", url: "주소", apiKey: "API 키", protocol: "API 형식", where: "위치", test: "연결 테스트", tested: (n) => `연결되었습니다. 모델이 ${n}개 있습니다.`, chooseModels: "사용할 모델", write: "저장하고 사용", wrote: (path) => `${path}에 저장했습니다. 지금부터 사용할 수 있습니다.`, tomlHead: "저장된 설정", keyKept: "API 키는 소유자만 읽을 수 있는 별도 파일에 저장합니다.", nextWords: "사내 용어를 등록하면 형태만으로 알 수 없는 제품과 시스템 이름도 가립니다.", goWords: "사내 용어 등록", notKeeper: "관리자만 사용할 수 있습니다.", restartOthers: "다른 워커 프로세스는 다시 시작한 뒤에 적용됩니다.", preset: "자동 입력",
  welcome: "업무 내용을 그대로 쓰세요", welcomeWhy: "이름, 코드명, 서버, 비밀번호, 개인정보는 전송하기 전에 가리고, 답변에서는 원래대로 되돌립니다.",
  promise: "‘전송될 내용’에 보이는 것만 전송됩니다.", goesOn: "앞의 대화는 처음 전송된 그대로 함께 전송됩니다.",
  sampleText: "한별해운 여신팀 도하랑 과장님 요청입니다. hanbyeol-prd-db01에서 ORA-00060 교착이 납니다.\n\nSELECT c.CUST_NM, c.MBL_TNO FROM HBADM.TB_HB_CUST_M c WHERE c.CUST_NO = '0019920317';\n\n접속: jdbc:oracle:thin:hb_app/Vel7!kade@//hanbyeol-prd-db01.hanbyeol.internal:1521/HBPRD\n연락처 010-3382-7719, harang.do@hanbyeol.example",
  whyKind: (kind) => `${kind}${josa(kind, "으로", "로")} 보입니다`,
  errors: { bad_input: "처리할 수 없는 입력입니다.", too_large: "허용된 크기를 넘었습니다.", unsupported: "지원하지 않는 형식입니다.", unknown_model: "이 모델을 제공하는 서버가 없습니다.", not_allowed: "키가 없거나 권한이 없습니다.", bad_settings: "설정이 잘못되었습니다.", refused: "회사 정책에 따라 차단되었습니다. 아무것도 전송하지 않았습니다.", guard_tripped: "전송 직전 검사에서 원본이 남아 있어 차단했습니다. 아무것도 전송하지 않았습니다.", broken: "Garim 내부 오류입니다. 아무것도 전송하지 않았습니다.", uncovered: "내용을 끝까지 검사하지 못했습니다. 아무것도 전송하지 않았습니다.", vault_failed: "저장소를 사용할 수 없습니다. 아무것도 전송하지 않았습니다.", upstream_failed: "모델 서버에서 오류가 발생했습니다.", upstream_busy: "모델 서버가 혼잡합니다. 잠시 뒤 다시 시도하세요.", upstream_cut: "답변이 중간에 끊겼습니다.", upstream_slow: "모델 서버가 응답하지 않습니다.", review_needed: "회사 정책에 따라 먼저 확인이 필요합니다. 아무것도 전송하지 않았습니다.", over_limit: "정해진 사용량을 넘었습니다. 잠시 뒤 다시 시도하세요." },
};
