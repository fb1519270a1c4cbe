import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { readCase, uploadAttachment } from '@tongban/case/contract'
import { fileCase } from '@tongban/intake/contract'
import { Database } from '@tongban/platform/server'
import type { Answer, SignedIn } from '../support/signed-in.js'
import { startSystem, type System } from '../support/system.js'
import { answerFor, file, FILING, NOBODY, photo, PNG, upload } from './support/calls.js'
import { expectBadField, expectRefused } from './support/problems.js'

const MEGABYTE = 1024 * 1024
const JPEG = Buffer.from(
  '/9j/4AAQSkZJRgABAQEAYABgAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q==',
  'base64',
)
const WEBP = Buffer.from('UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA', 'base64')
const PDF = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
)

let system: System
let operator: SignedIn
let township: SignedIn
let stranger: SignedIn
let rows: number

const stored = async (): Promise<number> =>
  (await system.worker.get(Database).query<{ count: number }>('SELECT count(*)::int AS count FROM case_attachment'))[0]?.count ?? -1

beforeAll(async () => {
  system = await startSystem({ autonomous: false })
  ;[operator, township, stranger] = (await Promise.all(['operator1', 'township1', 'township2'].map((name) => system.signIn(name)))) as [
    SignedIn,
    SignedIn,
    SignedIn,
  ]
})
afterAll(() => system.stop())
beforeEach(async () => {
  rows = await stored()
})

async function download(person: SignedIn, id: string): Promise<{ status: number; headers: Headers; bytes: Buffer }> {
  const response = await fetch(`${system.address}/api/v1/attachments/${id}`, { headers: { cookie: person.cookie } })
  return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) }
}

const sendParts = (parts: string, boundary = 'x'): Promise<Answer<unknown>> =>
  operator.send('POST', uploadAttachment.path, { body: parts, headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } })

describe('an upload', () => {
  it.each([
    ['a JPEG', JPEG, '路口.jpg', 'image/jpeg'],
    ['a PNG', PNG, '现场.png', 'image/png'],
    ['a WebP', WEBP, '路灯.webp', 'image/webp'],
    ['a PDF', PDF, '答复函.pdf', 'application/pdf'],
  ] as const)('of %s is taken, and given back byte for byte', async (_, content, name, type) => {
    const answer = await upload(operator, content, name, type)
    expect([answer.status, uploadAttachment.response.safeParse(answer.body).success]).toEqual([201, true])
    expect(answer.body).toMatchObject({ fileName: name, mediaType: type, bytes: content.length })
    const back = await download(operator, answer.body.id)
    expect([back.status, back.headers.get('content-type'), back.bytes.equals(content)]).toEqual([200, type, true])
  })

  it.each([
    ['a page of HTML named .png', Buffer.from('<!doctype html><script>alert(1)</script>'), '照片.png', 'image/png'],
    ['an SVG named .jpg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'a.jpg', 'image/jpeg'],
    ['a GIF', Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAA=', 'base64'), 'a.gif', 'image/gif'],
    ['a program', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]), 'a.pdf', 'application/pdf'],
    ['an archive', Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(100)]), 'a.docx', 'application/pdf'],
    ['a text', Buffer.from('GIF PNG JPEG PDF'), 'a.pdf', 'application/pdf'],
    ['nothing', Buffer.alloc(0), 'a.png', 'image/png'],
  ] as const)('of %s is refused, whatever it is called', async (_, content, name, type) => {
    expectRefused(await upload(operator, content, name, type), 415, 'ATTACHMENT_TYPE_FORBIDDEN')
    expect(await stored()).toBe(rows)
  })

  it('is judged by its bytes: a picture called .html is a picture', async () => {
    const answer = await upload(operator, PNG, '照片.html', 'text/html')
    expect(answer.body).toMatchObject({ mediaType: 'image/png' })
    expect((await download(operator, answer.body.id)).headers.get('content-type')).toBe('image/png')
  })

  it('of 10 MB is taken, of a byte more refused', async () => {
    const padded = (bytes: number): Buffer => Buffer.concat([PNG, Buffer.alloc(bytes - PNG.length)])
    expect((await upload(operator, padded(10 * MEGABYTE))).status).toBe(201)
    expectRefused(await upload(operator, padded(10 * MEGABYTE + 1)), 413, 'INPUT_TOO_LARGE')
    expectRefused(await upload(operator, padded(12 * MEGABYTE)), 413, 'INPUT_TOO_LARGE')
    expect(await stored()).toBe(rows + 1)
  })

  it('that is no form, or a broken one, is refused', async () => {
    expectRefused(await operator.send('POST', uploadAttachment.path, { body: { file: 'x' } }), 415, 'MEDIA_TYPE_UNSUPPORTED')
    expectRefused(await operator.send('POST', uploadAttachment.path), 415, 'MEDIA_TYPE_UNSUPPORTED')
    const png = PNG.toString('latin1')
    for (const parts of ['', '--x--\r\n', '--x\r\n', `--x\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n${png}`])
      expectBadField(await sendParts(parts), 'body.file')
    expectBadField(await sendParts('--y--\r\n', ''), 'body.file')
    expectBadField(await sendParts('--x\r\nContent-Disposition: form-data; name="file"\r\n\r\nno file\r\n--x--\r\n'), 'body.file')
    expect(await stored()).toBe(rows)
  })

  it('of two files at once is refused whole', async () => {
    const form = new FormData()
    form.set('file', new Blob([PNG]), 'a.png')
    form.append('other', new Blob([PNG]), 'b.png')
    expectBadField(await operator.send('POST', uploadAttachment.path, { body: form }), 'body.file')
    form.append('third', new Blob([PNG]), 'c.png')
    expectBadField(await operator.send('POST', uploadAttachment.path, { body: form }), 'body.file')
    const withField = new FormData()
    withField.set('caseId', NOBODY)
    withField.set('file', new Blob([PNG]), 'a.png')
    expectBadField(await operator.send('POST', uploadAttachment.path, { body: withField }), 'body.file')
    expect(await stored()).toBe(rows)
  })

  it.each([
    ['like a path', '../../../etc/passwd'],
    ['like a path of Windows', 'C:\\windows\\system32\\a.png'],
    ['with a header in it', '照\u0007片\r\nSet-Cookie: a=b.png'],
    ['at great length', `${'长'.repeat(300)}.png`],
    ['with quotes', '"; filename="b.html'],
    ['with a dot', '.'],
    ['with a smile', '😀.png'],
  ])('named %s keeps a name that leads nowhere and breaks no header', async (_, name) => {
    const answer = await upload(operator, PNG, name)
    const { fileName } = answer.body as unknown as { fileName: string }
    expect([answer.status, /[/\\\p{Cc}]/u.test(fileName), [...fileName].length <= 100]).toEqual([201, false, true])
    const back = await download(operator, answer.body.id)
    expect([back.status, back.headers.get('set-cookie')]).toEqual([200, null])
    expect(back.headers.get('content-disposition')).toMatch(/^(inline|attachment); filename\*=UTF-8''[\w.%~!'()*-]+$/)
  })
})

