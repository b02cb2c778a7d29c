// Reads the zip archive PUSH_ARCHIVE with yauzl, strictly, and prints the SHA-1 of each file by its name as JSON.
import crypto from "node:crypto";
import { promisify } from "node:util";
import yauzl from "yauzl";

const open = promisify(yauzl.open);
const archive = await open(process.env.PUSH_ARCHIVE, { lazyEntries: true, strictFileNames: true, validateEntrySizes: true });
const openEntry = promisify(archive.openReadStream.bind(archive));
const hashes = {};
archive.on("entry", async (entry) => {
    const hash = crypto.createHash("sha1");
    for await (const chunk of await openEntry(entry)) hash.update(chunk);
    hashes[entry.fileName] = hash.digest("hex");
    archive.readEntry();
});
archive.on("end", () => console.log(JSON.stringify(hashes)));
archive.readEntry();
