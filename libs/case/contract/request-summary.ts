import type { SentenceNames } from './case-event.js'
import { RETURN_REASON_ZH, UNREASONABLE_REASON_ZH, type RequestDetails } from './procedures.js'

/** What a request says beside its reason, in a line a person reads: timeline, queue and case page say the same. */
export function requestSummary(details: RequestDetails, names: SentenceNames): string {
  switch (details.kind) {
    case 'return':
      return `${RETURN_REASON_ZH[details.reasonCode]}；应由${names.unit(details.expectedUnitId)}承办；依据：${details.legalBasis}`
    case 'extension':
      return `延到 ${names.moment(details.until)}`
    case 'shelving':
      return `预计 ${names.moment(details.until)} 解决；包联领导 ${details.leader}`
    case 'unreasonable':
      return UNREASONABLE_REASON_ZH[details.reasonCode]
    case 'termination':
      return '申请终止办理'
    case 'rating_review':
      return `第 ${details.round} 轮评价`
  }
}
