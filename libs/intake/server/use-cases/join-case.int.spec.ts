import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { Global, Module } from '@nestjs/common'
import { PERMISSIONS } from '@tongban/access/contract'
import { DispatchModule, DispatchSeed } from '@tongban/dispatch/server'
import { CallerHashes } from '@tongban/duplicate/contract'
import { DuplicateModule } from '@tongban/duplicate/server'
import { OrgSeed } from '@tongban/org/server'
import { PlaceModule } from '@tongban/place/server'
import { SuggestionModule } from '@tongban/suggestion/server'
import { TaxonomySeed } from '@tongban/taxonomy/server'
import { NoDispatchRules, PEOPLE, caseWorld, storedTimeline, valueOf, wholeCase, type CaseProcess, type CaseWorld } from '@tongban/testing/server'
import { fileCaseBody } from '../../contract/index.js'
import { DuplicatesController } from '../http/duplicates.controller.js'
import { CallerStore } from '../persistence/caller.store.js'
import { FileCase, FilingEdge, type FileCaseInput } from './file-case.use-case.js'
import { JoinCase } from './join-case.use-case.js'
import { MayFollow } from './may-follow.js'
import { PlanFiling } from './plan-filing.js'

/** The part of intake that files and finds. */
@Global()
@Module({
  controllers: [DuplicatesController],
  providers: [CallerStore, { provide: CallerHashes, useExisting: CallerStore }, PlanFiling, FilingEdge, FileCase, MayFollow, JoinCase],
  exports: [CallerHashes],
})
class FilingUnderTest {}

let world: CaseWorld | undefined
let city: CaseProcess
beforeAll(async () => {
  world = await caseWorld({ modules: [PlaceModule, SuggestionModule, DispatchModule, DuplicateModule, FilingUnderTest] })
  city = world.first
  await city.database.transaction(async (tx) => {
    for (const seed of [OrgSeed, TaxonomySeed, DispatchSeed]) await city.app.get(seed, { strict: false }).load(tx, '150500')
  })
}, 60_000)
afterAll(() => world?.stop())

const call = (phone: string, description: string): FileCaseInput =>
  fileCaseBody.parse({ caller: { phone, name: '张女士' }, caseType: 'help', description, placeText: '奈曼旗大沁他拉镇' })
const FIRST = '大沁他拉镇西街十字路口的路灯坏了半个月，晚上黑得看不见路，老人摔了一跤。'
const AGAIN = '西街十字路口路灯不亮半个月了，晚上看不见路，有老人摔倒，没人来修。'

const filed = async (phone: string, description: string, categoryCode: string | null = null): Promise<string> => {
  const { caseId } = valueOf(await city.app.get(FileCase, { strict: false }).file({ ...call(phone, description), categoryCode }, PEOPLE.operator, null))
  await city.settle()
  return caseId
}
type FoundItem = { case: { id: string }; similarity: number | null; evidence: { sameCaller: boolean } | null }
const find = async (body: object): Promise<FoundItem[]> => ((await city.call('POST', '/duplicates/find', PEOPLE.operator, { body })).body as { items: FoundItem[] }).items
/** Of the hall's contractor, as most operators are: nothing that decides. */
const OUTSOURCED = { ...PEOPLE.operator, outsourced: true, permissions: new Set([...PEOPLE.operator.permissions].filter((id) => !PERMISSIONS[id].decides)) }
const join = (parentId: string, phone: string, key: string, description = AGAIN) =>
  city.call('POST', '/intake/joins', OUTSOURCED, { body: { call: { ...call(phone, description) }, parentId, shown: [{ caseId: parentId, similarity: 0.8 }] }, idempotencyKey: key })

