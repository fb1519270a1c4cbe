import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { SystemClock } from '../edge.js'
import { StoreUnavailable } from '../refused.js'
import { DiskObjectStorage } from './disk-object-storage.js'
import { ObjectBroken, ObjectMissing, type ObjectFacts, type ObjectStorage } from './object-storage.js'
import { S3ObjectStorage } from './s3-object-storage.js'
import { startS3Server, type S3Server } from './s3-server.spec-support.js'

let directory: string
let s3: S3Server
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tongban-storage-'))
  s3 = await startS3Server()
})
afterAll(async () => {
  await s3.stop()
  await rm(directory, { recursive: true })
})

const factsOf = (content: Buffer): ObjectFacts => ({
  bytes: content.length,
  sha256: createHash('sha256').update(content).digest('hex'),
  mediaType: 'application/octet-stream',
})
const CONTENT = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 31) % 251))
const put = (storage: ObjectStorage, key: string, content: Buffer = CONTENT, facts = factsOf(content)) =>
  storage.put(key, Readable.from([content.subarray(0, 1_000), content.subarray(1_000)].filter((part) => part.length > 0)), facts)

const adapters: [string, () => ObjectStorage][] = [
  ['on disk', () => new DiskObjectStorage(directory)],
  ['in S3', () => new S3ObjectStorage(s3.settings, new SystemClock())],
]

describe.each(adapters)('an object %s', (_, make) => {
  it('comes back as it was put, whole or in part', async () => {
    const storage = make()
    await put(storage, 'attachments/ab/whole')
    expect((await buffer(await storage.open('attachments/ab/whole'))).equals(CONTENT)).toBe(true)
    expect(await buffer(await storage.open('attachments/ab/whole', { start: 10, end: 15 }))).toEqual(CONTENT.subarray(10, 15))
    expect(await storage.stat('attachments/ab/whole')).toEqual({ bytes: CONTENT.length })
  })

  it('may be empty, and may be put again', async () => {
    const storage = make()
    await put(storage, 'again', Buffer.alloc(0))
    expect([await storage.stat('again'), await buffer(await storage.open('again'))]).toEqual([{ bytes: 0 }, Buffer.alloc(0)])
    await put(storage, 'again', Buffer.from('second'))
    expect(String(await buffer(await storage.open('again')))).toBe('second')
  })

  it('that is not there is missing, and is removed already', async () => {
    const storage = make()
    await expect(storage.open('nothing')).rejects.toThrow(ObjectMissing)
    expect(await storage.stat('nothing')).toBeNull()
    await storage.remove('nothing')
    await put(storage, 'gone')
    await storage.remove('gone')
    await expect(storage.open('gone')).rejects.toThrow(ObjectMissing)
  })

  it('that breaks off, is longer or other than was said is not kept, nor is a part of it', async () => {
    const storage = make()
    const facts = factsOf(CONTENT)
    await expect(put(storage, 'broken/short', CONTENT.subarray(0, 5_000), facts)).rejects.toThrow(ObjectBroken)
    await expect(put(storage, 'broken/long', Buffer.concat([CONTENT, CONTENT]), facts)).rejects.toThrow(ObjectBroken)
    await expect(put(storage, 'broken/other', Buffer.from(CONTENT).fill(7, 0, 9), facts)).rejects.toThrow(ObjectBroken)
    const breaking = Readable.from(
      (function* () {
        yield CONTENT.subarray(0, 9)
        throw new Error('the line broke')
      })(),
    )
    await expect(storage.put('broken/line', breaking, facts)).rejects.toThrow('the line broke')
    for (const key of ['broken/short', 'broken/long', 'broken/other', 'broken/line']) expect(await storage.stat(key)).toBeNull()
  })

  it('has a name that leads nowhere else', async () => {
    const storage = make()
    for (const key of ['../up', 'a/../b', '/root', 'A', 'a//b', '', 'a b', 'a\u0000']) {
      await expect(put(storage, key)).rejects.toThrow('Not a key')
      await expect(storage.open(key)).rejects.toThrow('Not a key')
    }
  })
})

describe('on disk', () => {
  it('leaves no part of what broke off', async () => {
    expect((await readdir(directory, { recursive: true })).filter((name) => name.endsWith('.part'))).toEqual([])
  })
})

describe('in S3', () => {
  it('is refused with another secret, another body or another name than was signed', async () => {
    const stranger = new S3ObjectStorage({ ...s3.settings, secretAccessKey: 'another' }, new SystemClock())
    for (const attempt of [() => put(stranger, 'theirs'), () => stranger.open('again'), () => stranger.stat('again'), () => stranger.remove('again')])
      await expect(attempt()).rejects.toThrow('403')
    expect(s3.objects.has('/papers/theirs')).toBe(false)
    const other = new S3ObjectStorage({ ...s3.settings, bucket: 'elsewhere' }, new SystemClock())
    await expect(put(other, 'theirs')).rejects.toThrow('404')
  })

  it('whose server is away or fails is told as a store that is away', async () => {
    const nowhere = new S3ObjectStorage({ ...s3.settings, endpoint: 'http://127.0.0.1:9' }, new SystemClock())
    for (const attempt of [() => put(nowhere, 'a'), () => nowhere.open('a'), () => nowhere.stat('a'), () => nowhere.remove('a')])
      await expect(attempt()).rejects.toThrow(StoreUnavailable)
  })
})
