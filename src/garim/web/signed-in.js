// Back from the identity provider (gateway/desk/session.py): go on where she was; or, where what she writes waits in another
// window, tell that one and close; or say why it failed. What is told comes from the address: it is shown as text, never run.
const [how, ...rest] = decodeURIComponent(location.hash.slice(1)).split(":");
const place = /^\/[a-z]{1,16}(\/[A-Za-z0-9_-]{0,64})?$/.test(rest[0]) ? `#${rest[0]}` : "";
const told = document.getElementById("told");
const say = (...lines) => told.replaceChildren(...lines.map((line) => Object.assign(document.createElement("p"), { textContent: line })));

if (how === "page") location.replace(`./${place}`);
else if (how === "popup") {
  new BroadcastChannel("garim").postMessage("signed in");
  say("로그인되었습니다. 이 창을 닫고 쓰던 화면으로 돌아가세요.", "You are signed in. Close this window and go back to where you were writing.");
  close();
} else say("로그인하지 못했습니다.", `Signing in failed: ${rest.join(":").replaceAll("_", " ")}`);
