#!/usr/bin/env bash
# Runs the table of faults with larger campaigns and writes what came of each into docs/guarantees.md.
# Usage: eng/guarantees.sh [DEVICES]; 50,000 by default. Needs what eng/test.sh installs.
set -euo pipefail
cd "$(dirname "$0")/.."
export PUSH_GUARANTEE_DEVICES=${1:-50000} PUSH_GUARANTEE_LOG
PUSH_GUARANTEE_LOG=$(mktemp)
trap 'rm -f "$PUSH_GUARANTEE_LOG"' EXIT

failed=0
for project in Grains Cli; do
    dotnet run --project "tests/$project.Tests" -c Release -- --filter-namespace "Push.$project.Guarantees*" --no-ansi --progress off || failed=1
done

node - "$PUSH_GUARANTEE_LOG" docs/guarantees.md <<'SCRIPT'
const fs = require("fs"), [log, page] = process.argv.slice(2);
const rows = fs.readFileSync(log, "utf8").trim().split("\n").map(line => JSON.parse(line))
    .sort((a, b) => a.test.localeCompare(b.test) || a.fault.localeCompare(b.fault));
const number = value => value.toLocaleString("en");
const table = [
    "| what goes wrong | devices | accepted | ended otherwise | lost | accepted twice | announced as possibly repeated | test |",
    "|---|--:|--:|--:|--:|--:|--:|---|",
    ...rows.map(row => `| ${row.fault} | ${["devices", "accepted", "otherwise", "lost", "duplicates", "possiblyRepeated"]
        .map(key => number(row[key])).join(" | ")} | \`${row.test}\` |`),
].join("\n");
const text = fs.readFileSync(page, "utf8");
const [begin, end] = ["<!-- table -->", "<!-- /table -->"];
const [before, rest] = [text.slice(0, text.indexOf(begin) + begin.length), text.slice(text.indexOf(end))];
fs.writeFileSync(page, `${before}\n${table}\n${rest}`);
SCRIPT
exit $failed
