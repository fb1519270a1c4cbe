import { hash, verify, type Options } from '@node-rs/argon2'
import { EDGE_REFUSALS } from '@tongban/kernel/contract'
import { randomToken, Refused } from '@tongban/platform/server'

/** Argon2id (the library's default kind), 19 MiB, two passes, one lane: OWASP's first choice. */
const ARGON2: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Hashing runs on libuv's few threads, which files and name look-ups need too. */
const AT_ONCE = 2
const MAX_WAITING = 100

/** Hashes and checks passwords, a few at a time. Refuses TOO_MANY_REQUESTS when too many wait. */
export class PasswordHasher {
  private running = 0
  private readonly waiting: (() => void)[] = []
  private dummy: Promise<string> | null = null

  async hash(password: string): Promise<string> {
    return this.inTurn(() => hash(normal(password), ARGON2))
  }

  /** With null (no such account) it does the same work against a hash nobody has the password of, and answers false. */
  async matches(passwordHash: string | null, password: string): Promise<boolean> {
    this.dummy ??= hash(randomToken(), ARGON2)
    const against = passwordHash ?? (await this.dummy)
    const equal = await this.inTurn(() => verify(against, normal(password)))
    return passwordHash !== null && equal
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= AT_ONCE) {
      if (this.waiting.length >= MAX_WAITING) throw new Refused({ code: EDGE_REFUSALS.TOO_MANY_REQUESTS, params: {} })
      await new Promise<void>((resolve) => this.waiting.push(resolve))
    } else {
      this.running += 1
    }
    try {
      return await work()
    } finally {
      // The place goes to whoever waits longest; only without one it becomes free.
      const next = this.waiting.shift()
      if (next) next()
      else this.running -= 1
    }
  }
}

/** An input method may compose the same characters in two ways. */
const normal = (password: string): string => password.normalize('NFKC')
