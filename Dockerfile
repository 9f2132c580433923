# The images of the backend (target api) and of the simulator (target simulator).
#
# The base image is pinned by version. A digest would be firmer: look it up where there is a registry
# (docker buildx imagetools inspect node:22.23.3-bookworm-slim) and put it behind the tag.
ARG NODE_IMAGE=node:22.23.3-bookworm-slim

# What every stage with packages starts from: the manifests alone, so that a change of source installs nothing again.
FROM ${NODE_IMAGE} AS manifests
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY libs/contracts/package.json libs/contracts/
COPY libs/link/package.json libs/link/
COPY libs/mill/package.json libs/mill/
COPY libs/record-log/package.json libs/record-log/
COPY libs/sparkplug/package.json libs/sparkplug/
COPY libs/testkit/package.json libs/testkit/
COPY simulator/package.json simulator/
COPY apps/api/package.json apps/api/
COPY apps/broker/package.json apps/broker/
COPY apps/dashboard/package.json apps/dashboard/
COPY apps/e2e/package.json apps/e2e/

FROM manifests AS build
RUN npm ci
COPY . .
RUN node scripts/build.mjs --force api dashboard simulator

FROM manifests AS api-packages
RUN npm ci --omit=dev --workspace=@wanding/api

FROM manifests AS simulator-packages
RUN npm ci --omit=dev --workspace=@wanding/simulator

FROM ${NODE_IMAGE} AS runtime
ENV NODE_ENV=production
WORKDIR /app
COPY package.json ./
COPY deploy/healthcheck.mjs deploy/
COPY libs/contracts/norms libs/contracts/norms/

FROM runtime AS simulator
COPY --from=simulator-packages /app/node_modules node_modules/
COPY --from=build /app/simulator/dist simulator/dist/
COPY simulator/package.json simulator/
COPY simulator/mills simulator/mills/
RUN mkdir /data && chown node:node /data
ENV WANDING_DATA=/data
USER node
# Its own health is what the backend hears of it: HEALTH_URL is the backend's.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["node", "deploy/healthcheck.mjs", "--mill"]
CMD ["node", "simulator/dist/cli.js", "live"]

# The last target is what a plain `docker build .` makes.
FROM runtime AS api
COPY --from=api-packages /app/node_modules node_modules/
COPY --from=build /app/apps/api/dist apps/api/dist/
# What-ifs start from a mill file.
COPY simulator/mills simulator/mills/
COPY --from=build /app/apps/dashboard/dist apps/dashboard/dist/
COPY apps/api/package.json apps/api/
RUN mkdir /data && chown node:node /data
ENV HOST=0.0.0.0 PORT=3000 WANDING_DATA=/data
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["node", "deploy/healthcheck.mjs"]
CMD ["node", "apps/api/dist/main.js"]
