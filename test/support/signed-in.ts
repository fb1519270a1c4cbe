import type { BodyInputOf, Endpoint, Problem, QueryInputOf, ResponseOf } from '@tongban/kernel/contract'

export type Answer<T> = { readonly status: number; readonly body: T; readonly problem: Problem; readonly headers: Headers }

type Call<E extends Endpoint> = { params?: Record<string, string>; query?: QueryInputOf<E>; body?: BodyInputOf<E>; idempotencyKey?: string; headers?: Record<string, string> }

/** A person at the API: a cookie, a CSRF token, and typed calls by the contract's endpoints. */
export class SignedIn {
  private constructor(
    readonly address: string,
    readonly cookie: string,
    readonly csrfToken: string,
    readonly userId: string,
  ) {}

  static async open(address: string, userName: string, password: string): Promise<SignedIn> {
    const response = await fetch(`${address}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ userName, password }),
    })
    if (response.status !== 201) throw new Error(`${userName} could not sign in: ${response.status} ${await response.text()}`)
    const view = (await response.json()) as { csrfToken: string; userId: string }
    const cookie = response.headers.getSetCookie().map((text) => text.split(';')[0] ?? '').join('; ')
    return new SignedIn(address, cookie, view.csrfToken, view.userId)
  }

  async call<E extends Endpoint>(endpoint: E, { params, query, body, idempotencyKey, headers }: Call<E> = {}): Promise<Answer<ResponseOf<E>>> {
    return this.send(endpoint.method, endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params?.[name] ?? '')), {
      ...(query === undefined ? {} : { query: query as Record<string, unknown> }),
      ...(body === undefined ? {} : { body }),
      headers: { ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }), ...headers },
    })
  }

  /** For input no contract allows. */
  async send<T>(method: string, path: string, { query, body, headers }: { query?: Record<string, unknown>; body?: unknown; headers?: Record<string, string> } = {}): Promise<Answer<T>> {
    const search = new URLSearchParams(Object.entries(query ?? {}).filter(([, value]) => value !== undefined).map(([name, value]): [string, string] => [name, String(value)]))
    const raw = body instanceof FormData || typeof body === 'string' ? body : body === undefined ? undefined : JSON.stringify(body)
    const response = await fetch(`${this.address}/api/v1${path}${search.size > 0 ? `?${search.toString()}` : ''}`, {
      method,
      headers: {
        cookie: this.cookie,
        ...(method === 'GET' ? {} : { 'x-csrf-token': this.csrfToken }),
        ...(raw === undefined || raw instanceof FormData ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(raw === undefined ? {} : { body: raw }),
    })
    const text = await response.text()
    const parsed = text.startsWith('{') || text.startsWith('[') ? (JSON.parse(text) as unknown) : text
    return { status: response.status, body: parsed as T, problem: parsed as Problem, headers: response.headers }
  }
}
