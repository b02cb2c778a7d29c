// Sends to every token of PUSH_TOKENS with Node's own http2, all at once as far as the server allows, and prints the answers as JSON.
import fs from "node:fs";
import http2 from "node:http2";

const env = process.env;
const session = http2.connect(`https://localhost:${env.PUSH_PORT}`, { ca: fs.readFileSync(env.PUSH_ROOT) });
await new Promise((resolve) => session.once("remoteSettings", resolve));
const send = (token) => new Promise((resolve, reject) => {
    const stream = session.request({
        ":method": "POST",
        ":path": `/3/device/${token}`,
        "apns-topic": env.PUSH_TOPIC,
    });
    let status, body = "";
    stream.setEncoding("utf8");
    stream.on("response", (headers) => { status = headers[":status"]; });
    stream.on("data", (chunk) => { body += chunk; });
    stream.on("end", () => resolve([token, status === 200 ? "accepted" : `${status} ${JSON.parse(body).reason}`]));
    stream.on("error", reject);
    stream.end(JSON.stringify({ aps: { alert: "Hello" } }));
});
console.log(JSON.stringify(Object.fromEntries(await Promise.all(env.PUSH_TOKENS.split(",").map(send)))));
session.close();
