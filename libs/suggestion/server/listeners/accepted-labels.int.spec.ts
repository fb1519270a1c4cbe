import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { OrgSeed } from '@tongban/org/server'
import { PlaceModule } from '@tongban/place/server'
import { writeOutbox } from '@tongban/platform/server'
import { TaxonomySeed } from '@tongban/taxonomy/server'
import { caseWorld, PEOPLE, type CaseProcess, type CaseWorld } from '@tongban/testing/server'
import { SuggestionModule } from '../suggestion.module.js'
import { CollectExamples } from '../training/collect-examples.js'

let world: CaseWorld
let city: CaseProcess
beforeAll(async () => {
  world = await caseWorld({ processes: 2, modules: [PlaceModule, SuggestionModule] })
  const [first] = world.processes
  if (first === undefined) throw new Error('two were asked for')
  city = first
  for (const process of world.processes) {
    await world.database.transaction(async (tx) => {
      await process.app.get(OrgSeed).load(tx, '150500')
      await process.app.get(TaxonomySeed).load(tx, '150500')
    })
  }
})
afterAll(() => world.stop())

const SHEDS = '020101'
const LAMPS = '120304'
const EDITOR = PEOPLE.supervisor
type Told = { categoryCode: string; caseIds: readonly string[]; kind?: string; at?: number }

/** As dispatch tells it when an editor has accepted a proposal. */
const told = (...accepted: Told[]): Promise<void> =>
  world.database.transaction((tx) =>
    writeOutbox(tx, '150500', accepted.map(({ categoryCode, caseIds, kind = 'training_label', at = 0 }) => {
      const proposalId = city.nextId()
      return {
        type: 'dispatch.proposal_accepted.v1', subjectId: proposalId, at: world.clock.now() + at,
        data: { proposalId, kind, content: { categoryCode, name: '某处', divisionCode: '150599' }, caseIds: [...caseIds], by: EDITOR.userId, byUnitId: EDITOR.unitId },
      } as Parameters<typeof writeOutbox>[2][number]
    })),
  )
async function accepted(...all: Told[]): Promise<void> {
  await told(...all)
  await city.settle()
}
/** Every event told so far comes again, and this consumer has no memory of it. */
async function toldAgain(): Promise<void> {
  await world.database.query(`DELETE FROM outbox_consumed WHERE consumer = 'suggestion.accepted_labels'`)
  await world.database.query(`UPDATE outbox_event SET published_at = NULL, settled_at = NULL WHERE type = 'dispatch.proposal_accepted.v1'`)
}
const labelled = (...caseIds: string[]): Promise<{ category_code: string; decided_by: string }[]> =>
  world.database.query('SELECT category_code, decided_by FROM suggestion_case_label WHERE case_id = ANY($1::uuid[]) ORDER BY case_id', [caseIds])
const newIds = (count: number): string[] => Array.from({ length: count }, () => city.nextId())

describe('a label that an editor accepted from a proposal', () => {
  it('is kept for each of its cases, with who agreed', async () => {
    const caseIds = newIds(3)
    await accepted({ categoryCode: SHEDS, caseIds })
    expect(await labelled(...caseIds)).toEqual(caseIds.map(() => ({ category_code: SHEDS, decided_by: EDITOR.userId })))
  })

  it('delivered twice is one', async () => {
    const caseIds = newIds(2)
    await accepted({ categoryCode: SHEDS, caseIds })
    await toldAgain()
    await city.settle()
    expect(await labelled(...caseIds)).toHaveLength(2)
  })

  it('delivered to two processes at once is one; what overlaps waits for its turn', async () => {
    const caseIds = newIds(6)
    await told({ categoryCode: LAMPS, caseIds }, { categoryCode: LAMPS, caseIds: [...caseIds].reverse() })
    await Promise.all(world.processes.map((process) => process.settle()))
    expect(await labelled(...caseIds)).toEqual(caseIds.map(() => ({ category_code: LAMPS, decided_by: EDITOR.userId })))
  })

  it('said later holds, in whatever order they arrive', async () => {
    const [caseId = ''] = newIds(1)
    await accepted({ categoryCode: LAMPS, caseIds: [caseId], at: 60_000 })
    await accepted({ categoryCode: SHEDS, caseIds: [caseId] })
    expect(await labelled(caseId)).toMatchObject([{ category_code: LAMPS }])
    await accepted({ categoryCode: SHEDS, caseIds: [caseId], at: 120_000 })
    expect(await labelled(caseId)).toMatchObject([{ category_code: SHEDS }])
  })

  it('that names a case twice, or none, holds up none beside it', async () => {
    const [caseId = '', beside = ''] = newIds(2)
    await accepted({ categoryCode: LAMPS, caseIds: [] }, { categoryCode: LAMPS, caseIds: [caseId, caseId] }, { categoryCode: SHEDS, caseIds: [beside] })
    expect([await labelled(caseId), await labelled(beside)]).toMatchObject([[{ category_code: LAMPS }], [{ category_code: SHEDS }]])
  })

  it('and that is none (a category nobody knows, a proposal of another kind) is left out and holds up none beside it', async () => {
    const [unknown = '', name = '', known = ''] = newIds(3)
    await accepted({ categoryCode: '999999', caseIds: [unknown] }, { categoryCode: SHEDS, caseIds: [name], kind: 'gazetteer_entry' }, { categoryCode: SHEDS, caseIds: [known] })
    expect([await labelled(unknown, name), await labelled(known)]).toMatchObject([[], [{ category_code: SHEDS }]])
  })
})

describe('the next training', () => {
  const collected = () => city.app.get(CollectExamples).collect([], { own: true, minimumPerClass: 2 })
  const ofCase = async (words: string, filedAs: string, changes: Parameters<CaseProcess['filed']>[0] = {}) => city.filed({ categoryCode: filedAs, description: words, ...changes })

  it('learns from the case what it was said to be about, though nothing of it is settled; once, and never from a sealed one', async () => {
    const wrong: string[] = []
    const right: string[] = []
    for (let at = 0; at < 22; at += 1) {
      wrong.push(await ofCase(`灶房第${'甲乙丙丁戊己庚辛壬癸子'[at % 11] ?? ''}间${'东西'[at % 2] ?? ''}边苫布棚子让人挪了`, LAMPS))
      right.push(await ofCase(`巷口第${'甲乙丙丁戊己庚辛壬癸子'[at % 11] ?? ''}根${'东西'[at % 2] ?? ''}边灯罩叫风掀了`, LAMPS))
    }
    const secret = await ofCase('说不得的苫布棚子', LAMPS, { sealed: true })
    expect(await collected()).toMatchObject({ examples: 0 })
    await accepted({ categoryCode: SHEDS, caseIds: [...wrong, secret] }, { categoryCode: LAMPS, caseIds: right })
    await toldAgain()
    await city.settle()
    const found = await collected()
    if (!('counts' in found)) throw new Error('44 are enough')
    expect(found).toMatchObject({ own: 44, counts: { [SHEDS]: 22, [LAMPS]: 22 } })
    expect(found.examples.filter(({ text }) => text.includes('苫布')).map(({ label }) => label)).toEqual(Array.from({ length: 22 }, () => SHEDS))
    expect(found.examples.some(({ text }) => text.includes('说不得'))).toBe(false)
  })
})
