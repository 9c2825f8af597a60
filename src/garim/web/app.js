// The page: paste, see what would leave, ask, read the answer in your own terms.
const TEXTS = {
  ko: {
    yours: "내 글", example: "예문 넣기", leaves: "밖으로 나갈 글", copy: "복사", answers: "답", model: "모델", ask: "물어보기", stop: "멈추기",
    placeholder: "질문, SQL, 코드, 로그, 메일을 그대로 붙여 넣으세요.",
    nothing: "여기에 실제로 나갈 글이 보입니다.", waiting: "답이 여기에 원래 말로 돌아옵니다.",
    counted: (n, kinds) => n ? `${n}곳을 가렸습니다: ${kinds}` : "가릴 것이 없습니다.",
    hover: "노란 곳을 누르면 이유가 보입니다.", copied: "복사했습니다.", thinking: "기다리는 중…",
    local: "내장 시연 모델은 이 컴퓨터에서 돌며 영어만 조금 합니다. 실제 모델은 garim.toml의 [[upstream]]에 적습니다.",
    promise: "원문은 이 컴퓨터를 떠나지 않습니다. 나가는 것은 오른쪽 글뿐이며, 기록에는 무엇을 했는지만 남고 무슨 말이었는지는 남지 않습니다.",
    lost: "Garim에 닿지 않습니다. 서버가 켜져 있는지 보세요.", cut: "답이 중간에 끊겼습니다. 위 글은 끝까지 온 답이 아닙니다.",
    sample: "한별해운 여신팀 도하랑 과장님 요청입니다. hanbyeol-prd-db01에서 ORA-00060 교착이 납니다.\n\nSELECT c.CUST_NM, c.MBL_TNO FROM HBADM.TB_HB_CUST_M c WHERE c.CUST_NO = '0019920317';\n\n접속: jdbc:oracle:thin:hb_app/Vel7!kade@//hanbyeol-prd-db01.hanbyeol.internal:1521/HBPRD\n연락처 010-3382-7719, harang.do@hanbyeol.example",
  },
  en: {
    yours: "Your text", example: "Use an example", leaves: "What would leave", copy: "Copy", answers: "Answer", model: "Model", ask: "Ask", stop: "Stop",
    placeholder: "Paste a question, SQL, code, a log or mail as it is.",
    nothing: "Here you see exactly what would leave.", waiting: "The answer comes back here in your own terms.",
    counted: (n, kinds) => n ? `${n} places hidden: ${kinds}` : "Nothing to hide.",
    hover: "Click a yellow place for the reason.", copied: "Copied.", thinking: "Waiting…",
    local: "The built-in demonstration model runs on this machine and knows a little English. Name a real one under [[upstream]] in garim.toml.",
    promise: "Your words stay on this machine. Only the text on the right leaves, and the record holds what was done, never what was said.",
    lost: "Garim cannot be reached. Is the server running?", cut: "The answer broke off. What you see is not all of it.",
    sample: "Harang Do of Hanbyeol Shipping asks: hanbyeol-prd-db01 throws ORA-00060 deadlocks.\n\nSELECT c.CUST_NM, c.MBL_TNO FROM HBADM.TB_HB_CUST_M c WHERE c.CUST_NO = '0019920317';\n\nconnect: jdbc:oracle:thin:hb_app/Vel7!kade@//hanbyeol-prd-db01.hanbyeol.internal:1521/HBPRD\ncall 010-3382-7719, harang.do@hanbyeol.example",
  },
};

// What a kind is called: by its own name, or by its first word (kr_rrn → kr, secret.aws → secret).
const KINDS = {
  ko: { org: "회사", product: "제품", project: "프로젝트", host: "호스트", hostname: "호스트", host_fqdn: "호스트", domain: "도메인", network: "주소 대역", ipv4: "IP", ipv6: "IP", mac: "MAC", database: "데이터베이스", db_object: "테이블", db_user: "계정", column: "컬럼", package: "패키지", service: "서비스", repository: "저장소", ticket: "티켓", document: "문서", account: "계좌·계정", kr_account: "계좌", person: "사람", place: "장소", employee_id: "사번", email: "메일", customer: "고객", location: "장소", phone: "전화", kr_phone: "전화", card: "카드", kr_rrn: "주민번호", kr_brn: "사업자번호", kr_passport: "여권", kr_driver: "면허", kr_plate: "차량번호", address: "주소", kr_address_road: "주소", kr_address_lot: "주소", date_of_birth: "생년월일", record_id: "번호", login_id: "아이디", national_id: "신분번호", secret: "비밀값", url_host: "호스트", user_path: "사용자 폴더", install_path: "폴더", iban: "계좌", vin: "차대번호" },
  en: { org: "company", db_object: "table", db_user: "account", host_fqdn: "host", hostname: "host", kr_rrn: "resident no.", kr_phone: "phone", kr_account: "bank account", kr_brn: "business no.", record_id: "number", login_id: "login", national_id: "national id", employee_id: "employee no.", date_of_birth: "birth date", url_host: "host", kr_address_road: "address", kr_address_lot: "address" },
};
const named = (kind) => KINDS[language][kind] || KINDS[language][kind.split(".")[0]] || kind.split(".")[0].replaceAll("_", " ");

const at = (id) => document.getElementById(id);
const text = at("text"), hidden = at("hidden"), answer = at("answer");
let language = (localStorage.getItem("garim-language") || navigator.language || "ko").startsWith("ko") ? "ko" : "en";
let latest = 0, shown = "", asking = null;
const say = (key) => TEXTS[language][key];

