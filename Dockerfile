# Régie as it runs, and, as target `build`, with all that its tests and stand-ins need. BuildKit builds it (Docker 23 or later).
#
#   docker build --tag regie --build-arg COMMIT="$(git rev-parse HEAD)" --build-arg SOURCE=… --build-arg BUILD=… .
#
# Behind a proxy that opens TLS, give its certificate authorities: --secret id=authorities,src=authorities.pem
ARG NODE_VERSION=24.21.0

FROM node:${NODE_VERSION}-slim AS manifests
WORKDIR /app
# Tests and stand-ins write beside the sources, and nothing runs as root.
RUN chown node:node /app && install -d -o node -g node .data
USER node
COPY --chown=node:node package.json package-lock.json .npmrc ./
# npm wants to see the console's manifest, of whose packages an image that runs has none.
COPY --chown=node:node web/package.json web/
COPY --chown=node:node docker/npm-ci.sh docker/

FROM manifests AS build
RUN --mount=type=secret,id=authorities,uid=1000 sh docker/npm-ci.sh
COPY --chown=node:node . .
RUN npm run build

FROM manifests AS dependencies
# The command line of Sentry, for bundlers, is not open source (FSL-1.1) and is of no use here; nor is the console's folder.
RUN --mount=type=secret,id=authorities,uid=1000 sh docker/npm-ci.sh --omit=dev \
  && rm -rf node_modules/sentry node_modules/.bin/sentry* node_modules/regie-console
COPY --chown=node:node docker/bill-of-materials.mjs docker/
RUN node docker/bill-of-materials.mjs > sbom.cdx.json

FROM node:${NODE_VERSION}-slim
ARG SOURCE=NA
ARG COMMIT=NA
ARG BUILD=NA
LABEL org.opencontainers.image.title=regie \
  org.opencontainers.image.licenses=MIT \
  org.opencontainers.image.source=${SOURCE} \
  org.opencontainers.image.revision=${COMMIT}
# Compiled once, with the image, rather than by each process that starts; nothing is written when it runs.
ENV NODE_ENV=production \
  NODE_COMPILE_CACHE=/app/.compiled
WORKDIR /app
COPY package.json ./
COPY docker/health-check.mjs docker/version-file.mjs docker/
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=dependencies /app/sbom.cdx.json ./
COPY --from=build /app/dist ./dist
RUN node docker/version-file.mjs > version.json \
  && install -d -o node -g node .compiled \
  && printf '#!/bin/sh\nexec node /app/dist/infrastructure/main.js "$@"\n' > /usr/local/bin/regie \
  && chmod +x /usr/local/bin/regie
USER node
RUN node dist/infrastructure/main.js --version
EXPOSE 8071
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["node", "docker/health-check.mjs"]
# Not through npm, which would keep SIGTERM to itself.
ENTRYPOINT ["node", "dist/infrastructure/main.js"]
CMD ["start"]
