import http from 'node:http'

/** No answer came: the request may or may not have been carried out. */
export class NoAnswer extends Error {}

/**
 * A small HTTP client of the API: keep-alive connections, one request at a time on each (no pipelining).
 * @param {string} address `http://127.0.0.1:8012`
 * @param {{ connections?: number, timeoutMs?: number }} [options]
 */
export function openApi(address, { connections = 32, timeoutMs = 30_000 } = {}) {
  const { hostname, port } = new URL(address)
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections, maxFreeSockets: connections, scheduling: 'fifo' })

  /**
   * Rejects with NoAnswer when the connection breaks or the time is over.
   * @returns {Promise<{ status: number, headers: http.IncomingHttpHeaders, text: string }>}
   */
  function request(method, path, headers, payload) {
    return new Promise((resolve, reject) => {
      const asked = http.request({ hostname, port, method, path, agent, headers })
      asked.setTimeout(timeoutMs, () => asked.destroy(new Error(`no answer within ${timeoutMs} ms`)))
      asked.once('error', (error) => reject(new NoAnswer(error.message)))
      asked.once('response', (answer) => {
        let text = ''
        answer.setEncoding('utf8')
        answer.on('data', (part) => { text += part })
        answer.once('error', (error) => reject(new NoAnswer(error.message)))
        answer.once('end', () => {
          if (answer.complete) resolve({ status: answer.statusCode, headers: answer.headers, text })
          else reject(new NoAnswer('cut off'))
        })
      })
      asked.end(payload)
    })
  }

  return { address, request, close: () => agent.destroy() }
}

const bodyOf = (text) => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/**
 * Signs a person in, as the console does.
 * @param {ReturnType<typeof openApi>} api
 * @returns {Promise<Session>}
 * @typedef {object} Session
 * @property {string} userId
 * @property {string} userName
 * @property {(method: string, path: string, options?: Sent) => Promise<{ status: number, body: any }>} send
 *   path below `/api/v1`; `body` goes as JSON, `file` as multipart form; `key` is the Idempotency-Key
 * @typedef {{ body?: unknown, file?: Buffer, key?: string }} Sent
 */
export async function signIn(api, { userName, password }) {
  const payload = JSON.stringify({ userName, password })
  const answer = await api.request('POST', '/api/v1/session', headersFor(payload), payload)
  const view = bodyOf(answer.text)
  if (answer.status !== 201) throw new Error(`${userName} could not sign in: ${answer.status} ${view?.code ?? ''}`)
  const cookie = (answer.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ')
  const own = { cookie, 'x-csrf-token': view.csrfToken }
  return {
    userId: view.userId,
    userName,
    async send(method, path, { body, file, key } = {}) {
      const sent = file ? formWith(file) : body === undefined ? undefined : JSON.stringify(body)
      const headers = { ...own, ...headersFor(sent, file ? FORM : JSON_TYPE), ...(key && { 'idempotency-key': key }) }
      const { status, text } = await api.request(method, `/api/v1${path}`, headers, sent)
      return { status, body: bodyOf(text) }
    },
  }
}

const JSON_TYPE = 'application/json'
const BOUNDARY = 'tongban-boundary'
const FORM = `multipart/form-data; boundary=${BOUNDARY}`

const headersFor = (payload, type = JSON_TYPE) =>
  payload === undefined ? {} : { 'content-type': type, 'content-length': Buffer.byteLength(payload) }

const formWith = (file) =>
  Buffer.concat([
    Buffer.from(`--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="photo.png"\r\ncontent-type: image/png\r\n\r\n`),
    file,
    Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
  ])
