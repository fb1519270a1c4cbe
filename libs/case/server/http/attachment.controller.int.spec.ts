import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Principal } from '@tongban/access/contract'
import { PEOPLE, caseWorld, type CaseWorld } from '@tongban/testing/server'
import { AttachmentStore } from '../persistence/attachment.store.js'

let world: CaseWorld
beforeAll(async () => {
  world = await caseWorld()
})
afterAll(() => world.stop())

const CONTENT = Buffer.from('%PDF-1.7 not really')
const put = (by: Principal) =>
  world.first.app.get(AttachmentStore).put({ name: '现场 "照片"\n.pdf', mediaType: 'application/pdf', content: CONTENT }, by.userId)

/** As `call`, for what is not JSON. */
async function download(id: string, by: Principal): Promise<{ status: number; body: string; headers: Record<string, unknown> }> {
  world.first.actAs(by)
  const answer = await world.first.app.inject({ method: 'GET', url: `/attachments/${id}` })
  return { status: answer.statusCode, body: answer.body, headers: answer.headers }
}

describe('an uploaded file', () => {
  it('is read by its uploader alone until a case uses it', async () => {
    const { id } = await put(PEOPLE.operator)
    expect(await download(id, PEOPLE.operator)).toMatchObject({ status: 200, body: CONTENT.toString() })
    for (const other of [PEOPLE.dispatcher, PEOPLE.handler]) expect((await download(id, other)).status).toBe(404)
  })

  it('is read by everyone who may see the case it belongs to, and by nobody else', async () => {
    const { id } = await put(PEOPLE.operator)
    await world.first.filed({ attachmentIds: [id] })
    for (const one of [PEOPLE.handler, PEOPLE.coordinator, PEOPLE.reviewer]) expect((await download(id, one)).status).toBe(200)
    for (const stranger of [PEOPLE.otherHandler, PEOPLE.callbackAgent]) expect((await download(id, stranger)).status).toBe(404)
    expect((await download(world.first.nextId(), PEOPLE.operator)).status).toBe(404)
  })

  it('is sent so that a browser neither runs nor guesses at it', async () => {
    const { id } = await put(PEOPLE.operator)
    const { headers } = await download(id, PEOPLE.operator)
    expect(headers).toMatchObject({
      'content-type': 'application/pdf',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    })
    expect(String(headers['content-disposition'])).toMatch(/^attachment; filename\*=UTF-8''[A-Za-z0-9%._'()*~-]+$/)
  })

  it('is stored once for equal content, under as many names as were given', async () => {
    const [one, two] = [await put(PEOPLE.operator), await put(PEOPLE.handler)]
    expect([one.sha256, one.bytes]).toEqual([two.sha256, CONTENT.length])
    expect(one.id).not.toBe(two.id)
    expect((await download(two.id, PEOPLE.handler)).body).toBe(CONTENT.toString())
  })
})
