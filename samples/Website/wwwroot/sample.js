// The shop and a visitor's Safari. All that Safari does here is what the real one does: see WebsiteEndpoints.
const websiteId = "web.com.example.shop";
const hex = bytes => [...crypto.getRandomValues(new Uint8Array(bytes))].map(byte => byte.toString(16).padStart(2, "0")).join("");
const token = "00" + hex(31);
const service = "/safari/v2";
const button = name => document.getElementById(name);
const json = body => ({ headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

let secret, seen = 0, sales = 0;

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

// Finds one file in a zip and reads it: the archive's directory is at its end.
async function unzip(buffer, wanted) {
  const view = new DataView(buffer), text = (at, length) => new TextDecoder().decode(new Uint8Array(buffer, at, length));
  let end = buffer.byteLength - 22;
  while (view.getUint32(end, true) !== 0x06054b50) end--;
  for (let at = view.getUint32(end + 16, true), left = view.getUint16(end + 10, true); left > 0; left--) {
    const nameLength = view.getUint16(at + 28, true);
    if (text(at + 46, nameLength) === wanted) {
      const local = view.getUint32(at + 42, true);
      const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      const packed = new Blob([new Uint8Array(buffer, start, view.getUint32(at + 20, true))]);
      if (view.getUint16(at + 10, true) === 0) return packed.text();
      return new Response(packed.stream().pipeThrough(new DecompressionStream("deflate-raw"))).text();
    }
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
}

const registration = () => [`${service}/devices/${token}/registrations/${websiteId}`,
  { headers: { Authorization: `ApplePushNotifications ${secret}` } }];

button("allow").onclick = async () => {
  button("allow").disabled = true;
  // In Safari: window.safari.pushNotification.requestPermission(service, websiteId, { userId: … }, …).
  const zip = await call("Safari", "POST", `${service}/pushPackages/${websiteId}`, json({ userId: "visitor-1", plan: "gold" }));
  const website = JSON.parse(await unzip(await zip.arrayBuffer(), "website.json"));
  secret = website.authenticationToken;
  const [url, options] = registration();
  await call("Safari", "POST", url, options);
  const device = await (await call("shop", "POST", "/apps/shop-web/devices/lookup", json({ token }))).json();
  button("foot").textContent = `${website.websiteName} knows this device: ${JSON.stringify(device.attributes)}`;
  button("send").disabled = button("forbid").disabled = false;
};
button("send").onclick = () => call("shop", "POST", "/campaigns", json({
  app: "shop-web", start: true, pushType: "alert",
  payload: { aps: { alert: { title: `Sale ${++sales}`, body: "Everything at half price" }, "url-args": [`sale/${sales}`] } },
}));
button("forbid").onclick = async () => {
  button("send").disabled = button("forbid").disabled = true;
  const [url, options] = registration();
  await call("Safari", "DELETE", url, options);
  button("foot").textContent = "The visitor gets nothing any more.";
};

async function watchPushes() {
  const pushes = (await (await fetch("/pushes", { cache: "no-store" })).json()).filter(push => push.token === token);
  while (seen < pushes.length) {
    const push = pushes[seen++], { alert } = JSON.parse(push.payload).aps;
    show("APNs", `${push.payload} to ${push.token.slice(0, 8)}…, topic ${push.topic}`, "notification arrived", "push");
    button("title").textContent = alert.title;
    button("body").textContent = alert.body;
    document.body.dataset.notifications = seen;
  }
  setTimeout(watchPushes, 200);
}
watchPushes();
