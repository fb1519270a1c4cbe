import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { OrgSeed } from '@tongban/org/server'
import { PlaceModule } from '@tongban/place/server'
import { TaxonomySeed } from '@tongban/taxonomy/server'
import { caseWorld, PEOPLE, valueOf, plansOf, type CaseProcess, type CaseWorld } from '@tongban/testing/server'
import { CategoryTree } from '@tongban/taxonomy/contract'
import { CategorySuggester } from '../contract/category-suggester.js'
import { suggestionEffectSchema, suggestionModelSchema, trainingSchema, urgencyWordingSchema, type SuggestionModelView, type TrainingView, type UrgencyWordingView } from '../contract/index.js'
import { SuggestionBook } from './suggestion-book.js'
import { SuggestionModule } from './suggestion.module.js'
import { SuggestionSeed } from './suggestion.seed.js'
import { RunTrainings } from './training/run-trainings.js'

let world: CaseWorld
let city: CaseProcess
let other: CaseProcess
beforeAll(async () => {
  world = await caseWorld({ processes: 2, modules: [PlaceModule, SuggestionModule] })
  const [first, second] = world.processes
  if (first === undefined || second === undefined) throw new Error('two were asked for')
  city = first
  other = second
  for (const process of world.processes) {
    await world.database.transaction(async (tx) => {
      await process.app.get(OrgSeed).load(tx, '150500')
      await process.app.get(TaxonomySeed).load(tx, '150500')
      await process.app.get(SuggestionSeed).load(tx, '150500')
    })
  }
})
afterAll(() => world.stop())

const admin = PEOPLE.dispatcher
type Answer<Body = Record<string, unknown>> = { status: number; body: Body }
const post = async <Body = Record<string, unknown>>(path: string, body: unknown): Promise<Answer<Body>> => {
  const { status, body: answer } = await city.call('POST', path, admin, { body })
  return { status, body: answer as Body }
}
const get = async <Body>(path: string): Promise<Body> => {
  const { status, body } = await city.call('GET', path, admin)
  expect(status).toBe(200)
  return body as Body
}
const audited = async (action: string): Promise<number> =>
  (await world.database.query(`SELECT 1 FROM audit_entry WHERE city_code = '150500' AND action = $1`, [action])).length
const suggests = (process: CaseProcess, text: string): string[] => process.app.get(CategorySuggester).suggest(text).map(({ code }) => code)

/** Two matters the words of the tree do not tell apart, as a city might file them: only its own cases can teach which is which. */
const SHEDS = '020101'
const LAMPS = '120304'
const EACH = 22
/** No two alike but for what they are about: near-duplicates are kept on one side when a model is measured. The rest is names that say nothing here. */
const story = (index: number, words: string): string => {
  const names = city.app.get(CategoryTree).all().map(({ name }) => name)
  return `${names.slice(index * 6, index * 6 + 3).join('，')}，${words}，${names.slice(index * 6 + 3, index * 6 + 6).join('，')}`
}
const texts = (label: string, words: string) =>
  Array.from({ length: EACH }, (_, index) => ({ title: '', text: story(index + (label === SHEDS ? 0 : EACH), words), l1: label }))

async function trained(): Promise<TrainingView> {
  await city.app.get(RunTrainings).look()
  await city.app.get(RunTrainings).settled()
  const { training } = await get<{ training: TrainingView | null }>('/suggestions')
  expect(trainingSchema.safeParse(training).error).toBeUndefined()
  if (training === null) throw new Error('one was asked for')
  return training
}
const models = async (): Promise<SuggestionModelView[]> => {
  const { items } = await get<{ items: SuggestionModelView[] }>('/suggestions/models')
  expect(suggestionModelSchema.array().safeParse(items).error).toBeUndefined()
  return items
}

