#!/bin/sh
# Installs what the lock file has, with the certificate authorities of the build's secret besides the usual ones, if it has any.
set -eu
authorities=/run/secrets/authorities
if grep -q 'BEGIN CERTIFICATE' "$authorities" 2>/dev/null; then
  export NODE_EXTRA_CA_CERTS="$authorities"
fi
npm ci --no-audit --no-fund "$@"
npm cache clean --force
