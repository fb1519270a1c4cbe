import { OrgSeed } from '@tongban/org/server'
import { caseWorld, PEOPLE, type CaseProcess, type CaseWorld } from '@tongban/testing/server'
import type { GazetteerDraft, GazetteerEntryView } from '../../contract/index.js'
import { PlaceResolver } from '../../contract/place-resolver.js'
import { PlaceFreshness } from '../place-freshness.js'
import { PlaceModule } from '../place.module.js'

/** Two townships of 开鲁县. */
export const TOWN = '150523101'
export const OTHER_TOWN = '150523102'

/** Two processes over one gazetteer, and the city's divisions in both. */
export type GazetteerWorld = {
  readonly world: CaseWorld
  readonly city: CaseProcess
  /** Looks when it is told to, not while a test is about what it does not know yet. */
  readonly other: CaseProcess
}

export async function gazetteerWorld(): Promise<GazetteerWorld> {
  const world = await caseWorld({ processes: 2, modules: [PlaceModule] })
  const [city, other] = world.processes
  if (city === undefined || other === undefined) throw new Error('two were asked for')
  await world.database.transaction((tx) => city.app.get(OrgSeed).load(tx, '150500'))
  await other.knowUnits()
  other.app.get(PlaceFreshness).onApplicationShutdown()
  return { world, city, other }
}

export const draftOf = (changes: Partial<GazetteerDraft>): GazetteerDraft => ({ name: '明珠花园', aliases: [], kind: 'estate', divisionCode: TOWN, point: null, note: '', ...changes })

/** Where a process takes a text to be. */
export const where = (process: CaseProcess, text: string): string | undefined => process.app.get(PlaceResolver).resolve(text).best?.code

/** Every entry of exactly this name, whatever has become of it. */
export async function entriesNamed(city: CaseProcess, name: string): Promise<GazetteerEntryView[]> {
  const found = await Promise.all((['confirmed', 'proposed', 'rejected', 'retired'] as const).map(async (status) =>
    ((await city.call('GET', `/places/gazetteer?status=${status}&q=${encodeURIComponent(name)}`, PEOPLE.operator)).body as { items: GazetteerEntryView[] }).items))
  return found.flat().filter((entry) => entry.name === name)
}

/** What the audit says of one entry, the oldest first. */
export const auditOf = ({ database }: CaseWorld, subjectId: string): Promise<{ action: string; actor_id: string; detail: object }[]> =>
  database.query(`SELECT action, actor_id, detail FROM audit_entry WHERE city_code = '150500' AND subject_id = $1 ORDER BY id`, [subjectId])
