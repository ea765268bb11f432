#!/usr/bin/env bash
# Starts the product and, as soon as it is ready, says where it is and who may enter.
set -euo pipefail
cd "$(dirname "$0")/.."
export FAIRSEAT_DATA="${DATA:-data}" FAIRSEAT_PORT="${PORT:-8000}" FAIRSEAT_DEMO="${FAIRSEAT_DEMO:-true}"
python="${PYTHON:-.venv/bin/python}"
url="http://127.0.0.1:${FAIRSEAT_PORT}"

answers() {
  "$python" -c 'import sys, urllib.request; urllib.request.urlopen(sys.argv[1], timeout=2)' "$1" >/dev/null 2>&1
}

if answers "$url/health/live"; then
  echo "Something answers on port ${FAIRSEAT_PORT} already. Stop it, or choose another one: make run PORT=8001" >&2
  exit 1
fi
echo "== Starting (data in ${FAIRSEAT_DATA})"
"$python" -m fairseat.main up &
server=$!
trap 'kill -TERM "$server" 2>/dev/null || true; wait "$server" || true' INT TERM EXIT
for _ in $(seq 300); do
  if answers "$url/health/ready"; then
    "$python" -m fairseat.main accounts || true
    break
  fi
  kill -0 "$server" 2>/dev/null || exit 1
  sleep 0.2
done
wait "$server"