describe('training a model', () => {
  it('refuses in words when there is too little to learn from', async () => {
    expect(await post('/suggestions/trainings', { own: true })).toMatchObject({ status: 201 })
    expect(await post('/suggestions/trainings', { own: true })).toMatchObject({ status: 409, body: { code: 'TRAINING_UNDER_WAY' } })
    const training = await trained()
    expect(training).toMatchObject({ state: 'refused', problem: { code: 'TRAINING_TOO_LITTLE' }, modelId: null })
    expect(training.problem?.zh).toContain('可用于训练的只有 0 件')
    expect(await models()).toEqual([])
  })

  it('takes labelled texts by name or code, tells which labels nobody knows, and forgets the texts when it is over', async () => {
    const { body } = await post<{ trainingId: string }>('/suggestions/trainings', { own: false, awaitsTexts: true })
    const path = `/suggestions/trainings/${body.trainingId}`
    expect(await post(`${path}/texts`, { texts: [...texts(SHEDS, '苫布棚子让人挪了'), { title: '', text: '别的', l1: '没有的分类' }] })).toMatchObject({
      status: 200, body: { given: EACH, unknown: [{ l1: '没有的分类', count: 1 }] },
    })
    expect(await post(`${path}/texts`, { texts: texts(SHEDS, '苫布棚子让人挪了') })).toMatchObject({ body: { given: EACH } })
    expect(await post(`${path}/texts`, { texts: texts(LAMPS, '灯罩叫风掀了') })).toMatchObject({ body: { given: 2 * EACH } })
    expect(await post(`${path}/run`, {})).toMatchObject({ status: 200, body: { state: 'queued' } })
    expect(await post(`${path}/texts`, { texts: texts(SHEDS, '晚了') })).toMatchObject({ status: 404 })
    expect(await trained()).toMatchObject({ problem: null, state: 'done', given: 2 * EACH })
    expect(await world.database.query('SELECT 1 FROM suggestion_training_text')).toEqual([])
    const [model] = await models()
    expect(model).toMatchObject({ number: 1, state: 'candidate', examples: 2 * EACH, ownExamples: 0, classes: 2, trainedBy: { id: admin.userId } })
    expect(model?.figures.accuracy).toBeGreaterThan(0.9)
    expect(model?.fingerprint).toMatch(/^[0-9a-f]{64}$/)
    expect(await audited('suggestion.train')).toBe(1)
  })

  it('refuses texts that are so alike that nothing can be measured on them', async () => {
    const { body } = await post<{ trainingId: string }>('/suggestions/trainings', { own: false, awaitsTexts: true })
    const path = `/suggestions/trainings/${body.trainingId}`
    const alike = (words: string, l1: string) => Array.from({ length: EACH }, (_, index) => ({ title: '', text: `我家那边的${words}已经好几回了没人管请派人来看一看${index}`, l1 }))
    await post(`${path}/texts`, { texts: [...alike('苫布棚子让人挪了', SHEDS), ...alike('灯罩叫风掀了', LAMPS)] })
    await post(`${path}/run`, {})
    expect(await trained()).toMatchObject({ state: 'refused', problem: { code: 'TRAINING_TOO_ALIKE' } })
  })

  it('a model is used once a person says so, here at once and in another process with its next look; retired it is forgotten', async () => {
    const [model] = await models()
    const said = '灶房的苫布棚子让人挪了'
    expect(suggests(city, said)[0]).not.toBe(SHEDS)
    expect(await post(`/suggestions/models/${model?.id}`, { state: 'active' })).toMatchObject({ status: 200 })
    expect(suggests(city, said)[0]).toBe(SHEDS)
    expect(city.app.get(CategorySuggester).modelId()).toBe(model?.id)
    expect(suggests(other, said)[0]).not.toBe(SHEDS)
    await other.app.get(SuggestionBook).freshen()
    expect(suggests(other, said)[0]).toBe(SHEDS)
    // what the model has never seen is still heard by the words of the tree
    expect(suggests(city, '包工头拖欠农民工工资不给').length).toBeGreaterThan(0)
    expect(await post(`/suggestions/models/${model?.id}`, { state: 'retired' })).toMatchObject({ status: 200 })
    expect([suggests(city, said)[0] === SHEDS, city.app.get(CategorySuggester).modelId()]).toEqual([false, null])
    expect(await post(`/suggestions/models/${city.nextId()}`, { state: 'active' })).toMatchObject({ status: 404 })
  })

  it('a model this version cannot read is not activated', async () => {
    const [model] = await models()
    await world.database.query(`UPDATE suggestion_model SET bytes = 'nothing' WHERE id = $1`, [model?.id])
    expect(await post(`/suggestions/models/${model?.id}`, { state: 'active' })).toMatchObject({ status: 422, body: { code: 'SUGGESTION_MODEL_UNREADABLE' } })
  })

  it('and one that was in use before an upgrade is as good as none: the words of the tree answer', async () => {
    const [model] = await models()
    const state = (to: string) => world.database.query(`UPDATE suggestion_model SET state = $2 WHERE id = $1`, [model?.id, to])
    const said = '包工头拖欠农民工工资不给'
    await other.app.get(SuggestionBook).reload()
    const before = suggests(other, said)
    await state('active')
    await other.app.get(SuggestionBook).reload()
    expect([other.app.get(CategorySuggester).modelId(), suggests(other, said)]).toEqual([null, before])
    expect((await other.call('GET', '/suggestions', PEOPLE.dispatcher)).body).toMatchObject({ active: { id: model?.id }, activeAnswers: false })
    await state('retired')
    await other.app.get(SuggestionBook).reload()
  })

  it('one that died with its process is given up, and another can be asked for', async () => {
    const { body } = await post<{ trainingId: string }>('/suggestions/trainings', { own: true })
    await world.database.query(`UPDATE suggestion_training SET state = 'running', beaten_at = requested_at WHERE id = $1`, [body.trainingId])
    world.clock.advance(11 * 60_000)
    expect(await trained()).toMatchObject({ state: 'refused', problem: { code: 'TRAINING_LOST' } })
    const again = await post<{ trainingId: string }>('/suggestions/trainings', { own: true })
    expect(await post(`/suggestions/trainings/${again.body.trainingId}/cancel`, {})).toMatchObject({ status: 200, body: { state: 'cancelled' } })
  })

  it('learns from settled cases of its own alone: nothing sealed, nothing contested, nothing under way', async () => {
    for (let index = 0; index < 22; index += 1) {
      for (const [offset, categoryCode, words] of [[0, SHEDS, '苫布棚子让人挪了'], [22, LAMPS, '灯罩叫风掀了']] as const) {
        await settled({ categoryCode, description: `${story(index + offset, words)}，电话13947512345` })
      }
    }
    await settled({ categoryCode: SHEDS, description: '保密的苫布棚子', sealed: true })
    await city.filed({ categoryCode: SHEDS, description: '还在办的苫布棚子' })
    await post('/suggestions/trainings', { own: true, activate: true })
    const training = await trained()
    expect(training).toMatchObject({ problem: null, state: 'done' })
    expect((await models())[0]).toMatchObject({ number: 2, state: 'active', examples: 44, ownExamples: 44 })
    expect(suggests(city, '粮站的灯罩叫风掀了')[0]).toBe(LAMPS)
  })
})

