# syntax=docker/dockerfile:1
# The container image of an app is a target:
#
#   docker build --target image-service --tag image-service .
#   docker build --target slackbot --tag slackbot .

FROM node:26.10.0-trixie-slim AS build
WORKDIR /src
RUN npm install --global pnpm@12.4.2
COPY . .
RUN --mount=type=cache,target=/root/.local/share/pnpm/store \
    pnpm install --frozen-lockfile \
      --filter @registry-images/image-service... \
      --filter @registry-images/slackbot...
RUN cd apps/image-service && ./node_modules/.bin/tsdown
RUN cd apps/slackbot && ./node_modules/.bin/tsdown
# A volume that is new gets what is there in the image, and so its owner.
RUN mkdir /data && chown node:node /data

FROM node:26.10.0-trixie-slim AS app
WORKDIR /app
COPY --from=build /src/LICENSE ./LICENSE
COPY --from=build --chown=node:node /data /data
# Nothing but /data is ever written: run it with a root file system that is read-only.
ENV NODE_ENV=production \
    HOST=0.0.0.0
VOLUME /data
USER node
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "main.mjs"]

FROM app AS image-service
LABEL org.opencontainers.image.title="image-service" \
      org.opencontainers.image.description="The Image API over OCI registries and image layouts, from an index." \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /src/apps/image-service/dist/main.mjs ./main.mjs
ENV PORT=8080 \
    DATABASE=/data/index.db
EXPOSE 8080

FROM app AS slackbot
LABEL org.opencontainers.image.title="slackbot" \
      org.opencontainers.image.description="See, inspect and safely delete the container images of a registry, from Slack." \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /src/apps/slackbot/dist/main.mjs ./main.mjs
ENV PORT=3000 \
    DATABASE=/data/slackbot.sqlite
EXPOSE 3000
# Where there is much memory V8 lets the heap grow to four times what is in use before it collects all of it
# (https://github.com/v8/v8/blob/main/src/heap/heap-controller.cc): in the bot's first 30,000 commands from 250 MB of memory to
# 320. With one and a half times it has 220 to 240 MB from the first thousand on, and takes up to a fifth more of processor time.
ENTRYPOINT ["node", "--heap-growing-percent=50", "main.mjs"]
