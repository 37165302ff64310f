FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY web/package.json web/
RUN npm ci
COPY . .
RUN npm run build

FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# npm wants to see the console's manifest, of whose packages it installs none here.
COPY web/package.json web/
# The command line of Sentry, for bundlers, is not open source (FSL-1.1) and is of no use here.
RUN npm ci --omit=dev && rm -rf node_modules/sentry node_modules/.bin/sentry* && npm cache clean --force
COPY --from=build /app/dist ./dist
USER node
# Compiled once, with the image, rather than by each process that starts.
ENV NODE_COMPILE_CACHE=/tmp/regie-compiled
RUN node dist/infrastructure/main.js --version
EXPOSE 8071
# Not through npm, which would keep SIGTERM to itself.
ENTRYPOINT ["node", "dist/infrastructure/main.js"]
CMD ["start"]
