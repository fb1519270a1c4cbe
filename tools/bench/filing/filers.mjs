import { randomUUID } from 'node:crypto'
import { signIn } from '../lib/api-client.mjs'

const OPERATORS = ['operator1', 'operator2']
const SESSIONS = 8

/**
 * Clients that file cases over HTTP, each on a connection of its own, one request after the other.
 * @param {ReturnType<typeof import('../lib/api-client.mjs').openApi>} api
 * @param {object} options
 * @param {{ userName: string, password: string }[]} options.accounts
 * @param {number} options.clients
 * @param {(operator: import('../lib/api-client.mjs').Session) => Promise<() => object>} options.callsFor gives what the next caller says
 */
export async function openFilers(api, { accounts, clients, callsFor }) {
  const operators = accounts.filter(({ userName }) => OPERATORS.includes(userName))
  const sessions = []
  for (let index = 0; index < SESSIONS; index++) sessions.push(await signIn(api, operators[index % operators.length]))
  const nextCall = await callsFor(sessions[0])

  async function fileOne(session) {
    const begin = performance.now()
    const { status, body } = await session.send('POST', '/cases', { body: nextCall(), key: `bench-${randomUUID()}` })
    if (status !== 201) throw new Error(`POST /cases answered ${status} ${body?.code ?? ''}: ${body?.detail ?? ''}`)
    return { ms: performance.now() - begin, caseId: body.caseId, status: body.status }
  }

  return {
    /** One case after the other by a single client. */
    async fileAlone(count) {
      const filed = []
      while (filed.length < count) filed.push(await fileOne(sessions[0]))
      return filed
    },
    /** Cases filed within `seconds`: how many a second, how long each took, which. */
    async run(seconds) {
      const end = performance.now() + seconds * 1_000
      const filed = []
      const client = async (index) => {
        while (performance.now() < end) {
          const one = await fileOne(sessions[index % sessions.length])
          if (performance.now() <= end) filed.push(one)
        }
      }
      await Promise.all(Array.from({ length: clients }, (_, index) => client(index)))
      return { perSecond: filed.length / seconds, filed }
    },
  }
}
