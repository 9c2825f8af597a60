// 화면의 말: 한국어. 키는 en.js와 같다 (tests/web/test_lang.py가 확인한다).
export default {
  other: "English",
  skip: "글쓰기로 건너뛰기",
  // 메뉴
  menu: "메뉴", close: "닫기", newTalk: "새 대화", find: "대화 찾기", talks: "지난 대화", noTalks: "아직 대화가 없습니다.", nothingFound: "찾는 대화가 없습니다.",
  pageRecords: "내 기록", pageTalk: "대화", pageWords: "회사 단어", pageRetro: "한 해 돌아보기", pageRecord: "무슨 일이 있었나", pageReview: "검토", pageSetup: "연결",
  rename: "이름 바꾸기", remove: "지우기", removeSure: "이 대화를 지울까요? 되돌릴 수 없습니다.", exportOwn: "내 말로 내보내기", exportLeft: "가린 글로 내보내기", more: "더 보기",
  give: "학습용으로 내주기", takeBack: "학습에서 빼기", giveSure: "여기까지의 대화를, 이름과 회사 단어를 가린 채로 사내 모델 학습에 쓸 수 있게 됩니다. 내줄까요?",
  // 쓰기
  yours: "내 글", leaves: "나갈 글", placeholder: "질문, SQL, 코드, 로그, 회의록, 메일을 그대로 붙여 넣으세요.", send: "물어보기", stop: "멈추기", sending: "보내는 중…",
  sample: "예문 넣어 보기", nothing: "여기에 실제로 나갈 글이 보입니다.", clean: "가릴 것이 없습니다.", looking: "살펴보는 중…",
  counted: (n, kinds) => `${n}곳을 가렸습니다: ${kinds}`, keptCount: (n) => `직접 보이게 한 곳 ${n}`, legendHead: "함께 나가는 한 줄 (모델에게 이름의 뜻을 알려 줍니다)",
  hint: "색칠한 곳을 누르면 이유를 보고 바꿀 수 있습니다. 글을 선택하면 무엇이든 가릴 수 있습니다.", files: "파일 넣기", fileRead: (n) => `${n.toLocaleString()}자`, fileRemove: (name) => `${name} 빼기`, drop: "여기에 놓으세요", reading: "파일을 읽는 중…",
  bigPaste: "긴 글이라 파일로 넣었습니다.", shortcut: "Ctrl+Enter로 보냅니다.", edit: "고치기", editing: "고쳐서 다시 묻는 중입니다. 앞의 글은 그대로 남습니다.", cancel: "그만두기", save: "저장",
  unsaved: "아직 저장되지 않았습니다. 서버에 닿으면 저장합니다.", draftElsewhere: "다른 탭에서 이 글을 고쳤습니다.", takeTheirs: "그 글 가져오기", keepMine: "이 글 남기기",
  // 모델
  model: "모델", noModel: "모델 없음", trust: { outside: "회사 밖으로 나갑니다 (가린 글만)", inside: "회사 안에 머뭅니다", local: "이 컴퓨터를 떠나지 않습니다", nowhere: "나갈 수 없습니다" },
  trustShort: { outside: "회사 밖", inside: "회사 안", local: "이 컴퓨터" }, embedded: "내장 시연 모델은 영어만 조금 합니다. 실제 모델은 ‘연결’에서 더하세요.", goConnect: "모델 연결하기",
  routed: (where) => `회사 규칙: 이 글은 ${where}까지만 갈 수 있습니다.`,
  // 가린 곳
  point: "가린 곳", original: "원래 말", standsFor: "대신 나가는 말", why: "이유", showHere: "이 글에서만 보이기", showTalk: "이 대화에서 보이기", hideAgain: "다시 가리기", isPublic: "공개된 말입니다", isOurs: "우리 회사 말입니다",
  hideHere: "이 글에서만 가리기", hideTalk: "이 대화에서 가리기", locked: "회사 규칙이 이 종류는 보이지 못하게 합니다.", shown: "직접 보이게 한 말", selected: "선택한 글", taught: "회사 단어에 넣었습니다.", proposed: "제안했습니다. 단어를 관리하는 사람이 보고 정합니다.",
  markLabel: (kind, surrogate) => `${kind}, 대신 나가는 말 ${surrogate}`, keptLabel: (word) => `보이게 한 말 ${word}`,
  // 답
  you: "나", answer: "답", waiting: "기다리는 중…", showLeft: "나간 글 보기", hideLeft: "내 글 보기", showRaw: "받은 그대로 보기", hideRaw: "내 말로 보기", copy: "복사", copied: "복사했습니다", retry: "다시 묻기", listen: "읽어 주기", quiet: "그만 읽기",
  branch: (n, of) => `${of}개 중 ${n}번째`, previous: "이전 것", next: "다음 것", stopped: "여기서 멈췄습니다.", cut: "답이 중간에 끊겼습니다. 위 글은 끝까지 온 답이 아닙니다.", failed: "답을 받지 못했습니다.", answeredBy: (model, where) => `${model} · ${where}`,
  image: (alt) => `[그림: ${alt || "이름 없음"} · 불러오지 않음]`, goesTo: (host) => `${host}로 가는 링크`, codeOf: (lang) => `${lang} 코드`,
  // 파일
  imageRefused: "그림은 보낼 수 없습니다. 그림 속의 글은 가릴 수 없기 때문입니다. 글을 옮겨 적어 넣어 주세요.", fileRefused: (name) => `${name}: 읽을 수 없는 파일입니다.`, tooLarge: "너무 큽니다.",
  // 들어가기
  signOut: "나가기", signIn: "들어가기", signInWhy: "이 Garim은 키가 있어야 씁니다.", key: "Garim 키", signInAgain: "키를 다시 넣어 주세요. 쓰던 글은 그대로 있습니다.", wrongKey: "모르는 키입니다.",
  lost: "Garim에 닿지 않습니다. 서버가 켜져 있는지 보세요. 쓰던 글은 이 화면에 그대로 있습니다.", back: "다시 닿았습니다.",
  // 회사 단어
  wordsHead: "회사 단어", wordsWhy: "여기 있는 말은 어디에 있든 가립니다.", findWord: "단어 찾기", addWord: "단어 더하기", term: "단어", kind: "종류", aliases: "다른 이름 (쉼표로)", means: "일반적인 뜻 (모델에게 알려 줍니다)", add: "더하기", added: "더했습니다.", ordinary: (word) => `‘${word}’은 흔한 말입니다. 보통 글에서도 가려질 수 있습니다.`,
  fired: (n) => `${n}번 가림`, neverFired: "아직 나온 적 없음", most: "많이 나온 단어", importHead: "가져오기", importWhy: "JSONL이나 CSV 파일을 먼저 살펴봅니다.", importFile: "파일 고르기", importNew: (n) => `새 단어 ${n}개`, importKnown: (n) => `이미 있는 단어 ${n}개`, importBad: (n) => `읽지 못한 줄 ${n}개`, importDo: (n) => `${n}개 더하기`,
  proposals: "동료의 제안", noProposals: "제안이 없습니다.", accept: "받아들이기", decline: "받지 않기", proposedBy: (who) => `${who || "이 컴퓨터"}의 제안`, asPublic: "공개된 말로", asOurs: "회사 말로", publicWords: "공개된 말",
  bench: "시험해 보기", benchWhy: "글을 넣으면 무엇이 왜 가려지는지 보여 줍니다. 아무것도 나가지 않습니다.", benchText: "시험할 글", benchRun: "살펴보기", benchOrdinary: "이 가운데 흔한 말", wordsCount: (n) => `모두 ${n.toLocaleString()}개`, nowhereWords: "이 서버에는 아직 단어 파일이 없습니다. 더하면 만들어집니다.",
  // 기록
  recordHead: "무슨 일이 있었나", recordWhy: "무엇을 했는지만 남고, 무슨 말이었는지는 남지 않습니다.", days: (n) => `지난 ${n}일`, exchanges: "보낸 횟수", hiddenPlaces: "가린 곳", refusals: "거절", failures: "실패", perDay: "날마다 보낸 횟수", byKind: "가린 종류", byUpstream: "어디로", byModel: "모델", latest: "최근 기록", number: "번호", time: "때", status: "결과", detail: "자세히", verify: "기록이 온전한지 확인", verified: (n) => `기록 ${n.toLocaleString()}개가 모두 온전합니다.`, broken: (n) => `${n}번 기록부터 어긋납니다.`, noRecord: "아직 기록이 없습니다.", statuses: { sent: "보냄", refused: "거절", failed: "실패", cancelled: "그만둠", waiting: "검토 기다림", approved: "승인", changed: "고쳐서 승인" }, ownTime: "Garim이 쓴 시간 (평균)", older: "더 오래된 것", chartLabel: "날마다 보낸 횟수 그래프", hash: "지문",
  // 돌아보기
  retroHead: "한 해 돌아보기", retroWhy: "내 기록만으로 만들고, 나만 봅니다. 글은 남기지 않고 무엇에 썼는지만 봉인해 적어 둡니다.", retroYear: "해", retroAgainst: "비교할 해", retroZone: "시간대", retroSave: (form) => `${form}로 내려받기`, retroMonths: "월별 보낸 질문", retroMonth: "월", retroHours: "시간대별", retroWeeks: "주별", retroWhat: "무엇에 썼나", retroPlaces: "회사 밖과 안", retroLanguages: "질문한 언어", retroUnknown: "알 수 없음",
  retroFigures: { exchanges: "보낸 질문", outside: "회사 밖으로", hidden: "가린 곳", changed: "나갈 글을 고침", let: "보이게 한 말", hid: "직접 가린 말", answers: "받은 답", kept: "쓴 답", copied: "복사한 답", retried: "다시 물음", refused: "막힌 질문", broken: "끊긴 질문" },
  retroPurposes: { code: "코드 작성", fault: "오류 찾기", architecture: "구조 이해와 설계", sql: "SQL", writing: "글쓰기", learning: "배우기", other: "그 밖", unknown: "알 수 없음" },
  retroEmpty: (year) => `${year}년에 보낸 질문이 없습니다.`, retroThere: (years) => `기록이 있는 해: ${years}`, retroKeptFrom: (day) => `${day} 이전의 기록은 더는 보관하지 않습니다.`, retroDamaged: (n) => `열리지 않는 봉인 문서 ${n}개는 여기에 없습니다.`, retroUnknownCount: (n) => `용도를 적어 두지 않은 질문이 ${n}개 있습니다.`, retroRunning: (year) => `${year}년은 아직 끝나지 않았습니다.`,
  retroCorrect: "용도 바로잡기", retroCorrectWhy: (n) => `이 컴퓨터에서 짐작한 것입니다. 확실하지 않은 것이 ${n}개 있습니다. 바로잡으면 그대로 따릅니다.`, retroWhich: "볼 것", retroUnsure: "확실하지 않은 것", retroAll: "모두", retroNone: "여기에 볼 질문이 없습니다.", retroNoText: (model) => `글은 보관하지 않습니다 · ${model}`, retroYours: "직접 정함", retroTeam: "팀 합계", retroTeamWhy: "나를 빼고 다섯 명 이상의 합계만, 끝난 달만 보입니다. 용도와 모델은 해가 끝난 뒤에 보입니다.", retroTeamShow: "팀 합계 보기", retroTeamFew: "다섯 명이 되지 않아 보여 주지 않습니다.",
  // 검토
  reviewHead: "검토", reviewWhy: "회사 규칙이 두 번째 눈을 요구하는 글입니다.", noReviews: "기다리는 글이 없습니다.", approve: "승인", refuse: "거절", refuseWhy: "거절하는 까닭", hideMore: "더 가릴 말 (줄마다 하나)", reviewBy: (who) => `${who || "이 컴퓨터"}가 보냄`, whatLeaves: "나갈 글", whatWas: "원래 글", waitingReview: "검토를 기다리고 있습니다. 승인되면 다시 보내면 됩니다.", reviewed: "정했습니다.", reviewLink: "검토 보기", seenSend: "확인했고 보냅니다", sendAgain: "다시 보내기",
  // 연결
  setupHead: "연결", setupWhy: "모델을 더하면 여기서 바로 물을 수 있습니다.", upstreams: "연결된 곳", addUpstream: "모델 연결 더하기", name: "이름", url: "주소", apiKey: "API 키", protocol: "말하는 방식", where: "어디에 있습니까", test: "확인하기", tested: (n) => `닿았습니다. 모델 ${n}개가 있습니다.`, chooseModels: "쓸 모델", write: "저장하고 쓰기", wrote: (path) => `${path}에 적었습니다. 지금부터 쓸 수 있습니다.`, tomlHead: "적은 내용", keyKept: "키는 이 서버의 파일(소유자만 읽음)에 따로 둡니다.", nextWords: "회사 단어를 더하면 이름 없는 제품과 시스템도 가립니다.", goWords: "회사 단어로 가기", notKeeper: "이것은 Garim을 관리하는 사람만 할 수 있습니다.", restartOthers: "다른 작업자는 다시 켠 뒤에 씁니다.", preset: "미리 채우기",
  welcome: "회사 이야기를 그대로 쓰세요", welcomeWhy: "이름, 코드명, 서버, 비밀번호, 개인정보는 나가기 전에 가려지고, 답은 원래 말로 돌아옵니다.",
  promise: "나가는 것은 ‘나갈 글’뿐입니다.",
  sampleText: "한별해운 여신팀 도하랑 과장님 요청입니다. hanbyeol-prd-db01에서 ORA-00060 교착이 납니다.\n\nSELECT c.CUST_NM, c.MBL_TNO FROM HBADM.TB_HB_CUST_M c WHERE c.CUST_NO = '0019920317';\n\n접속: jdbc:oracle:thin:hb_app/Vel7!kade@//hanbyeol-prd-db01.hanbyeol.internal:1521/HBPRD\n연락처 010-3382-7719, harang.do@hanbyeol.example",
  kinds: { org: "회사", product: "제품", project: "프로젝트", host: "호스트", hostname: "호스트", host_fqdn: "호스트", domain: "도메인", network: "주소 대역", ipv4: "IP 주소", ipv6: "IP 주소", mac: "MAC 주소", database: "데이터베이스", db_object: "테이블", db_user: "DB 계정", column: "컬럼", package: "패키지", service: "서비스", repository: "저장소", ticket: "티켓", document: "문서", account: "계정", kr_account: "계좌", bank_number: "계좌", person: "사람", place: "장소", employee_id: "사번", email: "메일", customer: "고객", location: "장소", phone: "전화번호", kr_phone: "전화번호", card: "카드번호", kr_rrn: "주민번호", kr_brn: "사업자번호", kr_corp: "법인번호", kr_passport: "여권번호", kr_driver: "면허번호", kr_plate: "차량번호", kr_branch: "지점", address: "주소", kr_address_road: "주소", kr_address_lot: "주소", us_address: "주소", uk_address: "주소", jp_address: "주소", eu_address: "주소", date_of_birth: "생년월일", age: "나이", record_id: "번호", reference_no: "번호", case_no: "사건번호", login_id: "아이디", national_id: "신분번호", secret: "비밀값", password: "비밀번호", url_host: "호스트", user_path: "사용자 폴더", install_path: "폴더", unc_path: "공유 폴더", iban: "계좌", vin: "차대번호", told: "직접 가림", unknown: "모르는 말", lookalike: "대신하는 말과 같은 말", word: "회사 말", social_handle: "계정 이름", windows_account: "윈도 계정", ssh_target: "접속 대상", geo: "좌표", imei: "기기번호", crypto_wallet: "지갑 주소", swift_bic: "은행 코드", medical_record: "진료번호", insurance_no: "보험번호", passport: "여권번호", driver_licence: "면허번호", aws_account: "AWS 계정", aws_resource: "AWS 자원", slack_channel: "슬랙 채널" },
  whys: [
    [/^has the form of/, (kind) => `${kind}의 모양입니다`],
    [/^lexicon term in an identifier/, "식별자 안의 회사 단어"], [/^lexicon term/, "회사 단어"], [/^lexicon person/, "회사 단어에 있는 사람"], [/^lexicon abbreviation/, "회사 단어의 줄임말"], [/^lexicon phrase/, "회사 단어의 구절"], [/^lexicon name before a number/, "회사 단어 뒤의 번호"],
    [/^name of a lexicon person/, "회사 단어에 있는 사람의 이름"], [/^handle of a lexicon person/, "회사 사람의 아이디"], [/^family name of a lexicon person/, "회사 사람의 성"], [/^family name of a person/, "글에 나온 사람의 성, 직함 앞"],
    [/^host name on a lexicon pattern/, "회사 호스트 이름의 모양"], [/^part of a database object/, "테이블 이름에 든 회사 말"], [/^account whose prefix/, "회사 이름을 줄인 계정"], [/^stands under a name/, "무엇인지 알려 주는 이름(열, 키) 아래에 있습니다"], [/^found elsewhere/, "대화의 다른 곳에서 찾은 말"],
    [/^hidden by hand/, "직접 가렸습니다"], [/^equals a surrogate/, "앞에서 쓴 대신하는 말과 같습니다"], [/^an ordinary word that is a lexicon term/, "흔한 말이지만 회사 단어입니다"], [/^does what systems do/, "시스템처럼 쓰였습니다"], [/^near another lexicon term/, "다른 회사 단어 곁에 있습니다"], [/^near words of its meaning/, "뜻이 가까운 말 곁에 있습니다"], [/^next to a word of its kind/, "같은 종류의 말 곁에 있습니다"], [/^directly before a word for a system/, "시스템을 뜻하는 말 앞입니다"], [/^in an identifier/, "식별자 안에 있습니다"], [/^beside another spelling/, "다른 표기와 함께 있습니다"],
    [/^a company by|^an organisation/, "회사·기관 이름"], [/^a handle|login name/, "아이디"], [/^a surname|^a family name/, "사람의 성"], [/^a first name|^a given name|^a nickname|^a person's/, "사람 이름"], [/^an address/, "주소로 보입니다"], [/^a word of the lexicon|^a term/, "회사 단어"],
    [/^before a title/, "직함 앞입니다"], [/^after a word for a role/, "역할 뒤입니다"], [/^a Korean name/, "한국 사람 이름"], [/^a name/, "사람 이름"], [/name with a title|title/, "직함이 붙은 이름"], [/^rest of a span/, (kind) => `${kind}의 나머지`], [/that holds/, (kind) => `안에 ${kind} 등이 든 암호문`], [/unknown|not public|nowhere/i, "공개된 말도, 아는 말도 아닙니다"], [/organi[sz]ation|company/, "회사·기관 이름"], [/place|city/, "장소 이름"],
  ],
  whyKind: (kind) => `${kind}(으)로 보입니다`,
  errors: { bad_input: "받을 수 없는 내용입니다.", too_large: "너무 큽니다.", unsupported: "읽을 수 없는 종류입니다.", unknown_model: "그 모델을 가진 곳이 없습니다.", not_allowed: "키가 없거나 권한이 없습니다.", bad_settings: "설정이 잘못되었습니다.", refused: "회사 규칙이 이 글을 내보내지 않습니다. 아무것도 나가지 않았습니다.", guard_tripped: "나가기 직전에 원래 말이 남아 있어 막았습니다. 아무것도 나가지 않았습니다.", broken: "Garim이 실패했습니다. 아무것도 나가지 않았습니다.", uncovered: "글을 끝까지 살피지 못했습니다. 아무것도 나가지 않았습니다.", vault_failed: "저장소를 쓸 수 없습니다. 아무것도 나가지 않았습니다.", upstream_failed: "모델 쪽에서 오류가 났습니다.", upstream_busy: "모델 쪽이 바쁩니다. 잠시 뒤 다시 물어보세요.", upstream_cut: "답이 중간에 끊겼습니다.", upstream_slow: "모델 쪽이 답하지 않습니다.", review_needed: "회사 규칙에 따라 먼저 보고 확인해야 합니다. 아무것도 나가지 않았습니다.", over_limit: "정해진 횟수를 넘었습니다. 잠시 뒤 다시 물어보세요." },
};
