// Leads TLS connections to Apple's port 443 to the simulator's, as a line in /etc/hosts and a forwarded port would. Name and
// certificate are still those of Apple's host.
import tls from "node:tls";
import { syncBuiltinESMExports } from "node:module";

const connect = tls.connect;
tls.connect = (options, ...rest) => connect({ ...options, host: "127.0.0.1", port: Number(process.env.PUSH_PORT) }, ...rest);
syncBuiltinESMExports();
