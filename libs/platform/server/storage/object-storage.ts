import { createHash } from 'node:crypto'
import { Transform, type Readable } from 'node:stream'

/** What is known of a body before it is stored; a body that turns out otherwise is not stored. */
export type ObjectFacts = { readonly bytes: number; readonly sha256: string; readonly mediaType: string }

/** Bytes `start` up to and without `end`. */
export type ByteRange = { readonly start: number; readonly end: number }

/** There is no object of that key: a row names a file that is gone. */
export class ObjectMissing extends Error {
  constructor(key: string) {
    super(`No object ${key}`)
    this.name = 'ObjectMissing'
  }
}

/** The body was not what its facts say: it broke off, or somebody changed it on the way. Nothing is stored. */
export class ObjectBroken extends Error {}

/**
 * Where files are kept: a directory, or storage that speaks S3. Bodies are streams in both directions and never whole in memory. An object
 * is there whole or not at all; storing the same key again replaces it. A place that cannot be reached is `StoreUnavailable`.
 * Keys are made by us, never by a person: lower case letters, digits, `-` and `.`, in parts separated by `/`.
 */
export abstract class ObjectStorage {
  abstract put(key: string, body: Readable, facts: ObjectFacts): Promise<void>
  /** Rejects with ObjectMissing. The caller reads the stream to its end or destroys it. */
  abstract open(key: string, range?: ByteRange): Promise<Readable>
  abstract stat(key: string): Promise<{ readonly bytes: number } | null>
  /** An object that is not there is removed already. */
  abstract remove(key: string): Promise<void>
}

const KEY = /^[a-z0-9][a-z0-9.-]*(\/[a-z0-9][a-z0-9.-]*)*$/

export function checkedKey(key: string): string {
  if (!KEY.test(key) || key.includes('..')) throw new Error(`Not a key of an object: ${key}`)
  return key
}

/** Passes the body on and fails at its end unless it was as long as promised and had that hash. */
export function verifying({ bytes, sha256 }: ObjectFacts): Transform {
  const hash = createHash('sha256')
  let seen = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length
      hash.update(chunk)
      if (seen > bytes) done(new ObjectBroken(`Longer than ${bytes} bytes`))
      else done(null, chunk)
    },
    flush(done) {
      done(seen === bytes && hash.digest('hex') === sha256 ? null : new ObjectBroken(`${seen} of ${bytes} bytes, or other ones`))
    },
  })
}
