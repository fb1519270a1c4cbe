import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseDocument, type ScalarTag } from 'yaml'
import { imageEnv, parseDockerfile, type Instruction } from './parse-dockerfile.js'
import { parseNginx, type Directive } from './parse-nginx.js'

export const ROOT = join(import.meta.dirname, '../..')
export const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

export const FILES = [
  'docker/Dockerfile',
  'docker/compose.yaml',
  'docker/compose.replicas.yaml',
  'docker/nginx.conf',
  'docker/postgres.conf',
  'docker/redis.conf',
  'docker/env.example',
  '.dockerignore',
] as const
export type DeploymentFile = (typeof FILES)[number]

export type Service = {
  readonly image?: string
  readonly build?: { readonly context: string; readonly dockerfile: string }
  readonly command?: readonly string[]
  readonly environment?: Readonly<Record<string, string | null>>
  readonly volumes?: readonly string[]
  readonly ports?: readonly string[]
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean }
  readonly restart?: string
  readonly deploy?: { readonly replicas?: number }
  readonly profiles?: readonly string[]
  readonly stop_grace_period?: string
  readonly stop_signal?: string
}
export type Compose = { readonly services: Readonly<Record<string, Service>>; readonly volumes?: Readonly<Record<string, unknown>> }

export type Deployment = {
  readonly texts: Readonly<Record<DeploymentFile, string>>
  readonly dockerfile: readonly Instruction[]
  readonly imageEnv: Readonly<Record<string, string>>
  /** compose.yaml alone. */
  readonly single: Compose
  /** compose.replicas.yaml laid over it, as Compose does for what we use. */
  readonly replicas: Compose
  readonly nginx: readonly Directive[]
  readonly postgres: Readonly<Record<string, string>>
  readonly redis: Readonly<Record<string, string>>
  readonly env: Readonly<Record<string, string>>
}

/** Compose's `!reset []`: what the lower file says is dropped. */
const RESET = '!reset'
const reset: ScalarTag = { tag: RESET, collection: 'seq', resolve: () => RESET } as unknown as ScalarTag

function compose(name: string, text: string): Compose {
  const document = parseDocument(text, { merge: true, customTags: [reset] })
  const problem = document.errors[0] ?? document.warnings[0]
  if (problem) throw new Error(`${name}: ${problem.message}`)
  return document.toJS() as Compose
}

function layOver(lower: Compose, upper: Compose): Compose {
  const services = { ...lower.services }
  for (const [name, over] of Object.entries(upper.services)) {
    const under = services[name] ?? {}
    const merged: Service = { ...under, ...over, environment: { ...under.environment, ...over.environment } }
    services[name] = (over.ports as unknown) === RESET ? { ...merged, ports: [] } : merged
  }
  return { services, volumes: { ...lower.volumes, ...upper.volumes } }
}

const settings = (text: string, separator: RegExp): Record<string, string> =>
  Object.fromEntries(
    text
      .split('\n')
      .filter((line) => /^[a-zA-Z_]/.test(line))
      .map((line) => {
        const [name = '', ...rest] = line.split(separator)
        return [name, rest.join(' ').replace(/^'(.*)'$/, '$1')]
      }),
  )

/** The files of docker/ as they stand, or with some texts replaced. Throws when one of them cannot be read as what it is. */
export function readDeployment(replaced: Partial<Record<DeploymentFile, string>> = {}): Deployment {
  const texts = Object.fromEntries(FILES.map((file) => [file, replaced[file] ?? textOf(file)])) as Record<DeploymentFile, string>
  const dockerfile = parseDockerfile(texts['docker/Dockerfile'])
  const single = compose('compose.yaml', texts['docker/compose.yaml'])
  return {
    texts,
    dockerfile,
    imageEnv: imageEnv(dockerfile),
    single,
    replicas: layOver(single, compose('compose.replicas.yaml', texts['docker/compose.replicas.yaml'])),
    nginx: parseNginx(texts['docker/nginx.conf']),
    postgres: settings(texts['docker/postgres.conf'], /\s*=\s*/),
    redis: settings(texts['docker/redis.conf'], /\s+/),
    env: settings(texts['docker/env.example'].replace(/^#(?=[A-Z_]+=)/gm, ''), /=/),
  }
}

/** Services that run our own image. */
export const productServices = ({ services }: Compose): [string, Service][] =>
  Object.entries(services).filter(([, { build }]) => build !== undefined)

/** What a person would have in docker/.env: the example's values, secrets made up. */
export function filledEnv({ env }: Deployment): Record<string, string> {
  return {
    ...env,
    POSTGRES_PASSWORD: 'a'.repeat(24),
    REDIS_PASSWORD: 'b'.repeat(24),
    TONGBAN_DATA_KEY: Buffer.alloc(32, 1).toString('base64'),
  }
}

/** `${NAME}`, `${NAME:-default}`, `${NAME:?message}` as Compose fills them; throws on one that is asked for and missing. */
export function interpolate(text: string, env: Readonly<Record<string, string>>): string {
  return text
    .replace(/(?<!\$)\$\{([A-Z_]+)(?::([-?])([^}]*))?\}/g, (_, name: string, kind: string | undefined, rest: string | undefined) => {
      const value = env[name] ?? ''
      if (value === '' && kind === '?') throw new Error(`${name}: ${rest ?? ''}`)
      return value === '' ? (rest ?? '') : value
    })
    .replaceAll('$$', '$')
}

/** The environment a service's process finds: the image's, then Compose's. A name without a value is passed on only when it is set. */
export function processEnv(deployment: Deployment, service: Service, env: Readonly<Record<string, string>>): Record<string, string> {
  const own = Object.entries(service.environment ?? {}).flatMap(([name, value]): [string, string][] => {
    if (value !== null) return [[name, interpolate(String(value), env)]]
    return env[name] === undefined ? [] : [[name, env[name]]]
  })
  return { ...deployment.imageEnv, ...Object.fromEntries(own) }
}