function speak() {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = say(element.dataset.text);
  text.placeholder = say("placeholder");
  at("language").textContent = language === "ko" ? "English" : "한국어";
  if (!text.value) rest();
  else look();
  if (!answer.textContent || answer.classList.contains("empty")) empty(answer, "waiting");
  noticeModel();
}

function empty(element, key) { element.textContent = say(key); element.classList.add("empty"); }

function rest() {
  empty(hidden, "nothing");
  at("counted").textContent = at("why").textContent = "";
  at("send").disabled = true;
}

// Looking clears what looking told, asking clears all: an answer that broke off stays told while she types on.
function fail(message, from = "ask") {
  if (!message && from === "look" && at("error").dataset.from !== "look") return;
  at("error").dataset.from = from;
  at("error").textContent = message || "";
  at("error").hidden = !message;
}

async function problem(response) {
  try {
    const { error } = await response.json();
    return error.hint ? `${error.message}\n${error.hint}` : error.message;
  } catch { return `HTTP ${response.status}`; }
}

// What would leave: asked for again after each pause in typing; an answer that was overtaken is dropped.
async function look() {
  const asked = ++latest;
  if (!text.value.trim()) return rest();
  let response;
  try {
    response = await fetch("garim/hide", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ text: text.value }) });
  } catch { return asked === latest && (rest(), fail(say("lost"), "look")); }
  if (asked !== latest) return;
  if (!response.ok) return rest(), fail(await problem(response), "look");
  fail("", "look");
  show(await response.json());
}

// Offsets count code points, as Python does; a JavaScript string counts UTF-16 units.
function show({ text: out, findings }) {
  const points = Array.from(text.value), kinds = new Map();
  hidden.replaceChildren();
  hidden.classList.remove("empty");
  let end = 0;
  for (const found of findings) {
    hidden.append(points.slice(end, found.start).join(""));
    const mark = document.createElement("mark");
    mark.textContent = found.surrogate;
    mark.tabIndex = 0;
    mark.title = `${named(found.kind)}: ${found.why}`;
    mark.addEventListener("click", () => { at("why").textContent = mark.title; });
    mark.addEventListener("focus", () => { at("why").textContent = mark.title; });
    hidden.append(mark);
    end = found.end;
    kinds.set(named(found.kind), (kinds.get(named(found.kind)) || 0) + 1);
  }
  hidden.append(points.slice(end).join(""));
  shown = out;
  at("counted").textContent = say("counted")(findings.length, [...kinds].map(([k, n]) => `${k} ${n}`).join(", "));
  at("why").textContent = findings.length ? say("hover") : "";
  at("send").disabled = !at("model").value;
}

async function ask() {
  asking = new AbortController();
  at("send").hidden = true; at("stop").hidden = false;
  answer.classList.remove("empty");
  answer.textContent = say("thinking");
  fail("");
  try {
    const body = { model: at("model").value, stream: true, messages: [{ role: "user", content: text.value }] };
    const response = await fetch("v1/chat/completions", { method: "POST", signal: asking.signal, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
    if (!response.ok) { empty(answer, "waiting"); return fail(await problem(response)); }
    answer.textContent = "";
    if (!await read(response.body)) fail(say("cut"));
  } catch (error) {
    if (error.name !== "AbortError") { empty(answer, "waiting"); fail(say("lost")); }
  } finally {
    at("send").hidden = false; at("stop").hidden = true;
    asking = null;
  }
}

// Server-sent events into the answer; true when the stream came to its end.
async function read(stream) {
  let held = "";
  for await (const piece of stream.pipeThrough(new TextDecoderStream())) {
    held += piece;
    const events = held.split("\n\n");
    held = events.pop();
    for (const event of events) {
      const data = event.split("\n").filter((l) => l.startsWith("data:")).map((l) => l.slice(5).trimStart()).join("\n");
      if (data === "[DONE]") return true;
      if (!data) continue;
      const message = JSON.parse(data);
      if (message.error) { fail(message.error.message); return true; }
      answer.append(message.choices?.[0]?.delta?.content || "");
      answer.scrollTop = answer.scrollHeight;
    }
  }
  return false;
}

async function models() {
  try {
    const response = await fetch("v1/models");
    if (!response.ok) return fail(await problem(response));
    const { data } = await response.json();
    at("model").replaceChildren(...data.map(({ id, owned_by: owner }) => {
      const option = new Option(id, id);
      option.dataset.owner = owner || "";
      return option;
    }));
    noticeModel();
  } catch { fail(say("lost")); }
}

function noticeModel() {
  const local = at("model").selectedOptions[0]?.dataset.owner === "local";
  at("notice").hidden = !local;
  at("notice").textContent = local ? say("local") : "";
}

let pause;
text.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(look, 250); });
at("example").addEventListener("click", () => { text.value = say("sample"); look(); });
at("copy").addEventListener("click", async () => { await navigator.clipboard.writeText(shown); at("why").textContent = say("copied"); });
at("language").addEventListener("click", () => { language = language === "ko" ? "en" : "ko"; localStorage.setItem("garim-language", language); speak(); });
at("model").addEventListener("change", noticeModel);
at("send").addEventListener("click", ask);
at("stop").addEventListener("click", () => asking?.abort());
speak();
models();
