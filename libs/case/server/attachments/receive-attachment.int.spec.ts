import { mkdtemp, readdir, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { Clock, IdGen } from '@tongban/kernel/core'
import { PlatformConfig, Refused } from '@tongban/platform/server'
import { caseWorld, PEOPLE, valueOf, type CaseWorld } from '@tongban/testing/server'
import { AttachmentStore } from '../persistence/attachment.store.js'
import { IncomingFile, sweepIncoming } from './incoming-file.js'
import { AttachmentLimits, nameFor, ReceiveAttachment } from './receive-attachment.use-case.js'
import { rangeOf } from './send-file.js'
import type { UploadRequest } from './upload-form.js'

const MEGABYTE = 1_048_576
const LIMITS = { image: MEGABYTE, audio: MEGABYTE, video: 2 * MEGABYTE, document: MEGABYTE }
/** The first box of a film; what follows may be anything. */
const FILM_HEAD = Buffer.from('000000186674797069736f6d0000000069736f6d000000006d646174', 'hex')

let world: CaseWorld
let uploads: ReceiveAttachment
let incoming: string
beforeAll(async () => {
  world = await caseWorld({ processes: 2 })
  const { app } = world.first
  const config = app.get(PlatformConfig)
  incoming = join(config.dataDir, 'incoming')
  uploads = new ReceiveAttachment(app.get(AttachmentStore), new AttachmentLimits(LIMITS), config, app.get(Clock), app.get(IdGen))
})
afterAll(() => world.stop())

/** `count` megabytes of a film, made while they are read; `read` says how many were. */
function film(count: number): { stream: Readable; read: () => number } {
  let read = 0
  const stream = Readable.from(
    (function* () {
      for (read = 1; read <= count; read += 1) yield read === 1 ? Buffer.concat([FILM_HEAD, Buffer.alloc(MEGABYTE - FILM_HEAD.length)]) : Buffer.alloc(MEGABYTE)
      read = count
    })(),
  )
  return { stream, read: () => read }
}

const requestOf = (file: Readable, fields: Record<string, string> = {}): UploadRequest => ({
  headers: { 'content-type': 'multipart/form-data; boundary=x' },
  async *parts() {
    for (const [fieldname, value] of Object.entries(fields)) yield { type: 'field' as const, fieldname, value }
    yield await Promise.resolve({ type: 'file' as const, fieldname: 'file', filename: '现场.mp4', file })
  },
})
const refusalOf = (work: Promise<unknown>) => work.then(() => null, (error: unknown) => (error instanceof Refused ? error.refusal : error))
const rows = async (): Promise<number> => (await world.database.query<{ count: number }>('SELECT count(*)::int AS count FROM case_attachment'))[0]?.count ?? -1

describe('a file that comes in', () => {
  let directory: string
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'tongban-incoming-'))
  })

  it('of 201 MB is refused with no more on the disk than its kind may have, and is read to its end so that its sender hears why', async () => {
    const file = await IncomingFile.create(directory, 'large')
    const { stream, read } = film(201)
    expect(await file.receive(stream, LIMITS)).toEqual({ kind: 'too_large', of: 'video' })
    expect(read()).toBe(201)
    expect((await stat(file.path)).size).toBeLessThanOrEqual(LIMITS.video)
  })

  it('that is nothing we take is not written beyond its first piece', async () => {
    const file = await IncomingFile.create(directory, 'program')
    const program = Readable.from([Buffer.concat([Buffer.from('MZ'), Buffer.alloc(5_000)]), Buffer.alloc(MEGABYTE), Buffer.alloc(MEGABYTE)])
    expect(await file.receive(program, LIMITS)).toEqual({ kind: 'forbidden' })
    expect((await stat(file.path)).size).toBe(0)
  })

  it('is known by its first bytes, however small the pieces it comes in', async () => {
    const file = await IncomingFile.create(directory, 'dripping')
    const content = Buffer.concat([FILM_HEAD, Buffer.alloc(6_000)])
    const drops = Readable.from(Array.from({ length: content.length }, (_, index) => content.subarray(index, index + 1)))
    expect(await file.receive(drops, LIMITS)).toEqual({ kind: 'whole', path: file.path, mediaType: 'video/mp4', bytes: content.length })
    await file.discard()
    expect(await readdir(directory)).toEqual([])
  })

  it('that a dead process left is removed after a day', async () => {
    for (const name of ['old', 'new']) await writeFile(join(directory, name), 'x')
    await utimes(join(directory, 'old'), 1_000, 1_000)
    await sweepIncoming(directory, (await stat(join(directory, 'new'))).mtimeMs)
    expect(await readdir(directory)).toEqual(['new'])
    await sweepIncoming(join(directory, 'nowhere'), 0)
  })
})

