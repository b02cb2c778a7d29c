// The shop and a made-up iPhone. All that the iPhone does is what Wallet does: see WalletEndpoints.
const passType = "pass.com.example.coffee";
const hex = bytes => [...crypto.getRandomValues(new Uint8Array(bytes))].map(byte => byte.toString(16).padStart(2, "0")).join("");
const serial = "card-" + hex(3);
const device = hex(16);
const pushToken = "00" + hex(31);
const service = "/wallet/v1";
const registration = `${service}/devices/${device}/registrations/${passType}`;
const button = name => document.getElementById(name);

let cups = 0, secret, tag, modified, seen = 0, registered = false;

function show(who, what, answer, className = "") {
  const row = document.getElementById("log").insertRow();
  row.className = className;
  row.insertCell().textContent = who;
  row.cells[0].className = "who";
  row.insertCell().append(Object.assign(document.createElement("code"), { textContent: what }));
  row.insertCell().append(Object.assign(document.createElement("span"), { className: "status", textContent: answer }));
}

async function call(who, method, url, options = {}) {
  const response = await fetch(url, { method, cache: "no-store", ...options });
  show(who, `${method} ${url}`, `${response.status} ${response.statusText}`);
  return response;
}

const authorized = headers => ({ headers: { Authorization: `ApplePass ${secret}`, ...headers } });

async function issue() {
  const response = await call("shop", "POST", `/cards/${serial}`,
    { headers: { "Content-Type": "application/json" }, body: JSON.stringify({ cups }) });
  // On a real iPhone the secret is inside the pass.
  secret = (await response.json()).authenticationToken;
  return cups;
}

async function fetchCard(since) {
  const response = await call("iPhone", "GET", `${service}/passes/${passType}/${serial}`,
    authorized(since ? { "If-Modified-Since": since } : {}));
  if (response.status !== 200) return;
  modified = response.headers.get("Last-Modified");
  const size = (await response.blob()).size;
  document.getElementById("cups").textContent = cups;
  document.getElementById("foot").textContent = `${serial} · ${size} signed bytes · modified ${modified}`;
}

async function listUpdates() {
  const response = await call("iPhone", "GET", registration + (tag ? `?passesUpdatedSince=${tag}` : ""));
  if (response.status !== 200) return [];
  const updates = await response.json();
  tag = updates.lastUpdated;
  return updates.serialNumbers;
}

async function watchPushes() {
  const pushes = (await (await fetch("/pushes", { cache: "no-store" })).json()).filter(push => push.token === pushToken);
  while (seen < pushes.length) {
    const push = pushes[seen++];
    show("APNs", `${push.payload} to ${push.token.slice(0, 8)}…, topic ${push.topic}`, "update push arrived", "push");
    if (registered && (await listUpdates()).includes(serial)) await fetchCard(modified);
    document.body.dataset.updates = seen;
  }
  setTimeout(watchPushes, 200);
}

button("issue").onclick = async () => {
  await issue();
  button("issue").disabled = true;
  button("add").disabled = false;
};
button("add").onclick = async () => {
  button("add").disabled = true;
  await call("iPhone", "GET", `/cards/${serial}.pkpass`);
  const body = JSON.stringify({ pushToken });
  await call("iPhone", "POST", `${registration}/${serial}`, { body, ...authorized() });
  registered = true;
  await listUpdates();
  await fetchCard();
  button("change").disabled = button("remove").disabled = false;
};
button("change").onclick = async () => {
  cups++;
  await issue();
};
button("remove").onclick = async () => {
  registered = false;
  await call("iPhone", "DELETE", `${registration}/${serial}`, authorized());
  button("change").disabled = button("remove").disabled = true;
  document.getElementById("foot").textContent = "Removed from the iPhone.";
};
watchPushes();
