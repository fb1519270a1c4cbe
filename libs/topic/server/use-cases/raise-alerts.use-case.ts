import { Inject, Injectable } from '@nestjs/common'
import { SystemPrincipal } from '@tongban/access/contract'
import { addDays, DAY_MS, HOUR_MS, idOf, IdGen, plainDateOf, plus, type PlainDate } from '@tongban/kernel/core'
import { Database, type Tx } from '@tongban/platform/server'
import { ALERT_CASES_MAX, OPEN_ALERT_STATUSES } from '../../contract/index.js'
import { alarmChance, alertTitle, classesOf, plainlyMany, recusedUnitsOf, routeAlert, type Alert, type Spike } from '../../domain/index.js'
import { AlertStore } from '../persistence/alert.store.js'
import { TopicJournal } from '../topic-journal.js'
import { TopicPlaces } from '../topic-places.js'
import type { WindowCase } from '../window-case.js'
import { WINDOW_DAYS, type CaseWindow } from './case-window.js'
import type { ClusteredWindow } from './cluster-window.use-case.js'
import { MATTER_DIGITS, type Season } from './season.js'
import { byCount, LEAST_TREND_DAYS, onlyOf } from './topic-of.js'

type Finding = Pick<Alert, 'kind' | 'subjectKey' | 'topicId' | 'title' | 'words' | 'categoryCode' | 'countyCode' | 'townshipCode' | 'spanDays' | 'observed' | 'expected' | 'chance' | 'seasonal' | 'noHistory'> & {
  readonly cases: readonly WindowCase[]
  /** Where there is no history: from so many cases on it is told. */
  readonly least?: number
}

/** An alert that has grown by half says so in its log. */
const GROWN = 1.5
const COUNTY_DIGITS = 6

/** Raises an alert for each growing topic and each count its season does not explain; what is open already takes the new cases in. Each subject once. */
@Injectable()
export class RaiseAlerts {
  constructor(
    @Inject(AlertStore) private readonly alerts: AlertStore,
    @Inject(TopicPlaces) private readonly places: TopicPlaces,
    @Inject(TopicJournal) private readonly journal: TopicJournal,
    @Inject(SystemPrincipal) private readonly system: SystemPrincipal,
    @Inject(Database) private readonly database: Database,
    @Inject(IdGen) private readonly ids: IdGen,
  ) {}

  /** How many are new. */
  async raise(clustered: ClusteredWindow): Promise<number> {
    const topics = [...this.growingTopics(clustered), ...this.youngTopics(clustered)]
    const findings = [...topics, ...this.spikes(clustered), ...this.plainSpikes(clustered, topics)]
    if (findings.length === 0) return 0
    const quietSince = plus(clustered.at, -clustered.season.settings.quietDays * DAY_MS)
    let raised = 0
    for (const finding of findings) {
      raised += await this.database.transaction(async (tx) => {
        const known = (await this.alerts.ofSubjects(tx, [finding.subjectKey], quietSince)).get(finding.subjectKey)
        if (known === undefined) return (await this.raiseOne(tx, finding, clustered)) ? 1 : 0
        if (OPEN_ALERT_STATUSES.includes(known.status)) await this.takeIn(tx, known.id, finding, clustered)
        return 0
      })
    }
    if (raised > 0) this.journal.hint()
    return raised
  }

  private async raiseOne(tx: Tx, { cases, least, ...finding }: Finding, { at, season }: ClusteredWindow): Promise<boolean> {
    const { recusedUnitIds, unitIds, level } = this.route(cases, finding.countyCode)
    const alert: Alert = {
      ...finding, id: this.ids.next(), version: 1, status: 'raised', level, caseIds: cases.slice(0, ALERT_CASES_MAX).map(({ id }) => id), unitIds, recusedUnitIds, raisedAt: at,
      acknowledgeBy: plus(at, season.settings.acknowledgeHours * HOUR_MS), endedAt: null,
    }
    if (!(await this.alerts.raise(tx, alert))) return false
    const said = { spanDays: alert.spanDays, observed: alert.observed, expected: Number(alert.expected.toFixed(1)) }
    await this.journal.alert(tx, alert, this.system.principal(), at, 'raised', 'topic.alert_raised.v1', least === undefined ? said : { ...said, noHistory: true, least })
    return true
  }

  private async takeIn(tx: Tx, alertId: string, { cases, observed, chance }: Finding, { at }: ClusteredWindow): Promise<void> {
    const before = await this.alerts.lock(tx, alertId)
    if (before === null || !OPEN_ALERT_STATUSES.includes(before.status)) return
    const { recusedUnitIds, unitIds } = this.route(cases, before.countyCode)
    const caseIds = [...new Set([...cases.map(({ id }) => id), ...before.caseIds])].slice(0, ALERT_CASES_MAX)
    const recused = [...new Set([...before.recusedUnitIds, ...recusedUnitIds])]
    const isSame = observed === before.observed && caseIds.length === before.caseIds.length && recused.length === before.recusedUnitIds.length
    if (isSame) return
    // A person's page stays current: what the machine adds is no act.
    const after = {
      ...before, version: before.version + 1, observed: Math.max(observed, before.observed), chance: Math.min(chance, before.chance), caseIds, recusedUnitIds: recused,
      unitIds: [...new Set([...unitIds, ...before.unitIds])].filter((unitId) => !recused.includes(unitId)),
    }
    await this.alerts.update(tx, before, after)
    if (observed >= GROWN * before.observed) await this.journal.alert(tx, after, this.system.principal(), at, 'grown', null, { observed })
  }