describe('an upload', () => {
  it('within its limit is stored, and leaves nothing where it came in', async () => {
    const row = await uploads.receive(requestOf(film(2).stream), PEOPLE.handler.userId)
    expect(row).toMatchObject({ bytes: 2 * MEGABYTE, media_type: 'video/mp4', file_name: '现场.mp4', uploaded_by: PEOPLE.handler.userId })
    expect(await readdir(incoming)).toEqual([])
  })

  it('beyond it is refused in the words of its kind, and leaves nothing at all', async () => {
    const before = await rows()
    expect(await refusalOf(uploads.receive(requestOf(film(3).stream), PEOPLE.handler.userId))).toEqual({
      code: 'ATTACHMENT_TOO_LARGE',
      params: { kindZh: '视频', kindEn: 'A video', limitMb: 2 },
    })
    expect([await rows(), await readdir(incoming)]).toEqual([before, []])
  })

  it('whose line breaks leaves nothing', async () => {
    const broken = Readable.from(
      (function* () {
        yield FILM_HEAD
        throw new Error('Part terminated early due to unexpected end of multipart data')
      })(),
    )
    expect(await refusalOf(uploads.receive(requestOf(broken), PEOPLE.handler.userId))).toMatchObject({ code: 'INPUT_INVALID' })
    expect(await readdir(incoming)).toEqual([])
  })

  it('that the disk does not take is a fault of ours and not of the form', async () => {
    const full = Readable.from(
      (function* () {
        yield FILM_HEAD
        throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
      })(),
    )
    await expect(uploads.receive(requestOf(full), PEOPLE.handler.userId)).rejects.toThrow('no space left')
  })
})

describe('an upload that two cases claim at the same moment', () => {
  it('goes to one of them, and the other is refused whole, within one process and between two', async () => {
    for (let round = 0; round < 20; round += 1) {
      const { id } = await uploads.receive(requestOf(film(1).stream), PEOPLE.operator.userId)
      const [one, two] = world.processes
      if (one === undefined || two === undefined) throw new Error('two processes')
      const results = await Promise.all([one, round % 2 === 0 ? one : two].map((process) => process.file({ attachmentIds: [id] })))
      const filed = results.filter((result) => result.ok).map((result) => valueOf(result).caseId)
      expect([filed.length, results.find((result) => !result.ok)]).toEqual([1, { ok: false, refusal: { code: 'ATTACHMENT_UNKNOWN', params: { attachmentId: id } } }])
      expect((await world.first.app.get(AttachmentStore).read(id))?.case_id).toBe(filed[0])
    }
    const [row] = await world.database.query<{ cases: number }>('SELECT count(*)::int AS cases FROM case_case')
    expect(row?.cases).toBe(20)
  })
})

describe('the name of an upload', () => {
  it.each([
    ['现场.JPG', '现场.JPG'],
    ['notice.exe', 'notice.exe.jpg'],
    ['../../etc/passwd', 'etcpasswd.jpg'],
    ['gpj.\u202eexe', 'gpj.exe.jpg'],
    ['...', '附件.jpg'],
    ['', '附件.jpg'],
    [`${'长'.repeat(200)}.jpeg`, `${'长'.repeat(95)}.jpeg`],
    [`${'长'.repeat(200)}.exe`, `${'长'.repeat(92)}.exe.jpg`],
  ])('%j is kept as %j', (given, wanted) => {
    expect(nameFor(given, ['jpg', 'jpeg'])).toBe(wanted)
  })
})

describe('a range', () => {
  it.each([
    [undefined, null],
    ['bytes=0-', { start: 0, end: 100 }],
    ['bytes=-100', { start: 0, end: 100 }],
    ['bytes=-500', { start: 0, end: 100 }],
    ['bytes=99-99', { start: 99, end: 100 }],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=5-2', null],
    ['bytes=-', null],
    ['bytes=0-1,3-4', null],
    ['lines=0-1', null],
    ['bytes=0x1-2', null],
  ] as const)('%j of a hundred bytes is %j', (header, wanted) => {
    expect(rangeOf(header, 100)).toEqual(wanted)
  })
})
