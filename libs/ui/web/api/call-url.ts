import type { Endpoint } from '@tongban/kernel/contract'

export const API_BASE = '/api/v1'

const isAbsent = (value: unknown): boolean => value === undefined || value === null || value === ''

/** Lists are written `a,b`, as the contracts read them; an empty filter is no filter. */
const queryText = (value: unknown): string => (Array.isArray(value) ? value.map(String).join(',') : String(value))

/** The address of a call. Throws on a missing path parameter: that is a bug of the page. */
export function callUrl(endpoint: Pick<Endpoint, 'name' | 'path'>, params: unknown, query: unknown): string {
  const named = (params ?? {}) as Readonly<Record<string, unknown>>
  const path = endpoint.path.replace(/:(\w+)/g, (_place, name: string) => {
    const value = named[name]
    if (isAbsent(value)) throw new Error(`${endpoint.name} needs the path parameter ${name}`)
    return encodeURIComponent(String(value))
  })
  const pairs = Object.entries((query ?? {}) as Readonly<Record<string, unknown>>)
    .filter(([, value]) => !isAbsent(value) && !(Array.isArray(value) && value.length === 0))
    .map(([name, value]): [string, string] => [name, queryText(value)])
  const search = new URLSearchParams(pairs).toString()
  return `${API_BASE}${path}${search === '' ? '' : `?${search}`}`
}