  private route(cases: readonly WindowCase[], countyCode: string | null): { recusedUnitIds: string[]; unitIds: readonly string[]; level: Alert['level'] } {
    const recusedUnitIds = recusedUnitsOf(cases)
    const coordinator = countyCode === null ? null : (this.places.org.coordinatorOf(idOf(countyCode))?.id ?? null)
    return { recusedUnitIds, ...routeAlert(cases.map(({ leadUnitId }) => leadUnitId), coordinator, recusedUnitIds) }
  }

  private growingTopics({ topics, season }: ClusteredWindow): Finding[] {
    const { settings } = season
    const large = topics.filter(({ cases_7 }) => cases_7 >= settings.leastAlertSize)
    const limit = alarmChance(settings, large.length)
    return large.filter(({ trend, chance }) => trend === 'growing' && chance <= limit).map((topic) => {
      const span = Math.round(WINDOW_DAYS / 3)
      const observed = topic.days.slice(-span).reduce((sum, count) => sum + count, 0)
      return { ...this.topicFinding(topic), spanDays: span, observed, expected: observed / topic.growth, chance: topic.chance, cases: [...topic.cases].reverse() }
    })
  }

  /** Where too few days are known for anything to be called growing: so many cases of one topic in a day, in one township and under one category, and far more than on the days before. */
  private youngTopics({ topics, season, window }: ClusteredWindow): Finding[] {
    if (season.knownDays >= LEAST_TREND_DAYS) return []
    return topics.flatMap((topic) => {
      const [township = null] = byCount(topic.cases.map(({ townshipCode }) => townshipCode))
      // Where few texts are known, courtesy alone makes some alike: the category says whether it is one matter.
      const alike = topic.cases.filter((one) => one.townshipCode === township && one.categoryCode?.slice(0, MATTER_DIGITS) === topic.category_code?.slice(0, MATTER_DIGITS))
      const cases = alike.filter(({ filedAt }) => plainDateOf(filedAt) === window.today).reverse()
      const counts = new Map<PlainDate, number>()
      for (const { filedAt } of alike) counts.set(plainDateOf(filedAt), (counts.get(plainDateOf(filedAt)) ?? 0) + 1)
      const many = township === null ? null : plainlyMany(counts, { day: window.today, countedFrom: season.countedFrom }, season.settings.leastAlertSize)
      if (many === null || township === null) return []
      // These cases are all in the township, whatever else the topic holds.
      return [{ ...this.topicFinding({ ...topic, township_codes: [township] }), ...many, countyCode: cases[0]?.countyCode ?? null, spanDays: 1, chance: 1, noHistory: true, cases }]
    })
  }

  private topicFinding(topic: ClusteredWindow['topics'][number]): Pick<Finding, 'kind' | 'subjectKey' | 'topicId' | 'title' | 'words' | 'categoryCode' | 'countyCode' | 'townshipCode' | 'seasonal'> {
    const township = onlyOf(topic.township_codes)
    return {
      kind: 'topic', subjectKey: `topic:${topic.id}`, topicId: topic.id, title: this.places.titleOf(topic), words: topic.words, categoryCode: topic.category_code, 
      countyCode: township?.slice(0, COUNTY_DIGITS) ?? onlyOf(topic.county_codes), townshipCode: township, seasonal: false,
    }
  }

  private spikes({ season, window }: ClusteredWindow): Finding[] {
    return season.spikes().map((spike) => this.spikeFinding(spike, window, season, false))
  }

  /** A matter that a topic tells of already is not told twice. */
  private plainSpikes({ season, window }: ClusteredWindow, topics: readonly Finding[]): Finding[] {
    const told = new Set(topics.flatMap(({ cases }) => cases.map(({ id }) => id)))
    const findings = season.plainSpikes().map(({ least, ...spike }) => ({ ...this.spikeFinding(spike, window, season, true), noHistory: true, least }))
    return findings.filter(({ cases }) => 2 * cases.filter(({ id }) => told.has(id)).length < cases.length)
  }

  private spikeFinding(spike: Spike, window: CaseWindow, season: Season, noHistory: boolean): Finding {
    const { kind, categoryCode, placeCode, watchedClass, spanDays, observed, expected, chance, seasonal } = spike
    const county = placeCode === null ? null : placeCode.slice(0, 6)
    const title = alertTitle({ kind, watchedClass, spanDays, noHistory }, { place: this.places.placeName(placeCode), category: this.places.categoryName(categoryCode) })
    const since = addDays(window.today, 1 - spanDays)
    const cases = window.cases.filter((one) => plainDateOf(one.filedAt) >= since && isOf(one, spike, season.settings))
    return {
      kind, subjectKey: [kind, watchedClass ?? categoryCode ?? '', placeCode ?? ''].join(':'), topicId: null, title, words: [], categoryCode, countyCode: county,
      townshipCode: placeCode !== null && placeCode.length > 6 ? placeCode : null, spanDays, observed, expected, chance, seasonal, cases,
    }
  }
}

function isOf(one: WindowCase, { kind, categoryCode, placeCode, watchedClass }: Spike, settings: Parameters<typeof classesOf>[1]): boolean {
  if (placeCode !== null && one.countyCode !== placeCode && one.townshipCode !== placeCode) return false
  if (kind === 'sensitive') return one.sensitive
  if (kind === 'class') return watchedClass !== null && classesOf(one.categoryCode ?? '', settings).includes(watchedClass)
  return kind === 'place' || (categoryCode !== null && (one.categoryCode ?? '').startsWith(categoryCode))
}
