import { Inject, Injectable } from '@nestjs/common'
import { CASE_TYPE_ZH, CHANNEL_ZH } from '@tongban/case/contract'
import type { Scope } from '@tongban/access/contract'
import { idOf, isoOf, plainDateOf, type Instant } from '@tongban/kernel/core'
import { OrgDirectory, PEER_CLASS_LABELS_ZH, type PeerClass } from '@tongban/org/contract'
import { PlatformConfig } from '@tongban/platform/server'
import {
  CALLBACK_MEASURES,
  callbackCountsOf,
  dayPeriod,
  firstDispatchOf,
  FORMULAS,
  monthPeriod,
  ratesOf,
  type BoardSnapshot,
  type CallbackMeasure,
} from '@tongban/reporting/contract'
import { CategoryTree } from '@tongban/taxonomy/contract'
import { rankWithinPeers, topicTrend } from '../domain/index.js'
import { isoFromJson, type BoardRows, type TodayMeasure } from './board.read-model.js'

const FORMULA = FORMULAS.three_rates
/** Ranked on the board: those who handle, not the counties, which the map compares. */
const RANKED: readonly PeerClass[] = ['sumu', 'town', 'urban_street', 'county_department', 'city_department', 'enterprise', 'farm']
const RANKED_UNITS = 8

type CallbackRow = Readonly<Record<CallbackMeasure, number>>
const NO_CALLBACKS: CallbackRow = {
  callback_valid: 0,
  callback_contacted: 0,
  callback_resolved: 0,
  callback_satisfied: 0,
  callback_basically_satisfied: 0,
}

