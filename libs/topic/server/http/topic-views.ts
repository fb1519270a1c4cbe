import { Inject, Injectable } from '@nestjs/common'
import { may, UserNames, type Principal } from '@tongban/access/contract'
import { CaseLookup, CaseListViews, CasesInPlace, type CaseSnapshot } from '@tongban/case/contract'
import { instant, isoOf, isoOrNull } from '@tongban/kernel/core'
import type { AlertItem, AlertView, TaskView, TopicCaseItem, TopicItem, TopicView } from '../../contract/index.js'
import { ALERT_ACTS_FROM, alertSentence, isHandedAbove, levelAbove, taskSentence, type Alert, type AlertAct, type PreventionTask, type TaskAct } from '../../domain/index.js'
import { TopicReadModel, type ListedAlert, type ListedTopic, type LogRow } from '../persistence/topic.read-model.js'
import { TopicPlaces } from '../topic-places.js'

const MOST_CASES = 500
const MOST_OPENED = 100

/** The case ports a view asks: who may see what, and how a list names it. */
@Injectable()
export class TopicCaseViews {
  constructor(
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(CasesInPlace) private readonly inPlace: CasesInPlace,
    @Inject(CaseListViews) private readonly lists: CaseListViews,
  ) {}

  /** In the order asked for; what is out of reach is left out. */
  async items(principal: Principal, caseIds: readonly string[]): Promise<TopicCaseItem[]> {
    const visible = new Map((await this.cases.visibleAmong(principal, caseIds)).map((snapshot) => [snapshot.id, snapshot]))
    return caseIds.flatMap((id) => {
      const snapshot = visible.get(id)
      return snapshot === undefined ? [] : [this.item(snapshot)]
    })
  }

  async visibleIds(principal: Principal, caseIds: readonly string[]): Promise<string[]> {
    const visible = caseIds.length === 0 ? new Set<string>() : await this.inPlace.idsAmong(principal, caseIds)
    return caseIds.filter((id) => visible.has(id))
  }

  private item(snapshot: CaseSnapshot): TopicCaseItem {
    const { id, number, status, sealed, filedAt, title, placeText, leadUnit, category } = this.lists.listItem(snapshot)
    return sealed
      ? { id, number, status, sealed, filedAt, title: null, placeText: null, leadUnit: null, category: null }
      : { id, number, status, sealed, filedAt, title, placeText, leadUnit, category }
  }
}

/** Topics, alerts and tasks as people see them. */
@Injectable()
export class TopicViews {
  constructor(
    @Inject(TopicReadModel) private readonly reads: TopicReadModel,
    @Inject(TopicPlaces) private readonly places: TopicPlaces,
    @Inject(TopicCaseViews) readonly cases: TopicCaseViews,
    @Inject(UserNames) private readonly users: UserNames,
  ) {}

  topicItem(row: ListedTopic): TopicItem {
    const named = (codes: readonly string[]): TopicItem['counties'] => codes.flatMap((code) => this.places.division(code) ?? [])
    return {
      id: row.id, title: this.places.titleOf(row), words: [...row.words], trend: row.trend, growth: Number(row.growth.toFixed(2)), cases7: row.cases_7, cases30: row.cases_30,
      days: [...row.days], counties: named(row.county_codes), townships: named(row.township_codes), category: this.places.category(row.category_code), firstAt: isoOf(instant(row.first_at)),
      lastAt: isoOf(instant(row.last_at)), alertId: row.alert_id,
    }
  }

  async topic(row: ListedTopic, principal: Principal): Promise<TopicView> {
    const cases = await this.reads.cases(row.id, undefined, MOST_CASES)
    const visible = await this.cases.visibleIds(principal, cases.map(({ case_id }) => case_id))
    const count = (level: 'county' | 'township', codes: readonly (string | null)[]): TopicView['places'] => {
      const counts = new Map<string, number>()
      for (const code of codes) if (code !== null) counts.set(code, (counts.get(code) ?? 0) + 1)
      return [...counts].map(([id, of]) => ({ id, name: this.places.placeName(id), level, cases: of })).sort((a, b) => b.cases - a.cases || (a.id < b.id ? -1 : 1))
    }
    return {
      ...this.topicItem(row), visibleCases: visible.length, visibleCaseIds: visible.slice(0, MOST_OPENED),
      places: [...count('county', cases.map((one) => one.county_code)), ...count('township', cases.map((one) => one.township_code))],
    }
  }

