#!/usr/bin/env bash
# What the tests need of the system and what is missing: browsers with a screen and a sound card, an encoder, a voice.
# Debian and Ubuntu.
set -euo pipefail
declare -A wanted=([chromium]=chromium [ffmpeg]=ffmpeg [espeak-ng]=espeak-ng [sox]=sox [pdftotext]=poppler-utils
  [firefox-esr]=firefox-esr [Xvfb]=xvfb [pulseaudio]=pulseaudio [pacat]=pulseaudio-utils)
# Of Chromium 73, which comes without them (ldd); the others it shares with today's Chromium.
declare -A libraries=(
  [libEGL.so.1]=libegl1 [libGL.so.1]=libgl1 [libX11-xcb.so.1]=libx11-xcb1 [libXcursor.so.1]=libxcursor1
  [libXi.so.6]=libxi6 [libXrender.so.1]=libxrender1 [libXtst.so.6]=libxtst6 [libxkbcommon-x11.so.0]=libxkbcommon-x11-0
)
missing=()
for program in "${!wanted[@]}"; do
  command -v "$program" >/dev/null || missing+=("${wanted[$program]}")
done
known=$(/sbin/ldconfig -p)
for library in "${!libraries[@]}"; do
  [[ $known == *"$library "* ]] || missing+=("${libraries[$library]}")
done
[ ${#missing[@]} -eq 0 ] && exit 0
echo "== System packages: ${missing[*]}"
as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo)
"${as_root[@]}" apt-get update -qq
DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
