#!/bin/sh
# Debian packages that the tests use; does nothing where they are there, says what is missing where it may not install.
set -eu
want=""
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || want="$want postgresql"
command -v chromium >/dev/null 2>&1 || want="$want chromium"
command -v espeak-ng >/dev/null 2>&1 || want="$want espeak-ng"
fc-list 2>/dev/null | grep -qi nanum || want="$want fonts-nanum fontconfig"
[ -z "$want" ] && exit 0
if [ "$(id -u)" != 0 ]; then echo "missing:$want; install with: sudo apt-get install$want" >&2; exit 2; fi
apt-get update -q >/dev/null
DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $want >/dev/null
