#!/usr/bin/env bash
# What the tests need of the system and what is missing: browsers with a screen and a sound card, an encoder, a voice.
# Debian and Ubuntu.
set -euo pipefail
declare -A wanted=([chromium]=chromium [ffmpeg]=ffmpeg [espeak-ng]=espeak-ng [sox]=sox [pdftotext]=poppler-utils
  [firefox-esr]=firefox-esr [Xvfb]=xvfb [pulseaudio]=pulseaudio [pacat]=pulseaudio-utils)
missing=()
for program in "${!wanted[@]}"; do
  command -v "$program" >/dev/null || missing+=("${wanted[$program]}")
done
[ ${#missing[@]} -eq 0 ] && exit 0
echo "== System packages: ${missing[*]}"
as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo)
"${as_root[@]}" apt-get update -qq
DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
