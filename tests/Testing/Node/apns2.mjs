// Sends to every token of PUSH_TOKENS with apns2 and prints what it says of each, as JSON.
// apns2 knows Apple's host and port 443 only: --import ./to-simulator.mjs leads the connection to the simulator.
import fs from "node:fs";
import { ApnsClient, Notification } from "apns2";

const env = process.env;
const client = new ApnsClient({
    team: env.PUSH_TEAM_ID,
    keyId: env.PUSH_KEY_ID,
    signingKey: fs.readFileSync(env.PUSH_KEY),
    defaultTopic: env.PUSH_TOPIC,
});
const answers = {};
for (const token of env.PUSH_TOKENS.split(",")) {
    try {
        await client.send(new Notification(token, { alert: "Hello" }));
        answers[token] = "accepted";
    } catch (error) {
        answers[token] = error.reason ? `${error.statusCode} ${error.reason}` : String(error.cause ?? error);
    }
}
console.log(JSON.stringify(answers));
await client.destroy();
