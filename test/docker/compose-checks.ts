import { existsSync } from 'node:fs'
import { join, normalize } from 'node:path'
import { PlatformConfig } from '@tongban/platform/server'
import { CONFIG_KEYS, DEFAULTS, MOUNTED_PATHS, numberIn, when, type Check } from './check.js'
import { filledEnv, interpolate, processEnv, productServices, ROOT, type Compose, type Deployment, type Service } from './deployment.js'
import { durationMs } from './parse-nginx.js'

/** What the images of the stores read, from their documentation. */
const READ_BY_IMAGE: Readonly<Record<string, readonly string[]>> = {
  postgres: ['POSTGRES_USER', 'POSTGRES_DB', 'POSTGRES_PASSWORD', 'POSTGRES_INITDB_ARGS'],
  redis: ['REDISCLI_AUTH'],
}
/** Read by Compose itself to fill its files. */
const OF_COMPOSE_ONLY = ['TONGBAN_PUBLISH', 'POSTGRES_PASSWORD', 'REDIS_PASSWORD']

const both = ({ single, replicas }: Deployment): [string, Compose][] => [
  ['compose.yaml', single],
  ['with replicas', replicas],
]
const servicesOf = (deployment: Deployment): { file: string; name: string; service: Service; all: Compose }[] =>
  both(deployment).flatMap(([file, all]) => Object.entries(all.services).map(([name, service]) => ({ file, name, service, all })))
const imageName = (service: Service): string => (service.image ?? '').split(':')[0] ?? ''
const isProduct = (service: Service): boolean => service.build !== undefined
const runsOnce = (service: Service): boolean => service.restart === 'no'
const mountOf = (volume: string): { source: string; target: string } => {
  const [source = '', target = ''] = volume.split(':')
  return { source, target }
}

