import { formatMoment, useLanguage, useNow } from '@tongban/ui/web'
import type { EarlierCase } from './earlier-case-actions.js'
import { useEarlierText } from './earlier-strings.js'

/** Where a case stands, in a sentence that can be read out as it is: who has it and by when it is done. Empty for a case that is over. */
export function useProgressSentence(): (item: EarlierCase) => string {
  const text = useEarlierText()
  const { language } = useLanguage()
  const now = useNow('minute')
  return ({ number, status, leadUnit, promiseDueAt, dispatchDueAt }) => {
    const unit = leadUnit?.name ?? ''
    const moment = (at: string | null): string => (at === null ? '' : formatMoment(at, 'minute', language).slice(5))
    switch (status) {
      case 'awaiting_dispatch':
        return text('say.awaiting_dispatch', { number, moment: moment(dispatchDueAt) })
      case 'in_progress':
        return promiseDueAt !== null && Date.parse(promiseDueAt) <= now ? text('say.overdue', { number, unit }) : text('say.in_progress', { number, unit, moment: moment(promiseDueAt) })
      case 'awaiting_review':
        return text('say.awaiting_review', { number, unit })
      case 'awaiting_callback':
        return text('say.awaiting_callback', { number })
      case 'merged':
        return text('say.merged', { number })
      default:
        return ''
    }
  }
}
