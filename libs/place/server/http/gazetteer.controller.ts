import { Controller, Inject, Res } from '@nestjs/common'
import { UserNames, type Principal } from '@tongban/access/contract'
import { CaseLookup } from '@tongban/case/contract'
import { idOf, isoOf } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { Caller, HttpEndpoint, Input, type InputOf, type RequestContext } from '@tongban/platform/server'
import type { FastifyReply } from 'fastify'
import type { z } from 'zod'
import type { GazetteerEntryView, GazetteerRules, GazetteerStatus } from '../../contract/gazetteer.schema.js'
import {
  addGazetteerEntry, changeGazetteerEntry, changeGazetteerRules, decideGazetteerEntry, exportGazetteer, importGazetteer, listGazetteer,
} from '../../contract/place-endpoints.js'
import { isReady } from '../../domain/gazetteer-votes.js'
import { ChangeGazetteer } from '../gazetteer/change-gazetteer.use-case.js'
import { GazetteerStore, type GazetteerRow, type GazetteerState } from '../gazetteer/gazetteer.store.js'
import { ImportGazetteer } from '../gazetteer/import-gazetteer.use-case.js'

type Answer<E extends { response: z.ZodType }> = Promise<z.output<E['response']>>
/** Of each name; a page of a hundred stays one look-up. */
const CASES_SHOWN = 5

@Controller()
export class GazetteerController {
  constructor(
    @Inject(GazetteerStore) private readonly store: GazetteerStore,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(UserNames) private readonly names: UserNames,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
  ) {}

  /** Five statements: the page, the state, the counts, the numbers of those of their cases that this person may see, and who changed them. */
  @HttpEndpoint(listGazetteer)
  async list(@Input() { query: { limit, cursor, ...filter } }: InputOf<typeof listGazetteer>, @Caller() { principal }: RequestContext<Principal>): Answer<typeof listGazetteer> {
    const { items, nextCursor } = await this.store.list(filter, { limit, cursor })
    const state = await this.store.state()
    const counted = await this.store.counts(state.agreeing_needed)
    const shown = [...new Set(items.flatMap((row) => row.case_ids.slice(0, CASES_SHOWN)))]
    const visible = shown.length === 0 ? [] : await this.cases.visibleAmong(principal, shown)
    const numbers = new Map(visible.map(({ id, number }) => [id, number]))
    const people = await this.names.namesOf([...new Set(items.map(({ changed_by: changedBy }) => changedBy))])
    const countOf = (status: GazetteerStatus): number => counted.find((each) => each.status === status)?.count ?? 0
    return {
      items: items.map((row) => this.viewOf(row, state, numbers, people)), nextCursor,
      counts: { proposed: countOf('proposed'), confirmed: countOf('confirmed'), rejected: countOf('rejected'), retired: countOf('retired') },
      ready: counted.find(({ status }) => status === 'proposed')?.ready ?? 0, rules: rulesOf(state),
    }
  }

  private viewOf(row: GazetteerRow, state: GazetteerState, numbers: ReadonlyMap<string, string>, people: ReadonlyMap<string, string>): GazetteerEntryView {
    const { latitude, longitude } = row
    return {
      id: row.id, name: row.name, aliases: row.aliases, kind: row.kind, division: { code: row.division_code, path: this.org.pathOf(idOf(row.division_code)).map(({ name }) => name) },
      point: latitude === null || longitude === null ? null : { latitude, longitude }, note: row.note, status: row.status, source: row.source, agreeing: row.agreeing, contradicting: row.contradicting,
      isReady: row.status === 'proposed' && isReady(row, state.agreeing_needed),
      cases: row.case_ids.slice(0, CASES_SHOWN).flatMap((id) => (numbers.has(id) ? [{ id, number: numbers.get(id) ?? '' }] : [])),
      version: row.version, changedBy: { id: row.changed_by, name: people.get(row.changed_by) ?? '系统' }, changedAt: isoOf(row.changed_at),
    }
  }
}

@Controller()
export class GazetteerChangesController {
  constructor(
    @Inject(ChangeGazetteer) private readonly changing: ChangeGazetteer,
    @Inject(ImportGazetteer) private readonly importing: ImportGazetteer,
  ) {}

  @HttpEndpoint(addGazetteerEntry)
  add(@Input() { body }: InputOf<typeof addGazetteerEntry>, @Caller() { principal }: RequestContext<Principal>): Answer<typeof addGazetteerEntry> {
    return this.changing.add(body, principal)
  }

  @HttpEndpoint(changeGazetteerEntry)
  change(@Input() { params, body }: InputOf<typeof changeGazetteerEntry>, @Caller() { principal }: RequestContext<Principal>): Answer<typeof changeGazetteerEntry> {
    return this.changing.change(params.entryId, body.draft, body.version, principal)
  }

  @HttpEndpoint(decideGazetteerEntry)
  decide(@Input() { params, body }: InputOf<typeof decideGazetteerEntry>, @Caller() { principal }: RequestContext<Principal>): Answer<typeof decideGazetteerEntry> {
    return this.changing.decide(params.entryId, body.verdict, body.version, principal)
  }

  @HttpEndpoint(changeGazetteerRules)
  rules(@Input() { body }: InputOf<typeof changeGazetteerRules>, @Caller() { principal }: RequestContext<Principal>): Answer<typeof changeGazetteerRules> {
    return this.changing.setRules(body, principal)
  }

  @HttpEndpoint(importGazetteer)
  import(@Input() { body }: InputOf<typeof importGazetteer>, @Caller() { principal }: RequestContext<Principal>): Answer<typeof importGazetteer> {
    return this.importing.take(body.csv, body.mode, principal)
  }

  @HttpEndpoint(exportGazetteer)
  async export(@Input() { query }: InputOf<typeof exportGazetteer>, @Res() reply: FastifyReply): Promise<void> {
    const content = await this.importing.export(query)
    await reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent('地名库.csv')}`)
      .header('cache-control', 'no-store')
      .header('x-content-type-options', 'nosniff')
      .send(content)
  }
}

const rulesOf = ({ agreeing_needed: agreeingNeeded, accepts_alone: acceptsAlone, version }: GazetteerState): GazetteerRules => ({ agreeingNeeded, acceptsAlone, version })
