import { describe, expect, it } from '@jest/globals'
import { PasswordHasher } from './password-hasher.js'

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now()
  await work()
  return performance.now() - begin
}

describe('a password hash', () => {
  const hasher = new PasswordHasher()

  it('is argon2id with 19 MiB and two passes, and differs each time', async () => {
    const first = await hasher.hash('tongliao-12345')
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(await hasher.hash('tongliao-12345')).not.toBe(first)
  })

  it('matches its password, however the same characters were composed, and no other', async () => {
    const hash = await hasher.hash('mot-de-passe-é')
    expect(await hasher.matches(hash, 'mot-de-passe-e\u0301')).toBe(true)
    expect(await hasher.matches(hash, 'mot-de-passe-e')).toBe(false)
  })

  it('matches nothing for an account that is not there, at the same cost', async () => {
    const hash = await hasher.hash('tongliao-12345')
    expect(await hasher.matches(null, 'tongliao-12345')).toBe(false)
    const known: number[] = []
    const unknown: number[] = []
    for (let round = 0; round < 9; round += 1) {
      known.push(await millisecondsOf(() => hasher.matches(hash, 'wrong-password')))
      unknown.push(await millisecondsOf(() => hasher.matches(null, 'wrong-password')))
    }
    // A wide band, for a busy machine: without the work it would be less than a hundredth.
    expect(median(unknown) / median(known)).toBeGreaterThan(0.4)
    expect(median(unknown) / median(known)).toBeLessThan(2.5)
  })

  it('is refused when more than a hundred wait, and all of the others are served', async () => {
    const busy = new PasswordHasher()
    const hash = await busy.hash('tongliao-12345')
    const answers = await Promise.allSettled(Array.from({ length: 110 }, () => busy.matches(hash, 'tongliao-12345')))
    expect(answers.filter((answer) => answer.status === 'fulfilled' && answer.value)).toHaveLength(102)
    const refused = answers.filter((answer) => answer.status === 'rejected')
    expect(refused).toHaveLength(8)
    expect(refused[0]?.reason).toMatchObject({ refusal: { code: 'TOO_MANY_REQUESTS' } })
    expect(await busy.matches(hash, 'tongliao-12345')).toBe(true)
  })
})