/** Lived up to a reply that has passed the review. */
async function settled(changes: Parameters<CaseProcess['filed']>[0]): Promise<string> {
  const caseId = await city.filed(changes)
  const on = { assignmentId: (await city.lookup.snapshots([caseId]))[0]?.assignments.find(({ role }) => role === 'lead')?.id ?? '' }
  valueOf(await city.commands.execute('sign', on, {}, PEOPLE.handler))
  valueOf(await city.commands.execute('contact', on, { reached: true, method: 'phone', note: '已联系' }, PEOPLE.handler))
  valueOf(await city.commands.execute('reply', on, { text: '已到现场修好，当晚恢复，已告知来电人。', attachmentIds: [] }, PEOPLE.handler))
  valueOf(await city.commands.execute('review', { caseId }, { verdict: 'pass', remarks: '' }, PEOPLE.reviewer))
  return caseId
}

describe('the switches', () => {
  it('silence suggestions and urgency wordings each by itself, in every process', async () => {
    const suggester = other.app.get(CategorySuggester)
    const { settings } = await get<{ settings: { version: number } }>('/suggestions')
    expect(await post('/suggestions/settings', { categoryOn: false, urgencyOn: true, version: settings.version })).toMatchObject({ status: 200, body: { version: settings.version + 1 } })
    expect(await post('/suggestions/settings', { categoryOn: true, urgencyOn: true, version: settings.version })).toMatchObject({ status: 409, body: { code: 'SUGGESTION_SETTINGS_STALE' } })
    await other.app.get(SuggestionBook).freshen()
    expect([suggester.suggest('小区停水两天了'), suggester.detectUrgency('对面楼着火了')?.urgency]).toEqual([[], 'emergency'])
    await post('/suggestions/settings', { categoryOn: true, urgencyOn: false, version: settings.version + 1 })
    await other.app.get(SuggestionBook).freshen()
    expect([suggester.suggest('小区停水两天了').length > 0, suggester.detectUrgency('对面楼着火了')]).toEqual([true, null])
    await post('/suggestions/settings', { categoryOn: true, urgencyOn: true, version: settings.version + 2 })
    expect(await audited('suggestion.switch')).toBe(3)
  })
})

