import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { readCase, uploadAttachment, type AttachmentView } from '@tongban/case/contract'
import { fileCase } from '@tongban/intake/contract'
import { Database, ObjectStorage } from '@tongban/platform/server'
import { FakeClock } from '@tongban/testing/server'
import sharp from 'sharp'
import { buffer } from 'node:stream/consumers'
import type { Answer, SignedIn } from '../support/signed-in.js'
import { startSystem, type System } from '../support/system.js'
import { answerFor, ask, file, FILING, NOBODY, photo, PNG, upload } from './support/calls.js'
import { expectBadField, expectRefused } from './support/problems.js'
import { AMR, docx, JPEG, M4A, MOV, MP3, MP4, OGG, PDF, pngBomb, WAV, WEBM, WEBP, xlsx } from './support/sample-files.js'

const MEGABYTE = 1024 * 1024
/** The moment every request of this file is asked at, unless it says otherwise. */
const NOW = '2026-11-21T02:00:00.000Z'

let system: System
let clock: FakeClock
let operator: SignedIn
let township: SignedIn
let stranger: SignedIn
let rows: number

const stored = async (): Promise<number> =>
  (await system.worker.get(Database).query<{ count: number }>('SELECT count(*)::int AS count FROM case_attachment'))[0]?.count ?? -1

beforeAll(async () => {
  clock = new FakeClock(NOW)
  system = await startSystem({ autonomous: false, clock })
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

type Download = { status: number; headers: Headers; bytes: Buffer }

async function get(person: SignedIn, path: string, headers: Record<string, string> = {}): Promise<Download> {
  const response = await fetch(`${system.address}${path}`, { headers: { cookie: person.cookie, ...headers } })
  return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) }
}
const download = (person: SignedIn, id: string, headers: Record<string, string> = {}): Promise<Download> => get(person, `/api/v1/attachments/${id}`, headers)

/** The bytes as they lie in the store. */
async function kept(id: string): Promise<Buffer> {
  const [row] = await system.worker.get(Database).query<{ sha256: string }>('SELECT sha256 FROM case_attachment WHERE id = $1', [id])
  return buffer(await system.api.get(ObjectStorage).open(`attachments/${row?.sha256.slice(0, 2)}/${row?.sha256}`))
}

async function uploadWith(person: SignedIn, content: Buffer, fields: Record<string, string>, name = '现场.jpg'): Promise<Answer<AttachmentView>> {
  const form = new FormData()
  for (const [field, value] of Object.entries(fields)) form.set(field, value)
  form.set('file', new Blob([new Uint8Array(content)]), name)
  return person.send<AttachmentView>('POST', uploadAttachment.path, { body: form })
}

const sendParts = (parts: string, boundary = 'x'): Promise<Answer<unknown>> =>
  operator.send('POST', uploadAttachment.path, { body: parts, headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } })

const noise = (): Promise<Buffer> =>
  sharp({ create: { width: 800, height: 600, channels: 3, background: '#000', noise: { type: 'gaussian', mean: 120, sigma: 40 } } }).jpeg().toBuffer()

