import type { DeploymentFile } from './deployment.js'

export type Breakage = { readonly sentence: string; readonly file: DeploymentFile; readonly from: string; readonly to: string }

const of = (file: DeploymentFile, sentence: string, ...changes: readonly (readonly [string, string])[]): Breakage[] =>
  changes.map(([from, to]) => ({ sentence, file, from, to }))

const dockerfile = (sentence: string, ...changes: readonly (readonly [string, string])[]): Breakage[] =>
  of('docker/Dockerfile', sentence, ...changes)
const compose = (sentence: string, ...changes: readonly (readonly [string, string])[]): Breakage[] =>
  of('docker/compose.yaml', sentence, ...changes)
const replicas = (sentence: string, ...changes: readonly (readonly [string, string])[]): Breakage[] =>
  of('docker/compose.replicas.yaml', sentence, ...changes)
const nginx = (sentence: string, ...changes: readonly (readonly [string, string])[]): Breakage[] =>
  of('docker/nginx.conf', sentence, ...changes)

/** One wrong word in a file, and the sentence that is then no longer true. Every check stands here at least once. */
export const BREAKAGES: readonly Breakage[] = [
  ...dockerfile(
    'every path the image copies exists, or is made by a named step of the build',
    ['/app/libs ./libs', '/app/lib ./lib'],
    ['npm ci --ignore', 'npm install --ignore'],
  ),
  ...dockerfile('every npm script the image runs is one of package.json', ['npm run build', 'npm run compile']),
  ...dockerfile('every program that is started is built from a source of a package that builds', [
    'apps/api/dist/main.js',
    'apps/api/dist/index.js',
  ]),
  ...compose(
    'every program that is started is built from a source of a package that builds',
    ['apps/worker/dist/main.js', 'apps/worker/main.js'],
    ['apps/api/dist/migrate.js', 'migrations/dist/run.js'],
  ),
  ...dockerfile('starts the api unless it is told otherwise', [
    'CMD ["node", "--enable-source-maps", "apps/api/dist/main.js"]',
    'CMD ["node", "apps/worker/dist/main.js"]',
  ]),
  ...dockerfile('builds and runs on the Node the tests run on', [
    'FROM node:24.21.0-bookworm-slim AS build',
    'FROM node:22.1.0-bookworm-slim AS build',
  ]),
  ...dockerfile(
    'runs as an ordinary user, who owns the data directory and nothing else',
    ['USER node', 'USER root'],
    ['chown node:node /var/lib/tongban', 'chown node:node /srv'],
    ['COPY --from=build /app/apps', 'COPY --chown=node --from=build /app/apps'],
    ['VOLUME /var/lib/tongban', 'VOLUME /data'],
  ),
  ...dockerfile('sets only variables that the product or Node reads', ['TONGBAN_HOST=0.0.0.0', 'TONGBAN_BIND=0.0.0.0']),
  ...dockerfile(
    'listens where it is exposed, on the port the configuration has by default',
    ['EXPOSE 8012', 'EXPOSE 8080'],
    ['TONGBAN_PORT=8012', 'TONGBAN_PORT=8080'],
    ['TONGBAN_HOST=0.0.0.0', 'TONGBAN_HOST=127.0.0.1'],
  ),
  ...dockerfile('serves the console from where its build puts it', ['apps/console/dist', 'apps/console/build']),
  ...of(
    '.dockerignore',
    'has in its context what the build reads, and no secret, no foreign binary, no stale build',
    ['docs\n', 'docs\ntools\n'],
    ['**/dist\n', ''],
    ['**/.env\n', ''],
    ['.tongban\n', ''],
  ),
  ...dockerfile('keeps every package the server code imports when the development ones are pruned', [
    'npm prune --omit=dev',
    'npm prune --omit=peer',
  ]),
  ...compose('carries the version of the project', ['image: tongban:0.1.0', 'image: tongban:0.0.9']),
  ...dockerfile('carries the version of the project', ['-t tongban:0.1.0', '-t tongban:0.0.9']),
  ...compose('every image is pinned to a version', ['redis:7.2-bookworm', 'redis:latest'], ['postgres:18.4-bookworm', 'postgres']),
  ...replicas('every image is pinned to a version', ['nginx:1.28-bookworm', 'nginx:stable']),
  ...compose(
    'every image of our own is built from the Dockerfile in the checkout',
    ['context: ..,', 'context: .,'],
    ['docker/Dockerfile }', 'docker/Containerfile }'],
  ),
  ...compose(
    'every variable a service is given is one its program reads',
    ['TONGBAN_LOG_LEVEL: ', 'TONGBAN_LOGLEVEL: '],
    ['POSTGRES_DB: ', 'POSTGRES_DATABASE: '],
    ['REDISCLI_AUTH: ', 'REDIS_AUTH: '],
  ),
  ...compose(
    'the product starts with the environment it is given, with and without replicas',
    ['${TONGBAN_LOG_LEVEL:-info}', 'verbose'],
    ['TONGBAN_PUBLIC_ORIGIN:\n', "TONGBAN_PUBLIC_ORIGIN: ''\n"],
    ['    TONGBAN_DATA_KEY: ${TONGBAN_DATA_KEY:?set it in docker/.env}\n', ''],
  ),
  ...of(
    'docker/env.example',
    'every variable that compose fills in is explained in env.example, and every one explained there is used',
    ['TONGBAN_POOL_SIZE=16', 'TONGBAN_POOL=16'],
    ['TONGBAN_LOG_LEVEL=info', 'TONGBAN_LOG_LEVEL=info\nTONGBAN_THEME=dark'],
  ),
  ...of('docker/env.example', 'no secret has a value in a file that is committed', ['REDIS_PASSWORD=', 'REDIS_PASSWORD=secret']),
  ...compose('no secret has a value in a file that is committed', [
    'POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?set it in docker/.env}',
    'POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:-postgres}',
  ]),
  ...compose(
    'every volume that is mounted is defined or lies in docker/, and every one defined is mounted',
    ['./redis.conf:', './redis.cfg:'],
    ['- redis:/data', '- cache:/data'],
    ['volumes:\n  postgres:\n', 'volumes:\n  backups:\n  postgres:\n'],
  ),
  ...compose('the product keeps uploads on a volume, at its data directory', ['data:/var/lib/tongban', 'data:/data']),
  ...compose(
    'a service waits only for one that exists and can be what it waits for',
    ['migrate: { condition: service_completed_successfully }', 'worker: { condition: service_completed_successfully }'],
    ['redis: { condition: service_healthy }', 'worker: { condition: service_healthy }'],
    ['redis: { condition: service_healthy }', 'valkey: { condition: service_healthy }'],
  ),
  ...compose(
    'nothing of the product runs before the schema and the reference data are there',
    ['migrate: { condition: service_completed_successfully }', 'migrate: { condition: service_started }'],
    [' && node --enable-source-maps apps/worker/dist/seed.js]', ']'],
  ),
  ...compose(
    'the addresses of the stores name services, with the port and the account these have',
    ['@postgres:5432', '@database:5432'],
    ['@redis:6379', '@redis:6380'],
    ['POSTGRES_USER: tongban', 'POSTGRES_USER: postgres'],
    ['5432/tongban', '5432/postgres'],
  ),
  ...compose(
    'only the front is reached from outside, on the port it listens on',
    ['}:8012', '}:8080'],
    ['    shm_size', "    ports: ['5432:5432']\n    shm_size"],
  ),
  ...replicas('only the front is reached from outside, on the port it listens on', ['    ports: !reset []\n', ''], ['}:80\n', '}:8080\n']),
  ...dockerfile('health is asked where the api answers it', ['/health/ready', '/healthz'], ['HEALTHCHECK ', 'LABEL ']),
  ...replicas('health is asked where the api answers it', ['/health/ready', '/ready']),
  ...compose('health is not asked of a process that listens on no port', ['    healthcheck: { disable: true }\n', '']),
  ...replicas(
    'three api and two worker processes run behind nginx, which believes only itself about the caller’s address',
    ['replicas: 3', 'replicas: 1'],
    [
      '${TONGBAN_PUBLIC_ORIGIN:?set it in docker/.env, for example http://localhost:8012}',
      '${TONGBAN_PUBLIC_ORIGIN:-http://localhost:8012}',
    ],
  ),
  ...compose('a process has longer to stop than a request may take', ['stop_grace_period: 40s', 'stop_grace_period: 10s']),
  ...nginx(
    'nginx sends to the api’s service and port, and to nothing else',
    ['server api:8012', 'server api:8080'],
    ['server api:8012', 'server app:8012'],
    ['proxy_pass http://api;', 'proxy_pass http://app;'],
  ),
  ...nginx(
    'nginx is new enough to follow replicas that come and go, and asks Docker’s name server for them',
    [' resolve ', ' '],
    ['resolver 127.0.0.11', 'resolver 127.0.0.1'],
  ),
  ...replicas('nginx is new enough to follow replicas that come and go, and asks Docker’s name server for them', [
    'nginx:1.28-',
    'nginx:1.26-',
  ]),
  ...nginx(
    'sockets are upgraded on the path the server takes them at, and stay open between two pings',
    ['location /api/socket', 'location /socket.io'],
    ['proxy_set_header Upgrade $http_upgrade', 'proxy_set_header X-Upgrade $http_upgrade'],
    ['proxy_http_version 1.1;', ''],
    ['proxy_read_timeout 75s', 'proxy_read_timeout 30s'],
  ),
  ...nginx('a client is bound to one replica exactly if sockets may begin by polling', ['keepalive 64;', 'ip_hash;']),
  ...nginx(
    'the api’s measures are not to be had from outside',
    ['return 404', 'proxy_pass http://api'],
    ['location = /metrics', 'location = /metric'],
  ),
  ...nginx(
    'nginx takes bodies as large as the api does, and little more',
    ['client_max_body_size 201m', 'client_max_body_size 11m'],
    ['client_max_body_size 201m', 'client_max_body_size 900m'],
  ),
  ...nginx(
    'nginx waits longer than the api works, and closes idle connections before the api does',
    ['proxy_read_timeout 35s', 'proxy_read_timeout 20s'],
    ['keepalive_timeout 60s', 'keepalive_timeout 90s'],
  ),
  ...nginx(
    'a command that was sent is not sent again, and what the api answers goes through as it is',
    ['error timeout;', 'error timeout non_idempotent;'],
    ['proxy_intercept_errors off', 'proxy_intercept_errors on'],
  ),
  ...nginx('the caller’s address is the one nginx sees', ['X-Forwarded-For $remote_addr', 'X-Forwarded-For $proxy_add_x_forwarded_for']),
  ...nginx(
    'requests, sign-ins and sockets of one address are limited, by zones that exist',
    ['limit_conn sockets 500;', ''],
    ['zone=sign_in:', 'zone=signin:'],
  ),
  ...nginx(
    'what nginx itself answers is a problem the console understands, in the words of the contract, with Retry-After where waiting helps',
    ['操作太频繁', '太频繁'],
    ['"code":"INPUT_TOO_LARGE"', '"code":"TOO_LARGE"'],
    ['add_header Retry-After 2 always;', ''],
    ['error_page 413 @too_large;', ''],
    ['return 503', 'return 502'],
  ),
  ...of(
    'docker/postgres.conf',
    'PostgreSQL acknowledges only what is on the disk',
    ['fsync = on', 'fsync = off'],
    ['synchronous_commit = on', '#'],
    ['full_page_writes = on', 'full_page_writes = off'],
  ),
  ...of('docker/postgres.conf', 'every setting of postgres.conf is one PostgreSQL knows', ['work_mem', 'working_memory']),
  ...compose(
    'PostgreSQL reads its file, keeps its data on the volume, and is stopped the fast way',
    ['postgres:/var/lib/postgresql\n', 'postgres:/var/lib/postgresql/data\n'],
    ['config_file=/etc/', 'config_file=/opt/'],
    ['stop_signal: SIGINT', 'stop_signal: SIGTERM'],
  ),
  ...of('docker/postgres.conf', 'PostgreSQL has a connection for every pool of every process', [
    'max_connections = 200',
    'max_connections = 100',
  ]),
  ...of('docker/env.example', 'PostgreSQL has a connection for every pool of every process', [
    'TONGBAN_POOL_SIZE=16',
    'TONGBAN_POOL_SIZE=64',
  ]),
  ...of(
    'docker/redis.conf',
    'Redis never evicts, writes its file to the volume and reads the settings that are mounted',
    ['noeviction', 'allkeys-lru'],
    ['appendonly yes', 'appendonly no'],
    ['dir /data', 'dir /tmp'],
  ),
  ...compose(
    'Redis never evicts, writes its file to the volume and reads the settings that are mounted',
    ['[redis-server,', '[sh, -c, redis-server,'],
    ['--requirepass', '--user'],
  ),
]
