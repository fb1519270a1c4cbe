/** One signed-in demo account: a cookie, a CSRF token, and calls to the API. */
export class DemoPerson {
  constructor(address, account, cookie, session) {
    this.address = address
    this.account = account
    this.cookie = cookie
    this.csrfToken = session.csrfToken
    this.role = session.roles[0]?.id
    this.unit = session.unit
  }

  static async signIn(address, { userName, password }) {
    const response = await fetch(`${address}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ userName, password }),
      signal: AbortSignal.timeout(10_000),
    })
    if (response.status !== 201) throw new Error(`${userName} 登录失败 · could not sign in: ${response.status} ${await response.text()}`)
    const cookie = response.headers.getSetCookie().map((text) => text.split(';')[0]).join('; ')
    return new DemoPerson(address, { userName }, cookie, await response.json())
  }

  /** `{ status, body }`; a refusal is an answer, not an exception. */
  async call(method, route, body) {
    const response = await fetch(`${this.address}/api/v1${route}`, {
      method,
      headers: {
        cookie: this.cookie,
        ...(method === 'GET' ? {} : { 'x-csrf-token': this.csrfToken, 'idempotency-key': crypto.randomUUID() }),
        ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(20_000),
    })
    return { status: response.status, body: await response.json() }
  }

  get = (route) => this.call('GET', route)
  post = (route, body = {}) => this.call('POST', route, body)
}