/** PlatformConfig as a service would make it, or the words with which it refuses. */
function configOf(deployment: Deployment, service: Service): PlatformConfig | string {
  try {
    return new PlatformConfig(processEnv(deployment, service, filledEnv(deployment)))
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

export const COMPOSE_CHECKS: readonly Check[] = [
  {
    sentence: 'every image is pinned to a version',
    find: (deployment) =>
      servicesOf(deployment).flatMap(({ name, service: { image } }) =>
        when(!/^[a-z]+:\d+\.\d+(\.\d+)?(-[a-z]+)?$/.test(image ?? ''), `${name} runs ${image ?? 'no image'}`),
      ),
  },
  {
    sentence: 'every image of our own is built from the Dockerfile in the checkout',
    find: ({ single }) =>
      productServices(single).flatMap(([name, { build }]) => [
        ...when(
          normalize(join('docker', build?.context ?? '')) !== './' && normalize(join('docker', build?.context ?? '')) !== '.',
          `${name}: context ${build?.context ?? ''}`,
        ),
        ...when(
          !existsSync(join(ROOT, 'docker', build?.context ?? '', build?.dockerfile ?? '?')),
          `${name}: no ${build?.dockerfile ?? ''}`,
        ),
      ]),
  },
  {
    sentence: 'every variable a service is given is one its program reads',
    find: (deployment) =>
      servicesOf(deployment).flatMap(({ name, service }) =>
        Object.keys(service.environment ?? {})
          .filter((key) => !(isProduct(service) ? CONFIG_KEYS : (READ_BY_IMAGE[imageName(service)] ?? [])).includes(key))
          .map((key) => `${name}: nobody reads ${key}`),
      ),
  },
  {
    sentence: 'the product starts with the environment it is given, with and without replicas',
    find: (deployment) =>
      both(deployment).flatMap(([file, all]) =>
        productServices(all).flatMap(([name, service]) => {
          const config = configOf(deployment, service)
          return when(typeof config === 'string', `${file}, ${name}: ${String(config)}`)
        }),
      ),
  },
  {
    sentence: 'every variable that compose fills in is explained in env.example, and every one explained there is used',
    find: ({ texts, env }) => {
      const asked = new Set(
        [...`${texts['docker/compose.yaml']}${texts['docker/compose.replicas.yaml']}`.matchAll(/(?<!\$)\$\{([A-Z_]+)/g)].map(
          ([, name = '']) => name,
        ),
      )
      return [
        ...[...asked].filter((name) => !(name in env)).map((name) => `${name} is not explained`),
        ...Object.keys(env)
          .filter((name) => !asked.has(name))
          .map((name) => `${name} is explained and not used`),
        ...Object.keys(env)
          .filter((name) => ![...CONFIG_KEYS, ...OF_COMPOSE_ONLY].includes(name))
          .map((name) => `${name} is read by nobody`),
      ]
    },
  },
  {
    sentence: 'no secret has a value in a file that is committed',
    find: ({ env, texts }) => [
      ...['POSTGRES_PASSWORD', 'REDIS_PASSWORD', 'TONGBAN_DATA_KEY'].flatMap((name) =>
        when(env[name] !== '', `${name} has a value in env.example`),
      ),
      ...[...texts['docker/compose.yaml'].matchAll(/\$\{(POSTGRES_PASSWORD|REDIS_PASSWORD|TONGBAN_DATA_KEY)(?!:\?)/g)].map(
        ([, name]) => `${name ?? ''} is not insisted on`,
      ),
    ],
  },
  {
    sentence: 'every volume that is mounted is defined or lies in docker/, and every one defined is mounted',
    find: (deployment) =>
      both(deployment).flatMap(([file, { services, volumes }]) => {
        const sources = Object.values(services).flatMap((service) => (service.volumes ?? []).map((volume) => mountOf(volume).source))
        const named = sources.filter((source) => !source.startsWith('.'))
        return [
          ...sources
            .filter((source) => source.startsWith('.') && !existsSync(join(ROOT, 'docker', source)))
            .map((source) => `${file}: no ${source}`),
          ...named.filter((source) => !(source in (volumes ?? {}))).map((source) => `${file}: volume ${source} is not defined`),
          ...Object.keys(volumes ?? {})
            .filter((name) => !named.includes(name))
            .map((name) => `${file}: nobody mounts ${name}`),
        ]
      }),
  },
  {
    sentence: 'the product keeps uploads on a volume, at its data directory',
    find: (deployment) =>
      productServices(deployment.single).flatMap(([name, { volumes }]) =>
        when(
          !(volumes ?? []).some((volume) => mountOf(volume).target === deployment.imageEnv.TONGBAN_DATA_DIR),
          `${name} has no volume at its data directory`,
        ),
      ),
  },
  {
    sentence: 'a service waits only for one that exists and can be what it waits for',
    find: (deployment) =>
      servicesOf(deployment).flatMap(({ name, service, all }) =>
        Object.entries(service.depends_on ?? {}).flatMap(([other, { condition }]) => {
          const target = all.services[other]
          if (!target) return [`${name} waits for ${other}, which is not there`]
          const hasCheck = target.healthcheck?.disable !== true && (target.healthcheck?.test !== undefined || isProduct(target))
          return [
            ...when(condition === 'service_healthy' && !hasCheck, `${name} waits for the health of ${other}, which has no check`),
            ...when(
              condition === 'service_completed_successfully' && !runsOnce(target),
              `${name} waits for the end of ${other}, which does not end`,
            ),
          ]
        }),
      ),
  },
  {
    sentence: 'nothing of the product runs before the schema and the reference data are there',
    find: ({ single }) =>
      productServices(single).flatMap(([name, { command, depends_on }]) => {
        const prepares = command?.join(' ').includes('migrate.js && ') === true && command.join(' ').endsWith('seed.js')
        return when(!prepares && depends_on?.migrate?.condition !== 'service_completed_successfully', `${name} does not wait for migrate`)
      }),
  },
  {
    sentence: 'the addresses of the stores name services, with the port and the account these have',
    find: (deployment) =>
      both(deployment).flatMap(([file, all]) =>
        productServices(all).flatMap(([name, service]) => {
          const env = processEnv(deployment, service, filledEnv(deployment))
          const [database, redis] = [new URL(env.DATABASE_URL ?? ''), new URL(env.REDIS_URL ?? '')]
          const postgres = all.services[database.hostname]?.environment ?? {}
          return [
            ...when(
              imageName(all.services[database.hostname] ?? {}) !== 'postgres' || database.port !== '5432',
              `${file}, ${name}: ${database.host} is no PostgreSQL`,
            ),
            ...when(
              postgres.POSTGRES_USER !== database.username || `/${postgres.POSTGRES_DB ?? ''}` !== database.pathname,
              `${file}, ${name}: another account or database`,
            ),
            ...when(
              imageName(all.services[redis.hostname] ?? {}) !== 'redis' || redis.port !== deployment.redis.port,
              `${file}, ${name}: ${redis.host} is no Redis`,
            ),
            ...when(
              postgres.POSTGRES_PASSWORD === undefined ||
                interpolate(postgres.POSTGRES_PASSWORD ?? '', filledEnv(deployment)) !== database.password,
              `${file}, ${name}: another password`,
            ),
          ]
        }),
      ),
  },
  {
    sentence: 'only the front is reached from outside, on the port it listens on',
    find: (deployment) => {
      const published = ({ services }: Compose): string[] =>
        Object.entries(services).flatMap(([name, { ports }]) => (ports ?? []).map((port) => `${name} ${interpolate(port, deployment.env)}`))
      return [
        ...when(
          published(deployment.single).join() !== `api 127.0.0.1:${DEFAULTS.port}:${DEFAULTS.port}`,
          `compose.yaml publishes ${published(deployment.single).join()}`,
        ),
        ...when(
          published(deployment.replicas).join() !== `nginx 127.0.0.1:${DEFAULTS.port}:80`,
          `with replicas: ${published(deployment.replicas).join()}`,
        ),
      ]
    },
  },
  {
    sentence: 'health is asked where the api answers it',
    find: ({ dockerfile, replicas }) => {
      const asked = [
        ...dockerfile.filter(({ word }) => word === 'HEALTHCHECK').map(({ value }) => value),
        ...Object.values(replicas.services)
          .filter((service) => imageName(service) === 'nginx')
          .map(({ healthcheck }) => healthcheck?.test?.join(' ') ?? ''),
      ]
      return [
        ...when(asked.length !== 2, 'the api or nginx has no health check'),
        ...asked.flatMap((check) =>
          when(
            !MOUNTED_PATHS.some((path) => path.startsWith('/health/') && new RegExp(`${path}['"\\s]|${path}$`).test(check)),
            `${check} asks for no path of mount-health.ts`,
          ),
        ),
      ]
    },
  },
  {
    sentence: 'health is not asked of a process that listens on no port',
    find: ({ single }) =>
      productServices(single).flatMap(([name, { command, healthcheck }]) =>
        when(command !== undefined && healthcheck?.disable !== true, `${name} would be asked for a port it does not open`),
      ),
  },
  {
    sentence: 'three api and two worker processes run behind nginx, which believes only itself about the caller’s address',
    find: (deployment) => {
      const { services } = deployment.replicas
      const api = services.api ?? {}
      const config = configOf(deployment, api)
      return [
        ...when(api.deploy?.replicas !== 3 || services.worker?.deploy?.replicas !== 2, 'other numbers of replicas'),
        ...when(typeof config !== 'string' && config.publicOrigin === null, 'the api would take nginx for the caller'),
        ...when(interpolates(api.environment?.TONGBAN_PUBLIC_ORIGIN ?? '', {}), 'TONGBAN_PUBLIC_ORIGIN is not insisted on'),
      ]
    },
  },
  {
    sentence: 'a process has longer to stop than a request may take',
    find: ({ single }) =>
      productServices(single).flatMap(([name, { stop_grace_period }]) =>
        when(
          !(durationMs(stop_grace_period) > numberIn('apps/api/create-api.ts', 'requestTimeout')),
          `${name} is killed after ${stop_grace_period ?? '10s'}`,
        ),
      ),
  },
]

function interpolates(text: string, env: Readonly<Record<string, string>>): boolean {
  try {
    interpolate(text, env)
    return true
  } catch {
    return false
  }
}
