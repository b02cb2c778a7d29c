#!/usr/bin/env bash
# Installs what the tests need and runs them all. Usage: eng/test.sh
# Needs the .NET SDK that global.json names; everything else comes from Debian's packages, NuGet and npm.
# Ends with "N passed, N failed" from the real results; exit code 0 only if everything passed.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

step() { printf '\n== %s\n' "$*"; }

install_packages() {
    local missing=()
    command -v nginx    >/dev/null || missing+=(nginx-light)
    command -v nghttpd  >/dev/null || missing+=(nghttp2)
    command -v h2load   >/dev/null || missing+=(nghttp2)
    command -v curl     >/dev/null || missing+=(curl)
    command -v openssl  >/dev/null || missing+=(openssl)
    command -v redis-server >/dev/null || missing+=(redis-server)
    command -v strace   >/dev/null || missing+=(strace)
    command -v unzip    >/dev/null || missing+=(unzip)
    command -v certtool >/dev/null || missing+=(gnutls-bin)
    command -v node     >/dev/null || missing+=(nodejs)
    command -v chromedriver >/dev/null || missing+=(chromium chromium-driver)
    command -v npm      >/dev/null || missing+=(npm)
    [ ${#missing[@]} -eq 0 ] && return
    local sudo=""
    [ "$(id -u)" = 0 ] || sudo=sudo
    $sudo apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}"
}

step "Debian packages"
install_packages

step "npm packages"
while IFS= read -r manifest; do
    (cd "$(dirname "$manifest")" && npm install --no-audit --no-fund --loglevel=error)
done < <(git ls-files '*package.json')

step "Build"
dotnet build Push.Orleans.sln -c Release --nologo -v quiet

step "Format"
dotnet format Push.Orleans.sln --verify-no-changes --no-restore

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
failed_projects=()
for project in tests/*.Tests samples/IntegrationTest; do
    name=$(basename "$project")
    step "$name"
    dotnet run --project "$project" -c Release --no-build -- \
        --report-xunit-ctrf --report-xunit-ctrf-filename "$name.json" --results-directory "$results" --no-ansi --progress off \
        || failed_projects+=("$name")
    [ -s "$results/$name.json" ] || { echo "$name left no results"; failed_projects+=("$name (no results)"); }
done

step "Result"
count() { node -e '
    const fs = require("fs"), [folder, key] = process.argv.slice(1);
    console.log(fs.readdirSync(folder).reduce((sum, file) =>
        sum + JSON.parse(fs.readFileSync(`${folder}/${file}`)).results.summary[key], 0));' "$results" "$1"; }
passed=$(count passed)
failed=$(count failed)
for name in "${failed_projects[@]}"; do echo "failed: $name"; done
# A test process that died counts as a failure even if it reported none.
[ ${#failed_projects[@]} -eq 0 ] || [ "$failed" -gt 0 ] || failed=${#failed_projects[@]}
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
