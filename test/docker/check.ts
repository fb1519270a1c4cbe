import { PlatformConfig } from '@tongban/platform/server'
import { textOf, type Deployment } from './deployment.js'

/** A sentence that must be true of the files, and what stands against it: nothing when it holds. */
export type Check = { readonly sentence: string; readonly find: (deployment: Deployment) => string[] }

export const when = (isWrong: boolean, finding: string): string[] => (isWrong ? [finding] : [])

/** The variables the product reads, from the schema in config.ts. */
export const CONFIG_KEYS: readonly string[] = [...textOf('libs/platform/server/config.ts').matchAll(/^ {2}([A-Z][A-Z_]+): z\./gm)].map(
  ([, name = '']) => name,
)

/** What the product does when a variable is not set. */
export const DEFAULTS = new PlatformConfig({
  DATABASE_URL: 'postgres://localhost/x',
  REDIS_URL: 'redis://localhost',
  TONGBAN_DATA_DIR: '/x',
  TONGBAN_DATA_KEY: Buffer.alloc(32).toString('base64'),
})

/** Paths the api serves beside its endpoints, from the file that mounts them. */
export const MOUNTED_PATHS: readonly string[] = [...textOf('apps/api/mount-health.ts').matchAll(/fastify\.get\('([^']+)'/g)].map(
  ([, path = '']) => path,
)

/** A number named in a source, e.g. `bodyLimit: 256 * 1024` or `MAX = 10 * 1024`; throws when it is not there any more. */
export function numberIn(file: string, name: string): number {
  const match = new RegExp(`\\b${name}\\s*[:=]\\s*([\\d_]+(?:\\s*\\*\\s*[\\d_]+)*)`).exec(textOf(file))
  if (match?.[1] === undefined) throw new Error(`${file} says no ${name}`)
  return match[1].split('*').reduce((product, factor) => product * Number(factor.replaceAll('_', '').trim()), 1)
}