describe('rule 9: a call on a matter somebody has called about', () => {
  it('is found by its words and place, and by the number when it is the same caller; the number itself goes nowhere', async () => {
    const parentId = await filed('13947500001', FIRST)
    const same = await find({ phone: '139 4750 0001', description: AGAIN, placeText: '大沁他拉西街' })
    expect(same.map((item) => item.case.id)).toContain(parentId)
    expect(same.find((item) => item.case.id === parentId)?.evidence?.sameCaller).toBe(true)
    expect((await find({ phone: '13947500002', description: AGAIN, placeText: '大沁他拉西街' })).find((item) => item.case.id === parentId)?.evidence?.sameCaller).toBe(false)
    expect(JSON.stringify(await city.database.query('SELECT * FROM duplicate_signature'))).not.toContain('13947500001')
  })

  it('is found word for word however unsure the place is that is said with it', async () => {
    const words = '幸福家园小区三号楼停水两天了，自来水公司电话没人接'
    const { caseId } = valueOf(await city.app.get(FileCase, { strict: false }).file({ ...call('13947500021', words), placeText: '科尔沁区永清街道' }, PEOPLE.operator, null))
    await city.settle()
    const likeness = async (placeText: string): Promise<number> => (await find({ description: words, placeText })).find((item) => item.case.id === caseId)?.similarity ?? 0
    // Of 明仁 there are several: the operator is asked which, and until then it is nowhere.
    const [nowhere, unsure, vague, sure] = [await likeness(''), await likeness('明仁'), await likeness('明仁大街'), await likeness('科尔沁区永清街道')]
    expect([nowhere, unsure, vague, sure].map((each) => each > 0.6)).toEqual([true, true, true, true])
    expect(sure).toBeGreaterThan(nowhere)
  })

  it('joins in one step: filed with its own caller, nobody is given it, it follows; sent twice it is one', async () => {
    const parentId = await filed('13947500003', `${FIRST}麻烦尽快。`)
    const [first, second] = [await join(parentId, '13947500004', 'join-1'), await join(parentId, '13947500004', 'join-1')]
    expect(first).toMatchObject({ status: 201, body: { status: 'merged', joined: true, parent: { id: parentId } } })
    expect(second.body).toMatchObject({ caseId: (first.body as { caseId: string }).caseId, joined: true })
    const { caseId } = first.body as { caseId: string }
    const child = await wholeCase(city, caseId)
    expect(child).toMatchObject({ status: 'merged', assignments: [] })
    expect(await city.app.get(CallerStore, { strict: false }).reveal(caseId)).toMatchObject({ phone: '13947500004' })
    expect((await storedTimeline(city.database, caseId)).map(({ event }) => event.type)).toEqual(expect.arrayContaining(['case.filed.v1', 'case.merged.v1']))
    await city.settle()
    expect((await wholeCase(city, parentId)).procedures.children.map((one) => one.caseId)).toEqual([caseId])
    const [choice] = await city.database.query<{ choice: string; chosen_case_id: string; filed_case_id: string }>(`SELECT choice, chosen_case_id, filed_case_id FROM duplicate_choice WHERE draft_key = 'join-1'`)
    expect(choice).toEqual({ choice: 'join', chosen_case_id: parentId, filed_case_id: caseId })
  })

  it('is refused before anything is filed when the case is over, follows another, or cannot be seen', async () => {
    const parentId = await filed('13947500005', '大沁他拉镇北街公厕门锁坏了，里面的水管也一直漏水。')
    const child = (await join(parentId, '13947500006', 'join-2', '北街公厕的门锁坏了，水管漏水，进不去人。')).body as { caseId: string }
    const before = await city.database.query('SELECT id FROM case_case')
    expect((await join(child.caseId, '13947500007', 'join-3')).body).toMatchObject({ status: 409, code: 'PARENT_IS_MERGED' })
    valueOf(await city.commands.execute('withdraw', { caseId: parentId }, { reason: '已经修好了' } as never, PEOPLE.operator))
    expect((await join(parentId, '13947500007', 'join-4')).body).toMatchObject({ code: 'PARENT_ENDED' })
    expect((await join('0192f3a0-0000-7000-8000-0000000000ff', '13947500007', 'join-5')).body).toMatchObject({ code: 'PARENT_UNKNOWN' })
    expect(await city.database.query('SELECT id FROM case_case')).toHaveLength(before.length)
  })

  it('is refused to an emergency, and where a township would answer what is for a department; nothing is filed', async () => {
    const parentId = await filed('13947500010', '大沁他拉镇南街楼道灯坏了，上下楼看不见，老人不敢出门。', '010105')
    const before = await city.database.query('SELECT id FROM case_case')
    expect((await join(parentId, '13947500011', 'join-6', '屋里闻到煤气味了，老人已经晕倒，快来人！')).body).toMatchObject({ status: 409, code: 'EMERGENCY_NOT_FOLLOWED' })
    // What the catalogue says is its own test; here, that it is asked for the unit that leads the parent.
    const rules = jest.spyOn(NoDispatchRules.prototype, 'isDepartmentOnly').mockReturnValue(true)
    const gas = { call: { ...call('13947500012', '家里燃气表坏了，打电话没人来换，做不了饭。'), categoryCode: '040402' }, parentId }
    expect((await city.call('POST', '/intake/joins', OUTSOURCED, { body: gas, idempotencyKey: 'join-7' })).body).toMatchObject({ status: 422, code: 'DEPARTMENT_ONLY' })
    rules.mockRestore()
    expect(await city.database.query('SELECT id FROM case_case')).toHaveLength(before.length)
  })

  it('cannot be answered or declined at once', async () => {
    const parentId = await filed('13947500008', '大沁他拉镇东街红绿灯不亮，早晚高峰堵车厉害。')
    const body = { call: { ...call('13947500009', AGAIN), disposition: { kind: 'answer', answer: '已经在修' } }, parentId }
    expect((await city.call('POST', '/intake/joins', PEOPLE.operator, { body })).body).toMatchObject({ status: 422, code: 'JOIN_NEEDS_DISPATCH' })
  })
})
