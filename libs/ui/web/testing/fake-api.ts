import type { Endpoint, Problem } from '@tongban/kernel/contract'
import { API_BASE } from '../api/call-url.js'

export type FakeRequest = {
  readonly params: Record<string, string>
  readonly query: Record<string, string>
  readonly body: unknown
  readonly headers: Readonly<Record<string, string>>
}
/** A value is the answer with the endpoint's own status; a `Response` is sent as it is (see `refusal`). */
export type FakeRoute = { readonly endpoint: Endpoint; readonly answer: (request: FakeRequest) => unknown }
export type FakeApi = { readonly requests: readonly (FakeRequest & { readonly name: string })[]; readonly restore: () => void }

/** For specs: puts answers behind `fetch`. A request no route knows fails the test loudly, with a 404 problem naming it. */
export function fakeApi(routes: readonly FakeRoute[]): FakeApi {
  const before = globalThis.fetch
  const requests: (FakeRequest & { name: string })[] = []
  globalThis.fetch = async (input, init) => {
    const url = new URL(String(input), 'http://console.test')
    const method = init?.method ?? 'GET'
    for (const { endpoint, answer } of routes) {
      const params = endpoint.method === method ? matchPath(endpoint.path, url.pathname) : null
      if (params === null) continue
      const body = typeof init?.body === 'string' ? (JSON.parse(init.body) as unknown) : init?.body
      const request = {
        params,
        query: Object.fromEntries(url.searchParams),
        body,
        headers: (init?.headers ?? {}) as Record<string, string>,
      }
      requests.push({ name: endpoint.name, ...request })
      const value = await answer(request)
      return value instanceof Response ? value : json(endpoint.status, value)
    }
    return refusal({ status: 404, code: 'FAKE_ROUTE_MISSING', detail: `no fake route for ${method} ${url.pathname}` })
  }
  return {
    requests,
    restore() {
      globalThis.fetch = before
    },
  }
}

/** A problem+json answer. */
export const refusal = (problem: Pick<Problem, 'status' | 'code' | 'detail'> & Partial<Problem>): Response =>
  json(problem.status, { type: `urn:tongban:refusal:${problem.code}`, title: problem.code, traceId: 'trace-test', ...problem })

const json = (status: number, value: unknown): Response =>
  new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json' } })

function matchPath(pattern: string, path: string): Record<string, string> | null {
  const names: string[] = []
  const source = `${API_BASE}${pattern}`.replace(/:(\w+)/g, (_place, name: string) => {
    names.push(name)
    return '([^/]+)'
  })
  const found = new RegExp(`^${source}$`).exec(path)
  return found === null ? null : Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? '')]))
}