describe('an upload', () => {
  it.each([
    ['an MP3', MP3, '录音.mp3', 'audio/mpeg'],
    ['an M4A', M4A, '录音.m4a', 'audio/x-m4a'],
    ['a WAV', WAV, '录音.wav', 'audio/wav'],
    ['an Ogg', OGG, '录音.ogg', 'audio/ogg'],
    ['an AMR', AMR, '录音.amr', 'audio/amr'],
    ['an MP4', MP4, '现场.mp4', 'video/mp4'],
    ['a MOV', MOV, '现场.mov', 'video/quicktime'],
    ['a WebM', WEBM, '现场.webm', 'video/webm'],
    ['a PDF', PDF, '答复函.pdf', 'application/pdf'],
    ['a DOCX', docx(), '答复函.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['an XLSX', xlsx(), '清单.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ] as const)('of %s is taken, and given back byte for byte', async (_, content, name, type) => {
    const answer = await upload(operator, content, name, 'application/octet-stream')
    expect([answer.status, uploadAttachment.response.safeParse(answer.body).error?.issues ?? []]).toEqual([201, []])
    expect(answer.body).toMatchObject({ fileName: name, mediaType: type, bytes: content.length, evidence: null })
    const back = await download(operator, answer.body.id)
    expect([back.status, back.headers.get('content-type'), back.bytes.equals(content)]).toEqual([200, type, true])
  })

  it.each([
    ['a JPEG', JPEG, '路口.jpg', 'image/jpeg'],
    ['a PNG', PNG, '现场.png', 'image/png'],
    ['a WebP', WEBP, '路灯.webp', 'image/webp'],
  ] as const)('of %s is taken, and given back as a picture of the same kind and size', async (_, content, name, type) => {
    const answer = await upload(operator, content, name, type)
    expect(answer.body).toMatchObject({ fileName: name, mediaType: type, evidence: null })
    const back = await download(operator, answer.body.id)
    const [before, after] = [await sharp(content).metadata(), await sharp(back.bytes).metadata()]
    expect([back.status, back.headers.get('content-type'), after.format, after.width, after.height]).toEqual([
      200, type, before.format, before.width, before.height,
    ])
  })

  it.each([
    ['a page of HTML named .png', Buffer.from('<!doctype html><script>alert(1)</script>'), '照片.png', 'image/png'],
    ['an SVG named .jpg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'a.jpg', 'image/jpeg'],
    ['a GIF', Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAA=', 'base64'), 'a.gif', 'image/gif'],
    ['a program named .pdf', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]), 'a.pdf', 'application/pdf'],
    ['a program of Linux named .mp4', Buffer.concat([Buffer.from('\u007fELF\u0002\u0001\u0001'), Buffer.alloc(9_000)]), 'a.mp4', 'video/mp4'],
    ['an old Word file or an installer, which look alike', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2_000)]), 'a.doc', 'application/msword'],
    ['an archive', Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(100)]), 'a.docx', 'application/pdf'],
    ['a Word file with macros', docx('application/vnd.ms-word.document.macroEnabled.main+xml'), 'a.docx', 'application/pdf'],
    ['a text', Buffer.from('GIF PNG JPEG PDF'), 'a.pdf', 'application/pdf'],
    ['nothing', Buffer.alloc(0), 'a.png', 'image/png'],
  ] as const)('of %s is refused, whatever it is called', async (_, content, name, type) => {
    expectRefused(await upload(operator, content, name, type), 415, 'ATTACHMENT_TYPE_FORBIDDEN')
    expect(await stored()).toBe(rows)
  })

  it.each([
    ['that is broken', () => Promise.resolve(PNG.subarray(0, 50))],
    ['cut off in the middle', () => noise().then((whole) => whole.subarray(0, whole.length / 2))],
    ['of 900 million pixels in a few bytes', () => Promise.resolve(pngBomb(30_000, 30_000))],
  ] as const)('of a picture %s is refused', async (_, make) => {
    expectRefused(await upload(operator, await make()), 422, 'ATTACHMENT_UNREADABLE')
    expect(await stored()).toBe(rows)
  })

  it('is judged by its bytes: a picture called .html is a picture, and is called one', async () => {
    const answer = await upload(operator, PNG, '照片.html', 'text/html')
    expect(answer.body).toMatchObject({ mediaType: 'image/png', fileName: '照片.html.png' })
    expect((await download(operator, answer.body.id)).headers.get('content-type')).toBe('image/png')
  })

  it('of a picture loses whatever was hung behind it or hidden in it', async () => {
    const payload = Buffer.from('<script>alert(document.cookie)</script>')
    const hidden = Buffer.concat([await sharp(JPEG).withExif({ IFD0: { ImageDescription: payload.toString() } }).jpeg().toBuffer(), payload, docx()])
    expect(hidden.includes(payload)).toBe(true)
    const { body } = await upload(operator, hidden, 'a.jpg')
    const bytes = await kept(body.id)
    expect([bytes.includes('<script>'), bytes.includes('PK\u0003\u0004'), (await sharp(bytes).metadata()).format]).toEqual([false, false, 'jpeg'])
  })

  it('of a large photograph is kept upright and no longer than 2560 px', async () => {
    const sideways = await sharp({ create: { width: 3_000, height: 1_500, channels: 3, background: '#456' } }).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    const { body } = await upload(operator, sideways, '大图.jpg')
    const { width, height, orientation } = await sharp(await kept(body.id)).metadata()
    expect([width, height, orientation]).toEqual([1_280, 2_560, undefined])
  })

  it('of each kind has its own limit: a picture 20 MB, told in whose words it is', async () => {
    const padded = (bytes: number): Buffer => Buffer.concat([PDF, Buffer.alloc(bytes - PDF.length)])
    expect((await upload(operator, padded(20 * MEGABYTE), '附件.pdf')).status).toBe(201)
    const over = await upload(operator, padded(20 * MEGABYTE + 1), '附件.pdf')
    expectRefused(over, 413, 'ATTACHMENT_TOO_LARGE')
    expect(over.problem.detail).toBe('文件最多 20 MB')
    const picture = await upload(operator, Buffer.concat([PNG, Buffer.alloc(20 * MEGABYTE)]))
    expectRefused(picture, 413, 'ATTACHMENT_TOO_LARGE')
    expect(picture.problem.detail).toBe('图片最多 20 MB')
    const film = Buffer.concat([MP4, Buffer.alloc(21 * MEGABYTE)])
    expect((await upload(operator, film, '现场.mp4')).body).toMatchObject({ bytes: film.length, mediaType: 'video/mp4' })
    expect(await stored()).toBe(rows + 2)
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
    expectBadField(await operator.send('POST', uploadAttachment.path, { body: withField }), 'body.caseId')
    const named = new FormData()
    named.set('picture', new Blob([PNG]), 'a.png')
    expectBadField(await operator.send('POST', uploadAttachment.path, { body: named }), 'body.file')
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

describe('the evidence of a photograph', () => {
  /** 43°39'08.1" N, 122°14'36.6" E, half past nine in the morning in the city. */
  const EXIF = {
    IFD0: { Make: 'Maker', Model: 'Phone 9', Artist: '王小明' },
    IFD2: { DateTimeOriginal: '2026:11:20 09:30:15', OffsetTimeOriginal: '+08:00' },
    IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '43/1 39/1 81/10', GPSLongitudeRef: 'E', GPSLongitude: '122/1 14/1 366/10' },
  }
  const taken = (exif: typeof EXIF | Omit<typeof EXIF, 'IFD3'> = EXIF): Promise<Buffer> =>
    sharp({ create: { width: 64, height: 48, channels: 3, background: '#abc' } }).withExif(exif).withIccProfile('p3').jpeg().toBuffer()

  it('is read out of the file, and the file keeps nothing of it', async () => {
    const content = await taken()
    expect(content.includes('Exif')).toBe(true)
    const { body } = await uploadWith(operator, content, {})
    expect(body.evidence).toEqual({ takenAt: '2026-11-20T01:30:15.000Z', latitude: 43.65225, longitude: 122.2435, source: 'exif' })
    const bytes = await kept(body.id)
    const { exif, icc, xmp, iptc, width } = await sharp(bytes).metadata()
    expect([exif, icc, xmp, iptc, width]).toEqual([undefined, undefined, undefined, undefined, 64])
    for (const word of ['Exif', 'GPS', 'Phone 9', '王小明', '2026:11']) expect([word, bytes.includes(word)]).toEqual([word, false])
  })

  it.each(['webp', 'png'] as const)('is read out of a %s, too', async (format) => {
    const content = await sharp(await taken()).keepExif()[format]().toBuffer()
    const { body } = await uploadWith(operator, content, {}, `a.${format}`)
    expect(body.evidence).toMatchObject({ latitude: 43.65225, source: 'exif' })
    expect((await sharp(await kept(body.id)).metadata()).exif).toBeUndefined()
  })

  it('is what the file says, whatever the uploader’s device says beside it', async () => {
    const claim = { takenAt: '2026-11-21T01:00:00Z', latitude: '40.5', longitude: '116.25' }
    expect((await uploadWith(operator, await taken(), claim)).body.evidence).toMatchObject({ latitude: 43.65225, source: 'exif' })
    const { IFD3: _, ...noPlace } = EXIF
    const timed = { takenAt: '2026-11-20T01:30:15.000Z', latitude: null, longitude: null, source: 'exif' }
    expect((await uploadWith(operator, await taken(noPlace), { takenAt: claim.takenAt })).body.evidence).toEqual(timed)
    // The place is the device's word, and the whole is called by its weaker part.
    expect((await uploadWith(operator, await taken(noPlace), claim)).body.evidence).toEqual({ ...timed, latitude: 40.5, longitude: 116.25, source: 'client' })
  })

  it('is the uploader’s claim where the file says nothing, and is marked as one', async () => {
    const claim = { takenAt: '2026-11-21T09:00:00+08:00', latitude: '43.65', longitude: '-122.5' }
    const wanted = { takenAt: '2026-11-21T01:00:00.000Z', latitude: 43.65, longitude: -122.5, source: 'client' }
    for (const content of [JPEG, MP4]) expect((await uploadWith(operator, content, claim)).body.evidence).toEqual(wanted)
    expect((await uploadWith(operator, JPEG, { takenAt: claim.takenAt })).body.evidence).toEqual({ ...wanted, latitude: null, longitude: null })
  })

  it.each([
    [{ takenAt: 'yesterday' }, 'body.takenAt'],
    [{ latitude: '91', longitude: '0' }, 'body.latitude'],
    [{ latitude: '1e1', longitude: '0' }, 'body.latitude'],
    [{ latitude: '', longitude: '' }, 'body.latitude'],
    [{ latitude: '43' }, 'body.longitude'],
    [{ latitude: '43', longitude: '180.5' }, 'body.longitude'],
    [{ source: 'exif' }, 'body.source'],
  ] as const)('is refused when it is none: %j', async (fields, field) => {
    expectBadField(await uploadWith(operator, JPEG, fields as Record<string, string>), field)
    expect(await stored()).toBe(rows)
  })

  it('stands beside the photograph on the case’s page', async () => {
    const { body } = await uploadWith(operator, await taken(), {})
    const filed = await operator.call(fileCase, { body: { ...FILING, attachmentIds: [body.id] } })
    const view = await township.call(readCase, { params: { caseId: filed.body.caseId } })
    expect(view.body.attachments[0]?.evidence).toEqual(body.evidence)
  })
})

describe('a link to a file', () => {
  const linked = async (person: SignedIn): Promise<string> => {
    const { body } = await upload(operator, PDF, '答复函.pdf')
    const filed = await operator.call(fileCase, { body: { ...FILING, attachmentIds: [body.id] } })
    const view = await person.call(readCase, { params: { caseId: filed.body.caseId } })
    return view.body.attachments[0]?.url ?? ''
  }

  it('opens for the person it was made for, for five minutes', async () => {
    const url = await linked(township)
    expect(url).toMatch(/^\/api\/v1\/files\/[0-9a-f-]{36}\?e=\d{10}&s=[\w-]{43}$/)
    const answer = await get(township, url)
    expect([answer.status, answer.bytes.equals(PDF)]).toEqual([200, true])
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; /)
    clock.advance(5 * 60_000 - 1)
    expect((await get(township, url)).status).toBe(200)
    clock.advance(1)
    expectRefused(await township.send('GET', url.replace('/api/v1', '')), 410, 'ATTACHMENT_LINK_EXPIRED')
    clock.set(NOW)
  })

  it('opens for nobody else, though they might see the case, and not without a session', async () => {
    const url = (await linked(township)).replace('/api/v1', '')
    for (const person of [operator, stranger, await system.signIn('supervisor1')]) expectRefused(await person.send('GET', url), 404, 'NOT_FOUND')
    expectRefused(await ask(`${system.address}/api/v1${url}`), 401, 'NOT_SIGNED_IN')
  })

  it('whose moment, file or signature was changed opens nothing', async () => {
    const url = (await linked(township)).replace('/api/v1', '')
    const expiry = Number(/e=(\d+)/.exec(url)?.[1])
    const signature = /s=(.+)$/.exec(url)?.[1] ?? ''
    const other = await photo(township)
    for (const changed of [
      url.replace(/e=\d+/, `e=${expiry + 60}`),
      url.replace(/e=\d+/, `e=${expiry - 600}`),
      url.replace(/files\/[0-9a-f-]+/, `files/${other}`),
      url.replace(/s=.+/, `s=${'A'.repeat(43)}`),
      url.replace(/s=.+/, `s=${signature.slice(0, 10)}`),
    ])
      expectRefused(await township.send('GET', changed), 404, 'NOT_FOUND')
    for (const [changed, field] of [[url.replace(/&s=.+/, ''), 'query.s'], [url.replace(/e=\d+&/, ''), 'query.e'], [`${url}&x=1`, 'query.x']] as const)
      expectBadField(await township.send('GET', changed), field)
  })

  it('is the same within a minute, so that a page read again does not load its pictures again', async () => {
    const { body } = await upload(operator, PNG)
    const filed = await operator.call(fileCase, { body: { ...FILING, attachmentIds: [body.id] } })
    const url = async (): Promise<string> => (await township.call(readCase, { params: { caseId: filed.body.caseId } })).body.attachments[0]?.url ?? ''
    const first = await url()
    clock.advance(59_000)
    expect(await url()).toBe(first)
    clock.advance(2_000)
    expect(await url()).not.toBe(first)
    clock.set(NOW)
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

  it('gives the part that is asked for', async () => {
    const { body } = await upload(operator, MP4, '现场.mp4')
    const size = MP4.length
    for (const [range, start, end] of [
      ['bytes=0-9', 0, 10],
      ['bytes=10-', 10, size],
      ['bytes=-5', size - 5, size],
      [`bytes=20-${size * 2}`, 20, size],
    ] as const) {
      for (const path of [`/api/v1/attachments/${body.id}`, (body as unknown as AttachmentView).url]) {
        const part = await get(operator, path, { range })
        expect([range, part.status, part.headers.get('content-range'), part.bytes.equals(MP4.subarray(start, end))]).toEqual([
          range, 206, `bytes ${start}-${end - 1}/${size}`, true,
        ])
      }
    }
    const whole = await download(operator, body.id, { range: 'bytes=0-1,5-6' })
    expect([whole.status, whole.headers.get('accept-ranges'), whole.bytes.length]).toEqual([200, 'bytes', size])
    const beyond = await operator.send('GET', `/attachments/${body.id}`, { headers: { range: `bytes=${size}-` } })
    expectRefused(beyond, 416, 'RANGE_NOT_SATISFIABLE')
    expect(beyond.headers.get('content-range')).toBe(`bytes */${size}`)
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

  it('belongs to one case: of many filed with it at once one is filed, the others are told why not', async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = await photo(operator)
      const answers = await Promise.all(
        Array.from({ length: 6 }, () => operator.call(fileCase, { body: { ...FILING, attachmentIds: [id] } })),
      )
      const filed = answers.filter((answer) => answer.status === 201)
      expect(filed).toHaveLength(1)
      for (const answer of answers) {
        if (answer.status === 201) continue
        expectRefused(answer, 422, 'ATTACHMENT_UNKNOWN')
        expect(answer.problem.params).toEqual({ attachmentId: id })
      }
      const view = await operator.call(readCase, { params: { caseId: filed[0]?.body.caseId ?? '' } })
      expect(view.body.attachments.map((attachment) => attachment.id)).toEqual([id])
    }
  })

  it('of a reply stands on the case’s page beside the reply', async () => {
    const { caseId } = await file(operator)
    await answerFor(township, caseId)
    const view = await operator.call(readCase, { params: { caseId } })
    const [attachment] = view.body.attachments
    expect(view.body.timeline.find((entry) => entry.type === 'assignment.replied.v1')?.attachmentIds).toEqual([attachment?.id])
    expect(await sharp((await download(operator, attachment?.id ?? '')).bytes).metadata()).toMatchObject({ format: 'png', width: 1, height: 1 })
  })
})
