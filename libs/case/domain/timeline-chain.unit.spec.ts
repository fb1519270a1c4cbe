import { describe, expect, it } from '@jest/globals'
import { MINUTE_MS, plus } from '@tongban/kernel/core'
import { PEOPLE, START, UNITS, filed, upToCallback } from '@tongban/testing/server'
import { chain, firstBrokenLink, type TimelineEntry } from './timeline-chain.js'

function chained(): { entries: TimelineEntry[]; head: { length: number; hash: string } } {
  let head = { length: 0, hash: '' }
  const entries = upToCallback().map((event, index) => {
    const entry = chain(head, {
      caseId: 'case-1',
      at: plus(START, index * MINUTE_MS),
      actorId: PEOPLE.handler.userId,
      actorUnitId: UNITS.township,
      event,
    })
    head = { length: entry.seq, hash: entry.hash }
    return entry
  })
  return { entries, head }
}

const { entries, head } = chained()
const with2 = (changes: Partial<TimelineEntry>): TimelineEntry[] =>
  entries.map((entry, index) => (index === 1 ? { ...entry, ...changes } : entry))

describe("the timeline's chain", () => {
  it('numbers its entries without gaps, each hash covering the one before', () => {
    expect(entries.map((entry) => entry.seq)).toEqual([1, 2, 3, 4, 5, 6])
    expect(entries.map((entry) => entry.previousHash)).toEqual(['', ...entries.slice(0, -1).map((entry) => entry.hash)])
    expect(new Set(entries.map((entry) => entry.hash)).size).toBe(6)
  })

  it('holds when nothing was touched, an empty one included', () => {
    expect(firstBrokenLink(entries, head)).toBeNull()
    expect(firstBrokenLink([], { length: 0, hash: '' })).toBeNull()
  })

  it('does not mind the order in which a member of the data was written', () => {
    const event = entries[0]?.event ?? filed()
    const turned = Object.fromEntries(Object.entries(event.data).reverse())
    expect(
      firstBrokenLink([{ ...(entries[0] as TimelineEntry), event: { ...event, data: turned } as never }], {
        length: 1,
        hash: entries[0]?.hash ?? '',
      }),
    ).toBeNull()
  })

  it.each([
    ['a word of the data', with2({ event: filed({ title: '改过的标题' }) }), 2],
    ['the moment', with2({ at: plus(START, 1) }), 2],
    ['the person', with2({ actorId: 'somebody-else' }), 2],
    ['the unit', with2({ actorUnitId: null }), 2],
    ['the case it belongs to', with2({ caseId: 'case-2' }), 2],
    ['its own hash', with2({ hash: 'f'.repeat(64) }), 2],
    ['the hash it points to', with2({ previousHash: 'f'.repeat(64) }), 2],
    ['an entry dropped from the middle', entries.filter((_, index) => index !== 1), 2],
    ['two entries changed about', [...entries.slice(0, 1), ...entries.slice(1, 3).reverse(), ...entries.slice(3)], 2],
    ['an entry told twice', [...entries.slice(0, 2), ...entries.slice(1)], 3],
    ['the last entry dropped', entries.slice(0, -1), 6],
    ['all of it dropped', [], 1],
  ])('breaks at the place where somebody changed %s', (_, tampered, position) => {
    expect(firstBrokenLink(tampered, head)).toBe(position)
  })

  it('breaks at its end when the head that was kept is another one', () => {
    expect(firstBrokenLink(entries, { ...head, hash: 'f'.repeat(64) })).toBe(7)
  })
})