describe('urgency wordings', () => {
  const list = async (): Promise<UrgencyWordingView[]> => {
    const { items } = await get<{ items: UrgencyWordingView[] }>('/suggestions/wordings')
    expect(urgencyWordingSchema.array().safeParse(items).error).toBeUndefined()
    return items
  }
  const draftOf = ({ name, kind, urgency, words, withAny, nearAny, unlessNear, isLack, evenIfSupposed, enabled, examples, counterExamples }: UrgencyWordingView) => ({
    name, kind, urgency, words, withAny, nearAny, unlessNear, isLack, evenIfSupposed, enabled, examples, counterExamples,
  })

  it('are shipped, seeded once, and changed by hand without the next seed taking it back', async () => {
    const fire = (await list()).find(({ id }) => id === 'fire')
    if (fire === undefined) throw new Error('it is shipped')
    expect(fire).toMatchObject({ isShipped: true, enabled: true, version: 1 })
    expect(await world.database.transaction((tx) => city.app.get(SuggestionSeed).load(tx, '150500'))).toBe(0)
    expect(await post('/suggestions/wordings/try', { text: '对面楼着火了' })).toMatchObject({ status: 200, body: { signal: { urgency: 'emergency' } } })
    expect(await post('/suggestions/wordings/fire', { draft: { ...draftOf(fire), enabled: false }, version: 1 })).toMatchObject({ status: 200, body: { version: 2 } })
    expect(await post('/suggestions/wordings/try', { text: '对面楼着火了' })).toMatchObject({ body: { signal: null } })
    expect(await world.database.transaction((tx) => city.app.get(SuggestionSeed).load(tx, '150500'))).toBe(0)
    expect((await list()).find(({ id }) => id === 'fire')).toMatchObject({ isShipped: false, enabled: false, changedBy: { id: admin.userId } })
    expect(await post('/suggestions/wordings/fire', { draft: draftOf(fire), version: 1 })).toMatchObject({ status: 409, body: { code: 'WORDING_STALE' } })
    expect(await post('/suggestions/wordings/fire', { draft: draftOf(fire), version: 2 })).toMatchObject({ status: 200 })
    expect(await post('/suggestions/wordings/none', { draft: draftOf(fire), version: 1 })).toMatchObject({ status: 404 })
  })

  it('of a newer product reach a city that has the older ones, without touching what the city changed', async () => {
    const edited = (await list()).find(({ id }) => id === 'gas')
    if (edited === undefined) throw new Error('it is shipped')
    const { version } = (await post<{ version: number }>('/suggestions/wordings/gas', { draft: { ...draftOf(edited), name: '燃气（本市）', words: ['煤气泄漏'], examples: ['煤气泄漏'], counterExamples: [] }, version: edited.version })).body
    // As an installation of the version before has them: fewer words, and some not there at all.
    await world.database.query(`UPDATE suggestion_wording SET words = ARRAY['爆管'], examples = ARRAY['爆管'] WHERE id = 'burst'`)
    await world.database.query(`DELETE FROM suggestion_wording WHERE id IN ('no-answer', 'fire-near')`)
    await other.app.get(SuggestionBook).reload()
    expect(other.app.get(CategorySuggester).detectUrgency('独居的大爷两天没下楼')).toBeNull()
    expect(await world.database.transaction((tx) => city.app.get(SuggestionSeed).load(tx, '150500'))).toBe(3)
    await other.app.get(SuggestionBook).freshen()
    expect(other.app.get(CategorySuggester).detectUrgency('独居的大爷两天没下楼')).toMatchObject({ urgency: 'emergency', kinds: ['life'] })
    const now = await list()
    expect(now.find(({ id }) => id === 'gas')).toMatchObject({ name: '燃气（本市）', words: ['煤气泄漏'], version, isShipped: false })
    expect(now.find(({ id }) => id === 'burst')?.words.length).toBeGreaterThan(1)
    expect(await world.database.transaction((tx) => city.app.get(SuggestionSeed).load(tx, '150500'))).toBe(0)
  })

  it('are tried on their own examples before they are kept', async () => {
    const draft = { name: '牲畜走失', kind: 'life', urgency: 'livelihood', words: ['(羊|牛|马)群?(走失|丢了)'], examples: ['羊群走失两天了'], counterExamples: ['丢了一张羊皮'] }
    expect(await post('/suggestions/wordings', { ...draft, words: ['羊+'] })).toMatchObject({ status: 422, body: { code: 'WORDING_PATTERN_INVALID' } })
    expect(await post('/suggestions/wordings', { ...draft, examples: ['骆驼走失'] })).toMatchObject({ status: 422, body: { code: 'WORDING_EXAMPLE_MISSED' } })
    expect(await post('/suggestions/wordings', { ...draft, counterExamples: ['牛丢了没人管'] })).toMatchObject({ status: 422, body: { code: 'WORDING_COUNTER_EXAMPLE_RAISED' } })
    expect(await post('/suggestions/wordings', draft)).toMatchObject({ status: 201 })
    expect(city.app.get(CategorySuggester).detectUrgency('羊群走失三天了')).toMatchObject({ urgency: 'livelihood', words: ['羊群走失'] })
    await other.app.get(SuggestionBook).freshen()
    expect(other.app.get(CategorySuggester).detectUrgency('羊群走失三天了')).not.toBeNull()
  })
})

