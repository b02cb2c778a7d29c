// Verifies a provider token with jose as Apple does: signed by the key with ES256, issued by the team within the last hour.
import { importSPKI, jwtVerify } from "jose";

const { PUSH_TOKEN, PUSH_PUBLIC_KEY, PUSH_TEAM } = process.env;
try {
    const key = await importSPKI(PUSH_PUBLIC_KEY, "ES256");
    const { payload, protectedHeader } = await jwtVerify(
        PUSH_TOKEN, key, { algorithms: ["ES256"], issuer: PUSH_TEAM, maxTokenAge: "1h" });
    console.log(JSON.stringify({ ...protectedHeader, iss: payload.iss, iat: typeof payload.iat }));
} catch (error) {
    console.log(JSON.stringify({ refused: error.code }));
}
