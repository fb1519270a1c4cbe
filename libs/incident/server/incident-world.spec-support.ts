import { Global, Module } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { DutyContacts, dutyPostKey, type DutyContact, type DutyPost } from '@tongban/duty/contract'
import { idOf } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { caseWorld, PEOPLE, type CaseProcess, type CaseWorld } from '@tongban/testing/server'
import { IncidentModule } from './incident.module.js'
import { KeepCalling } from './use-cases/keep-calling.use-case.js'
import { TellCases } from './use-cases/tell-cases.use-case.js'

/** A roster kept in memory: who answers for a post until somebody changes it. */
export class TestRoster extends DutyContacts {
  readonly lines = new Map<string, readonly DutyContact[]>()
  questions: number[] = []
  /** A post whose roster nobody can read. */
  broken: string | null = null

  override onDuty(posts: readonly DutyPost[]): Promise<ReadonlyMap<string, readonly DutyContact[]>> {
    this.questions.push(posts.length)
    if (posts.some((post) => dutyPostKey(post) === this.broken)) return Promise.reject(new Error('unreadable'))
    if (posts.length > 200) return Promise.reject(new Error('at most 200 posts'))
    return Promise.resolve(new Map(posts.flatMap((post) => {
      const line = this.lines.get(dutyPostKey(post))
      return line === undefined ? [] : [[dutyPostKey(post), line] as const]
    })))
  }

  override phoneOf(): Promise<string | null> {
    return Promise.resolve(null)
  }

  /** As many people as asked for answer for this post, in this order. */
  put(key: string, count: number, users: readonly (string | null)[] = []): void {
    this.lines.set(key, Array.from({ length: count }, (_, index) => ({
      id: `${key}#${index + 1}`, name: `${key.split(':')[1] ?? ''}值班员${index + 1}`, title: '值班员', userId: users[index] ?? null, phoneMasked: '138••••0000', line: index + 1,
    })))
  }
}

export const TOWN = '150523101'
export const TOWN_UNIT = 'unit:township-150523101'
export const COUNTY_UNIT = 'unit:county-150523-coordinator'
export const CENTRE_UNIT = 'unit:hotline-centre'

export type IncidentWorld = {
  readonly world: CaseWorld
  readonly roster: TestRoster
  readonly villages: readonly string[]
  /** As many people for every post of the town's area. */
  readonly staff: (count: number) => void
  readonly open: (changes?: object, by?: Principal, key?: string) => Promise<{ status: number; body: { id: string } & Record<string, unknown> }>
  readonly act: (id: string, path: string, body: object, by?: Principal) => Promise<{ status: number; body: Record<string, unknown> }>
  readonly sweep: (process?: CaseProcess) => Promise<number>
  readonly tell: (process?: CaseProcess, batches?: number) => Promise<number>
  readonly events: (type: string) => Promise<{ subject: string; data: Record<string, unknown> }[]>
}

/** Two processes of case and incident over one city with its real divisions and units, and a roster to fill. */
export async function incidentWorld(processes = 2): Promise<IncidentWorld> {
  const roster = new TestRoster()
  @Global()
  @Module({ providers: [{ provide: DutyContacts, useValue: roster }], exports: [DutyContacts] })
  class RosterModule {}
  const world = await caseWorld({ processes, modules: [RosterModule, IncidentModule] })
  for (const process of world.processes) await process.knowUnits()
  const org = world.first.app.get(OrgDirectory, { strict: false })
  const villages = org.childrenOf(idOf(TOWN)).map(({ code }) => code)
  const body = {
    kind: 'heating_outage', level: 'larger', title: '大榆树镇供热主管道爆裂', cause: '主管道爆裂，正在抢修', placeCode: TOWN, area: [TOWN],
  }
  return {
    world, roster, villages,
    staff: (count) => {
      for (const key of [CENTRE_UNIT, COUNTY_UNIT, TOWN_UNIT, ...villages.map((code) => `division:${code}`)]) roster.put(key, count)
      for (const { id } of org.allUnits()) if (!roster.lines.has(`unit:${id}`)) roster.put(`unit:${id}`, count)
    },
    open: async (changes = {}, by = PEOPLE.dispatcher, key) => {
      const answer = await world.first.call('POST', '/incidents', by, { body: { ...body, ...changes }, ...(key === undefined ? {} : { idempotencyKey: key }) })
      return answer as { status: number; body: { id: string } & Record<string, unknown> }
    },
    act: async (id, path, acted, by = PEOPLE.dispatcher) => {
      const answer = await world.first.call('POST', `/incidents/${id}/${path}`, by, { body: acted })
      return answer as { status: number; body: Record<string, unknown> }
    },
    sweep: (process = world.first) => process.app.get(KeepCalling, { strict: false }).sweep(),
    tell: (process = world.first, batches) => process.app.get(TellCases, { strict: false }).tell(batches),
    events: (type) => world.database.query('SELECT subject_id AS subject, data FROM outbox_event WHERE type = $1 ORDER BY id', [type]),
  }
}
