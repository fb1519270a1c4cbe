import { Module } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { CategoryTree } from '@tongban/taxonomy/contract'
import { OrgSeed } from '@tongban/org/server'
import { TaxonomySeed } from '@tongban/taxonomy/server'
import { caseWorld, PEOPLE, type CaseProcess, type CaseWorld } from '@tongban/testing/server'
import type { CatalogueRowInput } from '../../contract/catalogue.schema.js'
import type { CatalogueDifferences, CatalogueDraft, CatalogueVersion } from '../../contract/catalogue-version.schema.js'
import { CatalogueDispatchRules } from '../catalogue-dispatch-rules.js'
import { DispatchSeed } from '../dispatch.seed.js'
import { InMemoryDispatchPlanner } from '../in-memory-dispatch-planner.js'
import { CATALOGUE_CONTROLLERS, CATALOGUE_PROVIDERS } from './index.js'

@Module({ controllers: CATALOGUE_CONTROLLERS, providers: [...CATALOGUE_PROVIDERS, DispatchSeed, InMemoryDispatchPlanner, CatalogueDispatchRules] })
class CatalogueModule {}

export const CITY = '150500'
export type Answer<T = unknown> = { readonly status: number; readonly body: T }
type Row = Omit<CatalogueRowInput, 'id'>

/** Two processes over one database with the real units, categories and the shipped catalogue. */
export class CatalogueWorldUnderTest {
  private constructor(readonly world: CaseWorld) {}

  static async open(): Promise<CatalogueWorldUnderTest> {
    const world = await caseWorld({ modules: [CatalogueModule], processes: 2 })
    for (const { app } of world.processes) {
      await world.database.transaction(async (tx) => {
        await app.get(OrgSeed).load(tx, CITY)
        await app.get(TaxonomySeed).load(tx, CITY)
        await app.get(DispatchSeed).load(tx)
      })
    }
    // Read again now that it is committed: a process that looked by itself in between knew nothing yet.
    for (const { app } of world.processes) await world.database.transaction((tx) => app.get(OrgSeed).load(tx, CITY))
    if (world.first.app.get(CategoryTree, { strict: false }).all().length === 0) throw new Error('No categories were loaded')
    return new CatalogueWorldUnderTest(world)
  }

  get first(): CaseProcess {
    return this.world.first
  }

  get second(): CaseProcess {
    const [, second] = this.world.processes
    if (second === undefined) throw new Error('There are two processes')
    return second
  }

  async get<T>(path: string, by: Principal = PEOPLE.dispatcher): Promise<Answer<T>> {
    return (await this.first.call('GET', `/dispatch/catalogue${path}`, by)) as Answer<T>
  }

  async post<T>(path: string, body: unknown = {}, by: Principal = PEOPLE.dispatcher): Promise<Answer<T & { code?: string }>> {
    return (await this.first.call('POST', `/dispatch/catalogue${path}`, by, { body })) as Answer<T & { code?: string }>
  }

  async draft(): Promise<CatalogueDraft> {
    return (await this.post<CatalogueDraft>('/draft')).body
  }

  keep(draft: CatalogueDraft, row: Row, rowId: string | null = null, revision: number | null = rowId === null ? null : 0): ReturnType<CatalogueWorldUnderTest['post']> {
    return this.post(`/drafts/${draft.id}/rows`, { rowId, revision, row })
  }

  async publish(draft: CatalogueDraft, more: { validFrom?: string | null; revision?: number; replaces?: number } = {}): Promise<Answer<CatalogueVersion & { code?: string }>> {
    const revision = more.revision ?? (await this.draft()).revision
    return this.post<CatalogueVersion>(`/drafts/${draft.id}/publish`, { reason: '供热期由供热公司直接承办', validFrom: null, ...more, revision })
  }

  async differences(draft: CatalogueDraft): Promise<string[]> {
    const { body } = await this.get<CatalogueDifferences>(`/drafts/${draft.id}/differences`)
    return body.changes.map(({ kind, rowId, fields }) => `${kind} ${rowId}${fields.map(({ labelZh, before, after }) => ` ${labelZh}:${before}→${after}`).join('')}`)
  }

  /** A draft nobody wants any more. */
  async discard(): Promise<void> {
    const { body } = await this.get<{ draft: CatalogueDraft | null }>('/draft')
    if (body.draft !== null) await this.post(`/drafts/${body.draft.id}/discard`, { reason: '试着编辑而已', revision: body.draft.revision })
  }

  stop(): Promise<void> {
    return this.world.stop()
  }
}
