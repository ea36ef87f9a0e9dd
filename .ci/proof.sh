#!/bin/bash
# Proves from outside that no letter is lost and no phone rings twice, on one store: sqlite or mongodb (whose URI is in
# BURGERBODE_TEST_MONGODB). See .ci/proof/main.go for what it does.
set -euo pipefail
cd "$(dirname "$0")/.."
BINARY=$(mktemp)
trap 'rm -f "$BINARY"' EXIT
go build -o "$BINARY" ./.ci/proof
"$BINARY" "$@"
