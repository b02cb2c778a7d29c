#!/usr/bin/env bash
# Runs the table of faults with larger campaigns and writes what came of each into docs/guarantees.md.
# Usage: eng/guarantees.sh [DEVICES [CLASS...]]; 50,000 by default. With classes it runs those, and the rows of the others stay.
# Needs what eng/test.sh installs.
set -euo pipefail
cd "$(dirname "$0")/.."
export PUSH_GUARANTEE_DEVICES=${1:-50000} PUSH_GUARANTEE_LOG
classes=("${@:2}")
PUSH_GUARANTEE_LOG=$(mktemp)
trap 'rm -f "$PUSH_GUARANTEE_LOG"' EXIT

failed=0
for project in Grains Cli; do
    filter=(--filter-namespace "Push.$project.Guarantees*")
    [ ${#classes[@]} -eq 0 ] || filter=(--filter-class "${classes[@]/#/*.}")
    # 8: the project has none of these classes.
    dotnet run --project "tests/$project.Tests" -c Release -- "${filter[@]}" --ignore-exit-code 8 --no-ansi --progress off || failed=1
done
[ -s "$PUSH_GUARANTEE_LOG" ] || { echo "nothing has run"; exit 1; }

node - "$PUSH_GUARANTEE_LOG" docs/guarantees.md "${classes[@]}" <<'SCRIPT'
const fs = require("fs"), [log, page, ...classes] = process.argv.slice(2);
const text = fs.readFileSync(page, "utf8");
const [begin, end] = ["<!-- table -->", "<!-- /table -->"];
const [before, rest] = [text.slice(0, text.indexOf(begin) + begin.length), text.slice(text.indexOf(end))];
const number = value => value.toLocaleString("en");
const head = [
    "| what goes wrong | devices | accepted | ended otherwise | lost | accepted twice | announced as possibly repeated | test |",
    "|---|--:|--:|--:|--:|--:|--:|---|",
];
const stay = classes.length === 0 ? [] : text.slice(before.length, text.indexOf(end)).split("\n")
    .filter(line => line.startsWith("| ") && line !== head[0] && !classes.includes(line.match(/`(.*)\./)[1]));
const ran = fs.readFileSync(log, "utf8").split("\n").filter(line => line !== "").map(line => JSON.parse(line))
    .map(row => `| ${row.fault} | ${["devices", "accepted", "otherwise", "lost", "duplicates", "possiblyRepeated"]
        .map(key => number(row[key])).join(" | ")} | \`${row.test}\` |`);
const test = line => line.match(/`(.*)`/)[1];
const rows = [...stay, ...ran].sort((a, b) => test(a).localeCompare(test(b)) || a.localeCompare(b));
fs.writeFileSync(page, `${before}\n${[...head, ...rows].join("\n")}\n${rest}`);
SCRIPT
exit $failed