  alertItem({ alert, openTasks }: ListedAlert): AlertItem {
    const { id, version, kind, status, level, title, topicId, spanDays, observed, expected, chance } = alert
    return {
      id, version, kind, status, level, title, topicId, category: this.places.category(alert.categoryCode), county: this.places.division(alert.countyCode), township: this.places.division(alert.townshipCode),
      spanDays, observed, expected: Number(expected.toFixed(1)), chance, noHistory: alert.noHistory === true, raisedAt: isoOf(alert.raisedAt), acknowledgeBy: isoOrNull(alert.acknowledgeBy), openTasks,
    }
  }

  async alert(listed: ListedAlert, principal: Principal): Promise<AlertView> {
    const { alert } = listed
    const [visible, log, tasks] = [
      await this.cases.visibleIds(principal, alert.caseIds), await this.reads.log(alert.id), await this.reads.tasksOf(principal, alert.id),
    ]
    const names = await this.users.namesOf([...new Set([...log.map(({ actor_id }) => actor_id), ...tasks.flatMap(peopleOf)])])
    const shown = new Set(tasks.map(({ id }) => id))
    return {
      ...this.alertItem(listed), units: alert.unitIds.map((id) => ({ id, name: this.places.unitName(id) })), seasonal: alert.seasonal, words: [...alert.words],
      // Of a task the person may not see the log says nothing either.
      log: log.filter(({ task_id }) => task_id === null || shown.has(task_id)).map((row) => ({ id: row.id, at: isoOf(instant(row.at)), by: names.get(row.actor_id) ?? '系统', sentence: this.sentence(row) })),
      tasks: tasks.map((task) => this.task(task, principal, names)), visibleCases: visible.length, visibleCaseIds: visible.slice(0, MOST_OPENED), may: mayOf(alert, listed.openTasks, principal),
    }
  }

  async tasks(tasks: readonly PreventionTask[], principal: Principal): Promise<TaskView[]> {
    const names = await this.users.namesOf([...new Set(tasks.flatMap(peopleOf))])
    return tasks.map((task) => this.task(task, principal, names))
  }

  private task(task: PreventionTask, principal: Principal, names: ReadonlyMap<string, string>): TaskView {
    const { answer, returned } = task
    return {
      id: task.id, version: task.version, alertId: task.alertId, alertTitle: task.alertTitle, status: task.status, unit: { id: task.unitId, name: this.places.unitName(task.unitId) }, what: task.what,
      openedAt: isoOf(task.openedAt), openedBy: names.get(task.openedBy) ?? '系统', dueAt: isoOf(task.dueAt), overdue: task.overdueAt !== null, signedAt: isoOrNull(task.signedAt),
      answer: answer === null ? null : { text: answer.text, at: isoOf(answer.at), by: names.get(answer.by) ?? '系统', late: answer.late }, returned: returned === null ? null : { reason: returned.reason, at: isoOf(returned.at) },
      closedAt: isoOrNull(task.closedAt), remarks: task.remarks, mine: task.unitId === principal.unitId,
    }
  }

  private sentence({ task_id: taskId, act, data }: LogRow): string {
    if (taskId === null || (act as string) === 'open_task') return alertSentence(act as AlertAct['act'], { ...data, text: textWithUnit(data, (id) => this.places.unitName(id)) })
    return taskSentence(act as TaskAct['act'], typeof data.unitId === 'string' ? this.places.unitName(data.unitId) : '', data)
  }
}

const textWithUnit = (data: Readonly<Record<string, unknown>>, unitName: (id: string) => string): unknown =>
  typeof data.unitId === 'string' ? `${unitName(data.unitId)}，${String(data.text)}` : data.text

const peopleOf = ({ openedBy, answer }: PreventionTask): string[] => (answer === null ? [openedBy] : [openedBy, answer.by])

function mayOf({ status, level }: Pick<Alert, 'status' | 'level'>, openTasks: number, principal: Principal): AlertView['may'] {
  const can = (act: AlertAct['act']): boolean => may(principal, 'topic.manage') && ALERT_ACTS_FROM[act].includes(status) && !isHandedAbove({ level }, act, principal.scope.kind === 'city')
  return { acknowledge: can('acknowledge'), escalate: can('escalate') && levelAbove(level) !== null, dismiss: can('dismiss'), openTask: can('open_task'), close: can('close') && openTasks === 0 }
}
