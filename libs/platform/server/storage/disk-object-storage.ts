import { createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { randomToken } from '../edge.js'
import { checkedKey, ObjectMissing, ObjectStorage, verifying, type ByteRange, type ObjectFacts } from './object-storage.js'

/** Objects as files under one directory, shared by all api processes. Readable by the process's own account only. */
export class DiskObjectStorage extends ObjectStorage {
  constructor(private readonly root: string) {
    super()
  }

  override async put(key: string, body: Readable, facts: ObjectFacts): Promise<void> {
    const path = this.pathOf(key)
    const part = `${path}.${randomToken(9)}.part`
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    try {
      await pipeline(body, verifying(facts), createWriteStream(part, { mode: 0o600, flush: true }))
      await rename(part, path)
    } catch (error) {
      await rm(part, { force: true })
      throw error
    }
  }

  override async open(key: string, range?: ByteRange): Promise<Readable> {
    const file = await open(this.pathOf(key)).catch((error: unknown) => {
      throw isMissing(error) ? new ObjectMissing(key) : error
    })
    return file.createReadStream(range === undefined ? {} : { start: range.start, end: range.end - 1 })
  }

  override async stat(key: string): Promise<{ bytes: number } | null> {
    try {
      return { bytes: (await stat(this.pathOf(key))).size }
    } catch (error) {
      if (isMissing(error)) return null
      throw error
    }
  }

  override async remove(key: string): Promise<void> {
    await rm(this.pathOf(key), { force: true })
  }

  private pathOf(key: string): string {
    return join(this.root, ...checkedKey(key).split('/'))
  }
}

const isMissing = (error: unknown): boolean => error !== null && typeof error === 'object' && 'code' in error && error.code === 'ENOENT'