/** Names to codes, rates to counts, places to units. No round trip. */
@Injectable()
export class BoardSnapshotMapper {
  constructor(
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(CategoryTree) private readonly categories: CategoryTree,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  snapshotOf(rows: BoardRows, scope: Scope, now: Instant): BoardSnapshot {
    const total = (measure: TodayMeasure): number => rows.counties.reduce((sum, row) => sum + row[measure], 0)
    const [day, month] = [dayPeriod(now), monthPeriod(now)]
    const callbacks = callbackCountsOf(sumOf(rows.callbacks))
    const dispatches = rows.dispatches[0] ?? { dispatched: 0, first_dispatch_right: 0 }
    return {
      at: isoOf(now),
      day: plainDateOf(now),
      city: { code: this.config.cityCode, name: this.divisionName(this.config.cityCode) ?? this.config.cityCode },
      revision: rows.revision,
      today: {
        from: isoOf(day.from),
        to: isoOf(day.to),
        filed: total('filed'),
        directAnswered: total('direct_answered'),
        dispatched: total('dispatched'),
        closed: total('closed'),
      },
      now: {
        inHand: total('in_hand'),
        awaitingDispatch: total('awaiting_dispatch'),
        dueSoon: total('due_soon'),
        overdue: total('overdue'),
      },
      month: {
        from: isoOf(month.from), to: isoOf(month.to), validCallbacks: callbacks.valid, rates: ratesOf(FORMULA, callbacks),
        firstDispatch: { dispatched: dispatches.dispatched, right: dispatches.first_dispatch_right, rate: firstDispatchOf(dispatches) },
      },
      channels: countsByWord(
        CHANNEL_ZH,
        rows.kinds.flatMap((row) => (row.channel === null ? [] : [{ id: row.channel, count: row.count }])),
      ),
      caseTypes: countsByWord(
        CASE_TYPE_ZH,
        rows.kinds.flatMap((row) => (row.case_type === null ? [] : [{ id: row.case_type, count: row.count }])),
      ),
      counties: this.counties(rows, scope),
      topics: rows.topics.map(({ category_code: code, today, usual, unit_id: unitId }) => ({
        categoryCode: code,
        name: this.categories.category(idOf(code))?.name ?? code,
        today,
        usual,
        trend: topicTrend(today, usual),
        unitName: this.unitName(unitId),
      })),
      ranking: this.ranking(rows),
      soonest: rows.soonest.map((row) => this.dueCase(row)),
      overdueEmergencies: rows.emergencies.map((row) => this.dueCase(row)),
      events: rows.events.map((row) => ({
        id: row.event_id,
        at: isoFromJson(row.at),
        caseId: row.case_id,
        number: row.number,
        countyName: this.divisionName(row.county_code),
        unitName: this.unitName(row.unit_id),
        sentence: row.sentence,
        tone: row.tone === 'good' || row.tone === 'bad' ? row.tone : 'normal',
      })),
    }
  }

  private counties(rows: BoardRows, scope: Scope): BoardSnapshot['counties'] {
    const counts = new Map(rows.counties.map((row) => [row.county_code, row]))
    return this.org
      .childrenOf(idOf(this.config.cityCode))
      .filter(({ code }) => scope.kind === 'city' || (scope.kind === 'county' && scope.countyCode === code) || counts.has(code))
      .map(({ code, name }) => {
        const row = counts.get(code)
        const callbacks = callbackCountsOf(sumOf(rows.callbacks.filter((item) => item.county_code === code)))
        return {
          code,
          name,
          filedToday: row?.filed ?? 0,
          inHand: row?.in_hand ?? 0,
          overdue: row?.overdue ?? 0,
          validCallbacks: callbacks.valid,
          rates: ratesOf(FORMULA, callbacks),
        }
      })
  }

  /** The best of each class, those with a place only; the whole order is on the measures page. */
  private ranking(rows: BoardRows): BoardSnapshot['ranking'] {
    const units = [...groupBy(rows.callbacks, (row) => row.lead_unit_id)].flatMap(([unitId, group]) => {
      const unit = unitId === null ? null : this.org.unit(idOf(unitId))
      if (unit === null) return []
      const callbacks = callbackCountsOf(sumOf(group))
      return [{ unit, callbacks, rates: ratesOf(FORMULA, callbacks) }]
    })
    const standings = rankWithinPeers(
      units.map(({ unit, callbacks, rates }) => ({
        peerClass: unit.peerClass,
        validCallbacks: callbacks.valid,
        value: rates.satisfaction,
      })),
      FORMULA.minimumValidCallbacks,
    )
    return RANKED.flatMap((peerClass) => {
      const placed = units
        .flatMap(({ unit, callbacks, rates }, index) => {
          const standing = standings[index]
          if (unit.peerClass !== peerClass || !standing) return []
          const countyName = this.org.countyOf(unit.divisionCode)?.name ?? null
          return [{ unitId: unit.id, name: unit.shortName, countyName, validCallbacks: callbacks.valid, rates, ...standing }]
        })
        .sort((a, b) => a.rank - b.rank || b.validCallbacks - a.validCallbacks || (a.unitId < b.unitId ? -1 : 1))
      return placed.length === 0 ? [] : [{ peerClass, peerClassZh: PEER_CLASS_LABELS_ZH[peerClass], units: placed.slice(0, RANKED_UNITS) }]
    })
  }

  private dueCase(row: BoardRows['soonest'][number]): BoardSnapshot['soonest'][number] {
    return {
      caseId: row.case_id,
      number: row.number,
      title: row.title,
      countyName: this.divisionName(row.county_code),
      unitName: this.unitName(row.lead_unit_id),
      promiseDueAt: isoFromJson(row.promise_due_at),
    }
  }

  private readonly unitName = (id: string | null): string | null => (id === null ? null : (this.org.unit(idOf(id))?.shortName ?? id))
  private readonly divisionName = (code: string | null): string | null =>
    code === null ? null : (this.org.division(idOf(code))?.name ?? code)
}

const sumOf = (rows: readonly CallbackRow[]): CallbackRow =>
  rows.reduce<CallbackRow>(
    (sum, row) => Object.fromEntries(CALLBACK_MEASURES.map((name) => [name, sum[name] + row[name]])) as CallbackRow,
    NO_CALLBACKS,
  )

/** Every word, also those nobody used today: the bars keep their places. */
const countsByWord = (
  words: Readonly<Record<string, string>>,
  counted: readonly { id: string; count: number }[],
): { id: string; zh: string; count: number }[] =>
  Object.entries(words).map(([id, zh]) => ({ id, zh, count: counted.find((item) => item.id === id)?.count ?? 0 }))

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    groups.set(key, [...(groups.get(key) ?? []), item])
  }
  return groups
}
