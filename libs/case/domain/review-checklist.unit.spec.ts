import { readFile } from 'node:fs/promises'
import { describe, expect, it } from '@jest/globals'
import { checklistOf } from './review-checklist.js'

const idsOf = (categoryCode: string | null, caseType: Parameters<typeof checklistOf>[0]['caseType'] = 'help', evidenceRequired = false): string[] =>
  checklistOf({ categoryCode, caseType, evidenceRequired }).map((item) => item.id)
const GENERAL = ['contacted', 'answers_each_point', 'says_what_was_done', 'result_or_date']

describe('the review checklist', () => {
  it('asks of every reply what always holds, also where the category is not known', () => {
    expect(idsOf(null)).toEqual(GENERAL)
    expect(idsOf('130101')).toEqual(GENERAL)
  })

  it('asks what the nearest category asks: heating for the temperature, the rest of supply for when it was restored', () => {
    expect(idsOf('040501')).toEqual([...GENERAL, 'restored_at', 'temperature'])
    expect(idsOf('040301')).toEqual([...GENERAL, 'restored_at'])
  })

  it('asks more of a report, a complaint, and where evidence is required', () => {
    expect(idsOf('070101', 'report', true)).toEqual([...GENERAL, 'evidence_fits', 'site_photo', 'reporter_protected'])
    expect(idsOf(null, 'complaint')).toContain('both_sides')
  })

  it('names only categories of the shipped tree', async () => {
    const csv = await readFile(new URL('../../taxonomy/server/data/categories.csv', import.meta.url), 'utf8')
    const names = new Map(csv.split('\n').map((line) => [line.split(',')[0], line.split(',')[2]]))
    expect([names.get('0405'), names.get('01')]).toEqual(['城镇集中供热', '种植业与农村经营'])
  })
})
