import { COMMAND_ENDPOINTS, uploadAttachment } from '@tongban/case/contract'
import { fileCase } from '@tongban/intake/contract'
import type { BodyInputOf, Endpoint, Problem, ResponseOf } from '@tongban/kernel/contract'
import { readInbox } from '@tongban/case/contract'
import { ALL_ENDPOINTS } from '../../../apps/api/endpoints.js'
import type { Answer, SignedIn } from '../../support/signed-in.js'

/** A well-formed id that nothing has. */
export const NOBODY = '00000000-0000-4000-8000-000000000000'

export const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

export function endpointOf(name: string): Endpoint {
  const found = ALL_ENDPOINTS.find((endpoint) => endpoint.name === name)
  if (!found) throw new Error(`No endpoint ${name}`)
  return found
}

export function command(name: string): Endpoint {
  const found = COMMAND_ENDPOINTS.find((item) => item.command.name === name)
  if (!found) throw new Error(`No command ${name}`)
  return found.endpoint
}

/** A request by nobody in particular, or by somebody whose headers are given: for what `SignedIn` would not send. */
export async function ask(url: string, init: RequestInit = {}): Promise<Answer<unknown>> {
  const response = await fetch(url, init)
  const text = await response.text()
  const body: unknown = text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text
  return { status: response.status, body, problem: body as Problem, headers: response.headers }
}

type Filing = BodyInputOf<typeof fileCase>

/** A quarrel over a field's border in the place of `township1`: dispatched by itself, to the township, its county copied. */
export const FILING = {
  caller: { phone: '13947500001', name: '张女士' },
  caseType: 'help',
  description: '邻居把我家和他家之间的地边子占了两垄，量过几回村里调解不下来，请镇里来人丈量。',
  placeText: '奈曼旗大沁他拉镇',
  categoryCode: '010105',
} satisfies Filing

/** Where `township2` sits: another county. */
export const ELSEWHERE = '科尔沁左翼后旗甘旗卡镇'

export async function file(operator: SignedIn, changes: Partial<Filing> = {}): Promise<ResponseOf<typeof fileCase>> {
  const answer = await operator.call(fileCase, { body: { ...FILING, ...changes } })
  if (answer.status !== 201) throw new Error(`Not filed: ${JSON.stringify(answer.body)}`)
  return answer.body
}

/** The unit's own duty in a case, as its inbox shows it. */
export async function dutyOf(handler: SignedIn, caseId: string): Promise<string> {
  for (let cursor: string | null | undefined = undefined; cursor !== null;) {
    const page: ResponseOf<typeof readInbox> = (
      await handler.call(readInbox, { query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } })
    ).body
    const card = page.items.find((item) => item.caseId === caseId)
    if (card) return card.assignmentId
    cursor = page.nextCursor
  }
  throw new Error('Not in the inbox')
}

export async function upload(
  person: SignedIn,
  content: Buffer = PNG,
  name = '现场.png',
  type = 'image/png',
): Promise<Answer<{ id: string }>> {
  const form = new FormData()
  form.set('file', new Blob([new Uint8Array(content)], { type }), name)
  return person.send<{ id: string }>('POST', uploadAttachment.path, { body: form })
}

export async function photo(person: SignedIn): Promise<string> {
  const answer = await upload(person)
  if (answer.status !== 201) throw new Error(`Not uploaded: ${JSON.stringify(answer.body)}`)
  return answer.body.id
}

/** Signed, contacted and replied by its township: the case waits for review. */
export async function answerFor(township: SignedIn, caseId: string): Promise<string> {
  const assignmentId = await dutyOf(township, caseId)
  const steps: readonly (readonly [string, object])[] = [
    ['sign', {}],
    ['contact', { reached: true, method: 'phone', note: '已联系，约定当天到现场' }],
    ['reply', { text: '已会同村干部到地里丈量，双方当面确认地界并埋桩。', attachmentIds: [await photo(township)] }],
  ]
  for (const [name, body] of steps) {
    const answer = await township.call(command(name), { params: { assignmentId }, body })
    if (answer.status !== 200) throw new Error(`${name}: ${JSON.stringify(answer.body)}`)
  }
  return assignmentId
}
