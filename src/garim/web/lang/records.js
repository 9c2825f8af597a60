// Words of the page of records: loaded with it. The keys of both languages are the same (tests/gateway/test_desk.py).
import { state } from "../store.js";

const ko = {
  head: "내 기록", why: "나를 위해 쓰는 글입니다. 암호화해서 보관하고 나만 읽을 수 있습니다.",
  begin: "새 기록", kinds: { retrospective: "회고", departure: "이동·퇴사", decision: "결정", template: "내 템플릿" }, kindsWhy: { retrospective: "한 해를 돌아봅니다", departure: "옮기거나 떠날 때 남기는 다섯 가지", decision: "무엇을 왜 결정했는지" },
  other: "자유 형식", find: "기록 검색", none: "아직 작성한 기록이 없습니다. 위에서 하나를 골라 시작하세요.", nothing: "검색 결과가 없습니다.", more: (n) => `더 오래된 ${n}개는 검색으로 찾을 수 있습니다.`,
  due: "다시 볼 때가 된 기록", plan: "계획", review: "다시 보기", past: "지남",
  lost: { damaged: "손상되어 열 수 없습니다. 이전 버전이 남아 있으면 열어 볼 수 있습니다.", retention: "보관 기간이 지나 삭제되었습니다.", gone: "저장소에 없습니다. 백업에서 복구하세요." }, lostHead: "열 수 없는 기록", lostRow: (kind, day) => `${day}에 쓴 ${kind}`, own: "기록", dismiss: "목록에서 제거",
  title: "제목", text: "내용 (Markdown)", again: "다시 볼 날짜", save: "저장", saved: (n) => `저장했습니다. (버전 ${n})`, dirty: "저장하지 않은 내용이 있습니다.", copyTold: "다른 기기에서 먼저 수정했습니다. 두 글을 모두 보관했습니다.", seeOther: "다른 기기의 글 보기",
  beside: "지난 기록", noBeside: "같은 종류의 지난 기록이 없습니다.", shown: "미리 보기", from: (who) => `다른 Garim(${who})에서 가져옴`, besideOf: "다른 기기와 동시에 수정한 글",
  history: "버전", damaged: "손상된 기록입니다. 열 수 있는 버전을 고르거나 백업에서 복구하세요.", version: (n, when) => `버전 ${n}${when && ` · ${when}`}`, mend: (n) => `버전 ${n}입니다. 저장하면 손상된 글을 대신합니다.`, newest: "최신 버전으로", old: (n) => `버전 ${n}입니다. 저장하면 이 내용이 최신 버전이 됩니다.`,
  remove: "삭제", removeSure: "이 기록을 모든 버전과 함께 삭제할까요? 되돌릴 수 없습니다.", back: "목록",
  help: "모델의 도움 받기", helpWhy: "전송될 내용을 먼저 확인한 뒤 보냅니다. 선택한 부분만, 선택하지 않으면 글 전체를 보냅니다.", ways: { draft: "초안 작성", question: "질문하기", shorten: "줄이기", translate: "번역" }, whole: "글 전체", part: (n) => `선택한 ${n}자`, leaves: "전송될 내용", sendIt: "보내기", stop: "중지", answer: "답변", replace: "선택한 자리에 넣기", append: "끝에 추가", discard: "버리기", saveFirst: "먼저 저장하세요.", asked: "대화 목록에도 남습니다.",
  publish: "공개용으로 내보내기", publishWhy: "회사, 사람, 고객, 제품 이름을 일반적인 표현으로 바꿉니다. 바뀌는 곳을 하나씩 확인해야 저장할 수 있습니다. 표현을 고치면 아직 확인하지 않은 같은 이름도 함께 바뀝니다.", orgs: ["자사", "협력사", "고객사", "거래처", "공급사", "경쟁사", "계열사", "다른 회사"], seen: "확인함", keep: "그대로 두기", becomes: "바꿀 표현", looked: (n, of) => `${of}곳 중 ${n}곳 확인`, nothingTo: "바꿀 곳이 없습니다.", result: "내보낼 글", saveAs: "파일 형식", left: (words) => `회사를 짐작할 수 있는 단어가 남아 있습니다: ${words}`, download: "다운로드", newLook: "글이나 사내 용어가 바뀌었습니다. 다시 확인해 주세요.", empty: "(삭제)",
  all: "전체 내보내기 (.zip)", allWhy: "암호화되지 않은 파일입니다.", take: "가져오기", took: (n, same) => `${n}개를 가져왔습니다. ${same}개는 이미 있습니다.`, tookOther: "다른 Garim의 기록은 따로 보관합니다.", tookApart: (n) => `${n}개는 여기의 글과 달라 따로 보관했습니다.`, tookBad: (n) => `${n}개 파일은 목록과 맞지 않아 제외했습니다.`, calendar: "캘린더 파일 (.ics)", calendarFull: "계획과 제목 포함", manage: "백업과 캘린더",
  template: "내 템플릿으로 저장", templateName: "템플릿 이름 (영문, 숫자, -)", templated: "템플릿으로 저장했습니다. ‘새 기록’에서 고를 수 있습니다.",
};
export const en = {
  head: "My records", why: "What you write for yourself. It is sealed, and only you read it.",
  begin: "Begin", kinds: { retrospective: "Retrospective", departure: "Departure", decision: "Decision", template: "My template" }, kindsWhy: { retrospective: "look back on a year", departure: "moving on: five headings", decision: "what, and why" },
  other: "Something else", find: "Search your records", none: "Nothing written yet. Choose one above to begin.", nothing: "Nothing found.", more: (n) => `${n} older ones are found by searching.`,
  due: "What has come round", plan: "plan", review: "look again", past: "past",
  lost: { damaged: "is damaged and does not open. Earlier versions may.", retention: "was deleted when its time was over.", gone: "is not in the store. Bring back the backup." }, lostHead: "Cannot be read", lostRow: (kind, day) => `A ${kind} of ${day}`, own: "record", dismiss: "Take off the list",
  title: "Title", text: "Text (Markdown)", again: "Look again on", save: "Save", saved: (n) => `Saved as version ${n}.`, dirty: "There is text that is not saved.", copyTold: "Another device changed this first. Both texts are kept.", seeOther: "See the other device's text",
  beside: "Earlier records", noBeside: "There are no earlier records of this kind.", shown: "Preview", from: (who) => `from another Garim (${who})`, besideOf: "met another device's text",
  history: "Versions", damaged: "This record is damaged. Take a version that opens, or bring back the backup.", version: (n, when) => `version ${n}${when && ` · ${when}`}`, mend: (n) => `Version ${n} opens. Saving puts it in the place of the damaged one.`, newest: "Back to the newest", old: (n) => `You look at version ${n}. Saving makes this text the newest.`,
  remove: "Delete", removeSure: "Delete this with all its versions? This cannot be undone.", back: "All",
  help: "Help from a model", helpWhy: "You see what leaves before it is sent. It asks about what you selected, or else the whole text.", ways: { draft: "Draft", question: "Question me", shorten: "Shorten", translate: "Translate" }, whole: "the whole text", part: (n) => `${n} selected characters`, leaves: "What leaves", sendIt: "Send", stop: "Stop", answer: "Answer", replace: "Put it in that place", append: "Add at the end", discard: "Discard", saveFirst: "Save first.", asked: "It stays in your conversations, too.",
  publish: "Publish (in general words)", publishWhy: "Company, people, customers and products become plain words. You look at every change before it can be saved. Other words are for the same name wherever you have not looked yet.", orgs: ["our company", "a partner", "a customer", "a supplier", "a competitor", "an affiliate", "another company"], seen: "Seen", keep: "Leave as it is", becomes: "Becomes", looked: (n, of) => `${n} of ${of} seen`, nothingTo: "There is nothing to change.", result: "What is published", saveAs: "Save as", left: (words) => `Words that may tell of the company are left: ${words}`, download: "Save", newLook: "The text or the company's words changed. Please look again.", empty: "(taken out)",
  all: "Take all out (.zip)", allWhy: "The file is not sealed.", take: "Bring in", took: (n, same) => `${n} brought in, ${same} were here already.`, tookOther: "Records of another Garim are kept apart.", tookApart: (n) => `${n} differ from what is here and are kept beside it.`, tookBad: (n) => `${n} files do not hold what their list says; they were left out.`, calendar: "Calendar file (.ics)", calendarFull: "with plans and titles", manage: "Keeping and calendar",
  template: "Keep as my template", templateName: "Its name (letters, digits, -)", templated: "Kept. It stands under Begin.",
};

export const told = (key, ...args) => {
  const words = (state.language === "ko" ? ko : en)[key];
  return typeof words === "function" ? words(...args) : words;
};
export const kindOf = (kind) => told("kinds")[kind] || kind;
export const dayOf = (seconds) => new Date(seconds * 1000).toLocaleDateString(state.language);
