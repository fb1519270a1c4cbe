import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { INBOX_CHANGED_TYPE } from '@tongban/notification/contract'
import { HINT_EVENT, SOCKET_PATH, type Hint } from '@tongban/realtime/contract'
import { io, type Socket } from 'socket.io-client'
import { startSystem, type System } from '../support/system.js'
import type { SignedIn } from '../support/signed-in.js'
import { answerFor, command, ELSEWHERE, file } from './support/calls.js'
import { addAccount } from './support/people.js'

type Listener = { readonly socket: Socket; readonly heard: Hint[]; until(caseId: string, type?: string): Promise<Hint> }

const sockets: Socket[] = []
let system: System
let operator: SignedIn
let ears: Record<string, Listener>

beforeAll(async () => {
  system = await startSystem({ autonomous: false })
  operator = await system.signIn('operator1')
  const county2 = await addAccount(system, { userName: 'county2', unitId: 'county-150522-coordinator', role: 'county_coordinator' })
  const people = ['township1', 'township2', 'lead1', 'county1', 'supervisor1', 'callback1', 'sysadmin1'].map(
    async (name) => [name, await system.signIn(name)] as const,
  )
  ears = Object.fromEntries(
    await Promise.all(
      [...(await Promise.all(people)), ['county2', county2] as const].map(
        async ([name, person]) => [name, await listen(person.cookie)] as const,
      ),
    ),
  )
})
afterAll(async () => {
  for (const socket of sockets) socket.close()
  await system.stop()
})

function open(headers: Record<string, string>): Socket {
  const socket = io(system.address, {
    path: SOCKET_PATH,
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders: headers,
  })
  sockets.push(socket)
  return socket
}

async function listen(cookie: string): Promise<Listener> {
  const socket = open({ cookie })
  const heard: Hint[] = []
  let look = (): void => undefined
  socket.on(HINT_EVENT, (hint: Hint) => {
    heard.push(hint)
    look()
  })
  await new Promise<void>((resolve, reject) => socket.on('connect', resolve).on('connect_error', reject))
  const until = (caseId: string, type?: string): Promise<Hint> =>
    new Promise((resolve) => {
      look = () => {
        const hint = heard.find((item) => item.caseId === caseId && (type === undefined || item.type === type))
        if (hint) resolve(hint)
      }
      look()
    })
  return { socket, heard, until }
}

const ear = (name: string): Listener =>
  ears[name] ??
  (() => {
    throw new Error(name)
  })()
/** Of cases; what is not about a case (a person's inbox) names none. */
const casesHeardBy = (name: string): string[] => [...new Set(ear(name).heard.map((hint) => hint.caseId).filter((caseId) => caseId !== ''))]

describe('a push', () => {
  it('of a case reaches its township, its county and the city, and no other township or county', async () => {
    const own = await file(operator)
    await system.runtime.settle()
    for (const name of ['township1', 'lead1', 'county1', 'supervisor1'])
      expect((await ear(name).until(own.caseId)).version).toBe(own.version)
    // Pushes keep their order: who hears of a later case has heard all it would ever hear of the earlier one.
    const foreign = await file(operator, { placeText: ELSEWHERE })
    await system.runtime.settle()
    for (const name of ['township2', 'county2', 'supervisor1']) await ear(name).until(foreign.caseId)
    for (const name of ['township2', 'county2']) expect(casesHeardBy(name)).toEqual([foreign.caseId])
    for (const name of ['township1', 'lead1', 'county1']) expect(casesHeardBy(name)).not.toContain(foreign.caseId)
    for (const name of ['callback1', 'sysadmin1']) expect(ear(name).heard).toEqual([])
  })

  it('reaches a callback agent when a case begins to wait for a callback', async () => {
    const { caseId } = await file(operator)
    await answerFor(await system.signIn('township1'), caseId)
    await (await system.signIn('reviewer1')).call(command('review'), { params: { caseId }, body: { verdict: 'pass' } })
    await system.runtime.settle()
    expect((await ear('callback1').until(caseId)).status).toBe('awaiting_callback')
    expect(casesHeardBy('callback1')).toEqual([caseId])
  })

  it('says which case, which version and what state, and nothing else', () => {
    for (const { heard } of Object.values(ears))
      for (const hint of heard.filter(({ caseId }) => caseId !== '')) expect(Object.keys(hint).sort()).toEqual(['at', 'caseId', 'status', 'type', 'version'])
  })

  it('of an inbox reaches its owner and nobody else, and says no more than that it changed', async () => {
    const township = await system.signIn('township1')
    const inboxes = Object.entries(ears).flatMap(([name, { heard }]) => heard.filter(({ type }) => type === INBOX_CHANGED_TYPE).map((hint) => ({ name, hint })))
    expect(inboxes.filter(({ name }) => name === 'township1').length).toBeGreaterThan(0)
    for (const { name, hint } of inboxes) {
      expect({ name, mine: hint.subjectId === township.userId }).toEqual({ name, mine: name === 'township1' })
      expect(hint).toEqual({ type: INBOX_CHANGED_TYPE, caseId: '', subjectId: hint.subjectId, version: 0, status: '', at: hint.at })
    }
  })
})

describe('a socket', () => {
  const refused = (headers: Record<string, string>): Promise<string> =>
    new Promise((resolve) => {
      const socket = open(headers)
      socket.on('connect', () => resolve('let in')).on('connect_error', () => resolve('refused'))
    })

  it('without a session, with a made-up one, or from another site is refused', async () => {
    const { cookie } = await system.signIn('operator2')
    expect(await refused({ cookie })).toBe('let in')
    expect(await refused({ cookie, origin: system.address })).toBe('let in')
    expect(await refused({})).toBe('refused')
    expect(await refused({ cookie: `tongban_session=${'x'.repeat(43)}` })).toBe('refused')
    expect(await refused({ cookie, origin: 'https://example.com' })).toBe('refused')
    expect(await refused({ cookie, origin: 'null' })).toBe('refused')
  })

  it('of a session that was signed out is refused', async () => {
    const leaving = await system.signIn('operator2')
    expect((await leaving.send('DELETE', '/session')).status).toBe(200)
    expect(await refused({ cookie: leaving.cookie })).toBe('refused')
  })

  it('chooses no room of its own', async () => {
    const { socket } = ear('township2')
    for (const room of ['city:150500', 'unit:township-150525100']) {
      socket.emit('join', room)
      socket.emit('subscribe', { room })
    }
    const own = await file(operator)
    const foreign = await file(operator, { placeText: ELSEWHERE })
    await system.runtime.settle()
    await ear('township2').until(foreign.caseId)
    expect(casesHeardBy('township2')).not.toContain(own.caseId)
  })
})
