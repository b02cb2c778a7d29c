// Sends to every token of PUSH_TOKENS with @parse/node-apn and prints what it says of each, as JSON.
const fs = require("node:fs");
const apn = require("@parse/node-apn");

const env = process.env;
const credential = env.PUSH_CERTIFICATE
    ? { pfx: fs.readFileSync(env.PUSH_CERTIFICATE), passphrase: env.PUSH_PASSPHRASE }
    : { token: { key: fs.readFileSync(env.PUSH_KEY), keyId: env.PUSH_KEY_ID, teamId: env.PUSH_TEAM_ID } };
const provider = new apn.Provider({
    ...credential,
    ca: [fs.readFileSync(env.PUSH_ROOT)],
    address: "localhost",
    port: Number(env.PUSH_PORT),
});
const notification = new apn.Notification({ topic: env.PUSH_TOPIC, alert: "Hello", pushType: "alert", priority: 10 });

provider.send(notification, env.PUSH_TOKENS.split(",")).then((result) => {
    const answers = {};
    for (const sent of result.sent) answers[sent.device] = "accepted";
    for (const failed of result.failed)
        answers[failed.device] = failed.response ? `${failed.status} ${failed.response.reason}` : String(failed.error);
    console.log(JSON.stringify(answers));
    provider.shutdown();
});
