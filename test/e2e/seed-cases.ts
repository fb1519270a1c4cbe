import { claimCallback } from '@tongban/callback/contract'
import { COMMAND_ENDPOINTS, readInbox, uploadAttachment } from '@tongban/case/contract'
import { fileCase } from '@tongban/intake/contract'
import type { Endpoint } from '@tongban/kernel/contract'
import type { SignedIn } from '../support/signed-in.js'
import type { System } from '../support/system.js'

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

/** One case at each place a page waits for one. */
export type SeededCases = { readonly waiting: string; readonly inReview: string; readonly inCallback: string; readonly inPool: string }

const command = (name: string): Endpoint => {
  const found = COMMAND_ENDPOINTS.find((item) => item.command.name === name)
  if (found === undefined) throw new Error(`no command ${name}`)
  return found.endpoint
}

const done = <T extends { status: number }>(what: string, answer: T): T => {
  if (answer.status >= 300) throw new Error(`${what}: ${answer.status} ${JSON.stringify(answer)}`)
  return answer
}

/** Fills every queue through the API, as the people would: the township's inbox, the pool, the review queue, the callback queue. */
export async function seedCases(system: System): Promise<SeededCases> {
  const operator = await system.signIn('operator1')
  const township = await system.signIn('township1')
  const reviewer = await system.signIn('reviewer1')
  const file = async (n: number, description: string, placeText: string, categoryCode: string | null): Promise<string> => {
    const body = { caller: { phone: `1394750010${n}`, name: '张女士', sealed: n === 1 }, caseType: 'help', description, placeText, categoryCode } as const
    return done('file', await operator.call(fileCase, { idempotencyKey: `seed-${n}`, body })).body.caseId
  }
  const boundary = ['邻居把我家的地边子占了两垄，请镇里来人丈量。', '奈曼旗大沁他拉镇', '010105'] as const
  const waiting = await file(1, ...boundary)
  const inReview = await file(2, ...boundary)
  const inCallback = await file(3, ...boundary)
  const inPool = await file(4, '路灯不亮，不知道归谁管。', '', null)
  for (const caseId of [inReview, inCallback]) await reply(township, caseId)
  done('pass', await reviewer.call(command('review'), { params: { caseId: inCallback }, body: { verdict: 'pass' } }))
  return { waiting, inReview, inCallback, inPool }
}

async function reply(township: SignedIn, caseId: string): Promise<void> {
  const inbox = await township.call(readInbox)
  const assignmentId = inbox.body.items.find((item) => item.caseId === caseId)?.assignmentId
  if (assignmentId === undefined) throw new Error(`${caseId} is not in the inbox`)
  const form = new FormData()
  form.set('file', new Blob([PNG], { type: 'image/png' }), '现场.png')
  const photo = done('upload', await township.send<{ id: string }>('POST', uploadAttachment.path, { body: form })).body.id
  const params = { assignmentId }
  done('sign', await township.call(command('sign'), { params, body: {} }))
  done('contact', await township.call(command('contact'), { params, body: { reached: true, method: 'phone', note: '已联系，约定当天到现场' } }))
  const text = '已会同村干部到地里丈量，双方当面确认地界并埋桩。'
  done('reply', await township.call(command('reply'), { params, body: { text, attachmentIds: [photo] } }))
}

/** The script and its answers are there only for who has claimed the case. */
export const claimAs = async (system: System, userName: string, caseId: string): Promise<void> => {
  const agent = await system.signIn(userName)
  done('claim', await agent.call(claimCallback, { params: { caseId } }))
}
