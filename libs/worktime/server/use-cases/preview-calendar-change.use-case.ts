import { Inject, Injectable, Optional } from '@nestjs/common'
import { Clock, instant, isoOf } from '@tongban/kernel/core'
import { Refused } from '@tongban/platform/server'
import type { CalendarPreviewView } from '../../contract/calendar-view.schema.js'
import { RunningClocks, type CalendarPreview } from '../../contract/work-calendars.js'
import { calendarCodeOf, CITY, NATION, type CalendarBook } from '../../domain/calendar-book.js'
import { compareCalendars } from '../../domain/compare-calendars.js'
import { changedCalendars, daysInQuestion, isEmptyRevision, revisionOf, versionOfLayer, type BookDraft, type ChangedCalendar } from '../../domain/revise-book.js'
import type { WorkingDay } from '../../domain/working-day.js'
import { CalendarLayers } from '../calendar-layers.js'
import { WorkCalendarsProvider } from '../persistence/work-calendars-provider.js'

const DAYS_SHOWN = 200
const CLOCKS_SHOWN = 50
/** Below the browser's own patience: a preview without clocks is better than none. */
const CLOCKS_WAIT_MS = 9_000

/** What a draft would do, before anybody does it. Writes nothing. */
@Injectable()
export class PreviewCalendarChange {
  constructor(
    @Inject(WorkCalendarsProvider) private readonly calendars: WorkCalendarsProvider,
    @Inject(CalendarLayers) private readonly layers: CalendarLayers,
    @Inject(Clock) private readonly clock: Clock,
    @Optional() @Inject(RunningClocks) private readonly clocks: RunningClocks | null,
  ) {}

  /** Throws Refused on what makes no calendar, or one without working time. Other processes' changes are read first. */
  async execute(draft: BookDraft): Promise<CalendarPreviewView> {
    await this.calendars.freshen()
    if (!this.calendars.isLoaded) throw new Refused({ code: 'CALENDAR_NOT_LOADED', params: {} })
    const { book } = this.calendars
    const changed = this.changesOf(book, draft)
    const main = changed.find(({ layer }) => layer === (draft.layer === NATION ? CITY : draft.layer))
    const now = this.clock.now()
    const { days, months } = main === undefined ? { days: [], months: [] } : compareCalendars(main.before, main.after, daysInQuestion(draft, now))
    return {
      version: versionOfLayer(book, draft.layer),
      unchanged: changed.length === 0,
      days: days.slice(0, DAYS_SHOWN).map(({ date, before, after }) => ({ date, weekday: after.weekday, before: shortOf(before), after: shortOf(after) })),
      changedDays: days.length,
      months: [...months],
      calendars: changed.map(({ layer }) => ({ code: calendarCodeOf(layer), name: this.layers.nameOf(layer) })),
      clocks: clocksView(await this.moved(changed)),
    }
  }

  private changesOf(book: CalendarBook, draft: BookDraft): readonly ChangedCalendar[] {
    const revision = revisionOf(book, draft)
    if (isEmptyRevision(revision)) return []
    const changed = changedCalendars(book, revision, this.clock.now())
    if (!changed.ok) throw new Refused(this.layers.inWords(changed.refusal))
    return changed.value
  }

  private async moved(changed: readonly ChangedCalendar[]): Promise<CalendarPreview | null> {
    if (this.clocks === null) return null
    if (changed.length === 0) return { running: 0, earlier: 0, later: 0, byMoreThanDay: 0, byMoreThanMonth: 0, moved: [] }
    const changes = changed.map(({ layer, before, after }) => ({ scope: this.layers.scopeOf(layer), before, after }))
    let timer: NodeJS.Timeout | undefined
    const tooLate = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), CLOCKS_WAIT_MS)
    })
    const asked = this.clocks.preview(changes, CLOCKS_SHOWN)
    try {
      return await Promise.race([asked, tooLate])
    } finally {
      clearTimeout(timer)
      // answered by the time limit: what comes later is nobody's any more
      asked.catch(() => undefined)
    }
  }
}

const shortOf = ({ kind, name, spans }: WorkingDay): CalendarPreviewView['days'][number]['before'] => ({ kind, name, spans: [...spans] })

const clocksView = (preview: CalendarPreview | null): CalendarPreviewView['clocks'] =>
  preview === null
    ? null
    : {
        running: preview.running, earlier: preview.earlier, later: preview.later, byMoreThanDay: preview.byMoreThanDay, byMoreThanMonth: preview.byMoreThanMonth,
        moved: preview.moved.map(({ dueBefore, dueAfter, ...clock }) => ({ ...clock, dueBefore: isoOf(instant(dueBefore)), dueAfter: isoOf(instant(dueAfter)) })),
      }
