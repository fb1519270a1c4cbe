import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { Refused, type Idempotency } from '@tongban/platform/server'
import type { z } from 'zod'
import type { holidayNoticeSchema } from '../../contract/calendar-draft.schema.js'
import type { HolidayReport } from '../../contract/calendar-view.schema.js'
import { NATION, type CalendarBook } from '../../domain/calendar-book.js'
import { checkHolidays, readHolidayFile, type CheckedHolidays, type HolidayProblem } from '../../domain/check-holidays.js'
import { exceptionsFromHolidays } from '../../domain/parse-holidays.js'
import { revisionOf, type BookDraft } from '../../domain/revise-book.js'
import { WorkCalendarsProvider } from '../persistence/work-calendars-provider.js'
import { ChangeCalendar } from './change-calendar.use-case.js'
import { PreviewCalendarChange } from './preview-calendar-change.use-case.js'

export type HolidayImport = {
  readonly notice: z.output<typeof holidayNoticeSchema>
  readonly dryRun: boolean
  readonly expectedVersion: number | null
  readonly reason: string | null
  readonly by: Principal
  readonly request: Idempotency | null
}

const PROBLEMS_TOLD = 100

/** A year's notice as the nation's days of that year. Importing the same again changes nothing. */
@Injectable()
export class ImportHolidays {
  constructor(
    @Inject(WorkCalendarsProvider) private readonly calendars: WorkCalendarsProvider,
    @Inject(PreviewCalendarChange) private readonly preview: PreviewCalendarChange,
    @Inject(ChangeCalendar) private readonly change: ChangeCalendar,
  ) {}

  /** Throws Refused: HOLIDAYS_HAVE_PROBLEMS when it should be written and cannot; a dry run tells the problems. */
  async execute({ notice, dryRun, expectedVersion, reason, by, request }: HolidayImport): Promise<HolidayReport> {
    const checked = checkedNotice(notice)
    const { problems, year } = checked
    if (problems.length > 0 || year === null) {
      if (!dryRun) throw new Refused({ code: 'HOLIDAYS_HAVE_PROBLEMS', params: { count: problems.length, first: textOf(problems[0]) } })
      return { year, rows: checked.rows.length, problems: problems.slice(0, PROBLEMS_TOLD), added: 0, replaced: 0, removed: 0, preview: null, applied: null }
    }
    await this.calendars.freshen()
    const draftOf = (book: CalendarBook): BookDraft => draftOfYear(book, checked, year)
    const draft = draftOf(this.calendars.book)
    const { opened, closed } = revisionOf(this.calendars.book, draft)
    const replaced = opened.filter(({ date }) => closed.some((day) => day.date === date)).length
    const preview = await this.preview.execute(draft)
    const report = { year, rows: checked.rows.length, problems: [], added: opened.length - replaced, replaced, removed: closed.length - replaced, preview }
    if (dryRun) return { ...report, applied: null }
    const source = notice.source ?? checked.rows[0]?.sourceUrl ?? null
    const outcome = await this.change.execute({ draftOf, expectedVersion, kind: 'import', reason: reason ?? `导入 ${year} 年节假日安排`, source, by, request })
    return { ...report, applied: outcome.applied ? outcome.version : null }
  }
}

function checkedNotice({ rows, csv, source }: HolidayImport['notice']): CheckedHolidays {
  const from = source === null || source === '' ? null : source
  if (csv === undefined) return checkHolidays((rows ?? []).map((row, index) => ({ ...row, line: index + 1 })), from)
  const file = readHolidayFile(csv)
  const checked = checkHolidays(file.rows, from)
  // a file that is none has one problem, not also every holiday missing
  if (file.rows.length === 0 && file.problems.length > 0) return { year: null, rows: [], problems: file.problems }
  return { ...checked, problems: [...file.problems, ...checked.problems].sort((a, b) => (a.line ?? Infinity) - (b.line ?? Infinity)) }
}

/** The year's rows, and away with what the nation's days of that year have beside them; the end of December may be of the next year's notice. */
function draftOfYear(book: CalendarBook, { rows }: CheckedHolidays, year: number): BookDraft {
  const given = new Set(rows.map(({ date }) => date))
  const removedDays = book.days
    .filter(({ layer, until, date }) => layer === NATION && until === null && date.startsWith(`${year}-`) && date < `${year}-12-24` && !given.has(date))
    .map(({ date }) => date)
  return { layer: NATION, days: exceptionsFromHolidays(rows), removedDays, hours: null }
}

const textOf = (problem: HolidayProblem | undefined): string => {
  if (problem === undefined) return ''
  return problem.line === null ? problem.message : `第 ${problem.line} 行：${problem.message}`
}