describe('what became of suggestions', () => {
  const shownAs = (codes: readonly string[], categoryChosen: boolean, urgencyWords: readonly string[] = []) => ({
    shown: { modelId: null, categories: codes.map((code) => ({ code, confidence: 0.5 })), categoryChosen, urgencyProposed: urgencyWords.length > 0 ? 'emergency' : 'general' }, urgencyWords: [...urgencyWords],
  })

  it('is logged once for a case, without its text, and counted by model, category and word', async () => {
    await city.settle()
    await city.filed({ categoryCode: LAMPS, dispatchTrail: shownAs([LAMPS, SHEDS], true) })
    await city.filed({ categoryCode: SHEDS, dispatchTrail: shownAs([LAMPS, SHEDS], true) })
    await city.filed({ categoryCode: SHEDS, dispatchTrail: shownAs([LAMPS], true) })
    await city.filed({ categoryCode: LAMPS, dispatchTrail: shownAs([LAMPS], false) })
    await city.filed({ categoryCode: LAMPS, urgency: 'emergency', dispatchTrail: shownAs([], true, ['冒火花']) })
    await city.filed({ categoryCode: LAMPS, urgency: 'general', dispatchTrail: shownAs([], true, ['冒火花']) })
    await city.filed({ categoryCode: LAMPS, dispatchTrail: { categoryCode: LAMPS } })
    await city.settle()
    const effect = await get<Record<string, unknown>>('/suggestions/effect?days=30')
    expect(suggestionEffectSchema.safeParse(effect).error).toBeUndefined()
    expect(effect).toMatchObject({
      total: { shown: 4, answered: 3, top1: 1, top3: 2 },
      byModel: [{ model: null, shown: 4 }],
      byCategory: [{ category: { id: SHEDS }, answered: 2, top1: 0, top3: 1 }, { category: { id: LAMPS }, answered: 1, top1: 1, top3: 1 }],
      urgency: [{ word: '冒火花', raised: 2, kept: 1 }],
    })
    const rows = await world.database.query<{ text_hash: string }>('SELECT * FROM suggestion_log')
    expect(rows).toHaveLength(6)
    expect(JSON.stringify(rows)).not.toContain('路灯')
  })

  it('is read by index', async () => {
    await world.database.query(
      `INSERT INTO suggestion_log SELECT '150500', gen_random_uuid(), now() - n * interval '1 hour', 'x', NULL, '[]', NULL, NULL, '{}', 'general', 'general' FROM generate_series(1, 5000) AS n`,
    )
    await world.database.query('ANALYZE suggestion_log')
    const sql = `SELECT model_id, count(*) FROM suggestion_log WHERE city_code = '150500' AND at >= now() - interval '1 day' GROUP BY model_id`
    expect((await plansOf(world.database, { sql, values: [] })).indexes).toEqual(['suggestion_log_at'])
  })
})
