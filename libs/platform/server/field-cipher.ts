import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import { randomPart } from './edge.js'

const VERSION = 1
/** Said aloud, because otherwise a tag that was cut to four bytes would pass too, and those can be guessed. */
const TAG = { authTagLength: 16 } as const

/**
 * Encrypts personal fields at rest (AES-256-GCM) and gives a keyed hash to look them up by (HMAC-SHA-256).
 * Both keys are derived from the installation's one data key, so the hash tells nothing about the cipher.
 * Stored form: 1 byte key version, 12 bytes nonce, 16 bytes tag, then the text.
 */
export class FieldCipher {
  private readonly cipherKey: KeyObject
  private readonly lookupKey: KeyObject

  constructor(dataKey: Buffer) {
    this.cipherKey = createSecretKey(Buffer.from(hkdfSync('sha256', dataKey, 'tongban', 'field-cipher/1', 32)))
    this.lookupKey = createSecretKey(Buffer.from(hkdfSync('sha256', dataKey, 'tongban', 'field-lookup/1', 32)))
  }

  /** `bind` ties the cipher text to its row (for example the case id): moved elsewhere it does not open. */
  encrypt(plain: string, bind: string): Buffer {
    const nonce = randomPart(12)
    const cipher = createCipheriv('aes-256-gcm', this.cipherKey, nonce, TAG).setAAD(Buffer.from(bind))
    const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
    return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), body])
  }

  /** Throws when the text was changed, moved, or written with another key. */
  decrypt(stored: Buffer, bind: string): string {
    if (stored.readUInt8(0) !== VERSION) throw new Error('Unknown key version')
    const decipher = createDecipheriv('aes-256-gcm', this.cipherKey, stored.subarray(1, 13), TAG).setAAD(Buffer.from(bind)).setAuthTag(stored.subarray(13, 29))
    return Buffer.concat([decipher.update(stored.subarray(29)), decipher.final()]).toString('utf8')
  }

  lookupHash(plain: string): string {
    return createHmac('sha256', this.lookupKey).update(plain.normalize('NFKC')).digest('hex')
  }
}