describe('a download', () => {
  it('tells the browser to guess nothing and run nothing', async () => {
    for (const [content, name, disposition] of [
      [PNG, 'a.png', 'inline'],
      [PDF, 'a.pdf', 'attachment'],
    ] as const) {
      const { headers } = await download(operator, (await upload(operator, content, name)).body.id)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
      expect(headers.get('content-disposition')?.split(';')[0]).toBe(disposition)
      expect(headers.get('cache-control')).toMatch(/^private/)
    }
  })

  it('of what no case has yet is for who sent it only', async () => {
    const id = await photo(township)
    expect((await download(township, id)).status).toBe(200)
    for (const person of [stranger, operator, await system.signIn('supervisor1')])
      expectRefused(await person.send('GET', `/attachments/${id}`), 404, 'NOT_FOUND')
  })

  it('of what a case has is for who may see the case', async () => {
    const id = await photo(operator)
    await operator.call(fileCase, { body: { ...FILING, attachmentIds: [id] } })
    for (const person of [operator, township, await system.signIn('county1'), await system.signIn('reviewer1')])
      expect((await download(person, id)).status).toBe(200)
    for (const person of [stranger, await system.signIn('editor1')])
      expectRefused(await person.send('GET', `/attachments/${id}`), 404, 'NOT_FOUND')
    expectRefused(await operator.send('GET', `/attachments/${NOBODY}`), 404, 'NOT_FOUND')
    expectBadField(await operator.send('GET', '/attachments/..%2f..%2fetc%2fpasswd'), 'path.attachmentId')
  })
})

describe('an attachment', () => {
  it('that is another’s, unknown or already used goes into no case', async () => {
    const others = await photo(township)
    const used = await photo(operator)
    expect((await operator.call(fileCase, { body: { ...FILING, attachmentIds: [used] } })).status).toBe(201)
    for (const id of [others, used, NOBODY]) {
      const answer = await operator.call(fileCase, { body: { ...FILING, attachmentIds: [id] } })
      expectRefused(answer, 422, 'ATTACHMENT_UNKNOWN')
      expect(answer.problem.params).toEqual({ attachmentId: id })
    }
  })

  it('belongs to one case, though two be filed with it at once', async () => {
    const id = await photo(operator)
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => operator.call(fileCase, { body: { ...FILING, attachmentIds: [id] } })),
    )
    const holders = await Promise.all(
      answers
        .filter((answer) => answer.status === 201)
        .map(async (answer) => (await operator.call(readCase, { params: { caseId: answer.body.caseId } })).body.attachments.length),
    )
    expect(holders.reduce((sum, count) => sum + count, 0)).toBe(1)
    for (const answer of answers) if (answer.status !== 201) expectRefused(answer, answer.status, answer.problem.code)
  })

  it('of a reply stands on the case’s page beside the reply', async () => {
    const { caseId } = await file(operator)
    await answerFor(township, caseId)
    const view = await operator.call(readCase, { params: { caseId } })
    const [attachment] = view.body.attachments
    expect(view.body.timeline.find((entry) => entry.type === 'assignment.replied.v1')?.attachmentIds).toEqual([attachment?.id])
    expect((await download(operator, attachment?.id ?? '')).bytes.equals(PNG)).toBe(true)
  })
})
