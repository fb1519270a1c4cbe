import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { Caller, HttpEndpoint, idempotencyOf, Input, InputRefused, Refused, type InputOf, type RequestContext } from '@tongban/platform/server'
import type { z } from 'zod'
import type { CalendarDraft } from '../../contract/calendar-draft.schema.js'
import { applyCalendarChange, importHolidays, listCalendars, listCalendarVersions, previewCalendarChange, readCalendarYear } from '../../contract/worktime-endpoints.js'
import type { BookDraft } from '../../domain/revise-book.js'
import { CalendarLayers } from '../calendar-layers.js'
import { CalendarViews } from '../calendar-views.read-model.js'
import { ChangeCalendar } from '../use-cases/change-calendar.use-case.js'
import { ImportHolidays } from '../use-cases/import-holidays.use-case.js'
import { PreviewCalendarChange } from '../use-cases/preview-calendar-change.use-case.js'

type Answer<E extends { response: z.ZodType }> = Promise<z.output<E['response']>>
/** PostgreSQL's largest integer: above every revision. */
const BEFORE_ALL = 2_147_483_647

@Controller()
export class CalendarController {
  constructor(
    @Inject(CalendarViews) private readonly views: CalendarViews,
    @Inject(CalendarLayers) private readonly layers: CalendarLayers,
    @Inject(PreviewCalendarChange) private readonly previews: PreviewCalendarChange,
    @Inject(ChangeCalendar) private readonly change: ChangeCalendar,
    @Inject(ImportHolidays) private readonly imports: ImportHolidays,
  ) {}

  @HttpEndpoint(listCalendars)
  list(@Input() { query }: InputOf<typeof listCalendars>): Answer<typeof listCalendars> {
    return this.views.list(query)
  }

  @HttpEndpoint(readCalendarYear)
  year(@Input() { query: { year, month, ...scope } }: InputOf<typeof readCalendarYear>): Answer<typeof readCalendarYear> {
    return this.views.year(this.layers.layerOf(scope), year ?? null, month ?? null)
  }

  @HttpEndpoint(listCalendarVersions)
  versions(@Input() { query: { limit, cursor, ...scope } }: InputOf<typeof listCalendarVersions>): Answer<typeof listCalendarVersions> {
    return this.views.versions(this.layers.layerOf(scope), { limit, before: beforeOf(cursor) })
  }

  @HttpEndpoint(previewCalendarChange)
  preview(@Input() { body }: InputOf<typeof previewCalendarChange>): Answer<typeof previewCalendarChange> {
    return this.previews.execute(this.draftOf(body))
  }

  @HttpEndpoint(applyCalendarChange)
  async apply(
    @Input() { body }: InputOf<typeof applyCalendarChange>,
    @Caller() { principal, idempotencyKey }: RequestContext<Principal>,
  ): Answer<typeof applyCalendarChange> {
    const draft = this.draftOf(body.draft)
    const request = idempotencyOf(principal.userId, applyCalendarChange.name, idempotencyKey, body)
    const outcome = await this.change.execute({ draftOf: () => draft, expectedVersion: body.expectedVersion, kind: 'edit', reason: body.reason, source: null, by: principal, request })
    if (outcome.changeId === null) throw new Refused({ code: 'CALENDAR_UNCHANGED', params: {} })
    return { version: outcome.version, changeId: outcome.changeId }
  }

  @HttpEndpoint(importHolidays)
  import(@Input() { body }: InputOf<typeof importHolidays>, @Caller() { principal, idempotencyKey }: RequestContext<Principal>): Answer<typeof importHolidays> {
    const { notice, dryRun, expectedVersion, reason } = body
    const request = dryRun ? null : idempotencyOf(principal.userId, importHolidays.name, idempotencyKey, body)
    return this.imports.execute({ notice, dryRun, expectedVersion: expectedVersion ?? null, reason: reason ?? null, by: principal, request })
  }

  private draftOf({ divisionCode, unitId, days, removedDays, hours }: CalendarDraft): BookDraft {
    const repeated = days.find(({ date }, index) => days.findIndex((day) => day.date === date) < index)
    if (repeated !== undefined) throw new Refused({ code: 'CALENDAR_DATE_REPEATED', params: { date: repeated.date } })
    return { layer: this.layers.layerOf({ divisionCode, unitId }), days, removedDays, hours }
  }
}

/** The cursor of the versions is the last one shown. */
function beforeOf(cursor: string | undefined): number {
  if (cursor === undefined) return BEFORE_ALL
  const before = Number(cursor)
  if (/^\d{1,9}$/.test(cursor)) return before
  throw new InputRefused([{ field: 'query.cursor', rule: 'cursor', message: '翻页位置无效，请从第一页重新查看' }])
}
