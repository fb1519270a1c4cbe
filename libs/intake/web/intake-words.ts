import {
  CASE_STATUS_ZH,
  CASE_TYPE_ZH,
  CHANNEL_ZH,
  DECLINE_REASON_ZH,
  EMERGENCY_LINE_ZH,
  REDIRECT_CHANNEL_ZH,
  SATISFACTION_ZH,
} from '@tongban/case/contract'
import { useLanguage } from '@tongban/ui/web'

const EN = {
  caseType: {
    consultation: 'Consultation',
    help: 'Help',
    suggestion: 'Suggestion',
    complaint: 'Complaint',
    report: 'Report',
    praise: 'Praise',
  },
  channel: {
    phone: 'Phone',
    wechat: 'WeChat',
    web: 'Web',
    app: 'App',
    snapshot: 'Snapshot',
    letter: 'Letter or visit',
    transferred: 'From another platform',
  },
  status: {
    draft: 'Draft',
    awaiting_dispatch: 'Awaiting dispatch',
    in_progress: 'In progress',
    awaiting_review: 'Awaiting review',
    awaiting_callback: 'Awaiting callback',
    closed: 'Closed',
    archived: 'Archived',
    answered: 'Answered at once',
    declined: 'Declined',
    redirected: 'Redirected',
    handed_to_emergency: 'Handed to emergency line',
    withdrawn: 'Withdrawn',
    merged: 'Merged',
    terminated: 'Terminated',
  },
  satisfaction: {
    very_satisfied: 'Very satisfied',
    satisfied: 'Satisfied',
    basically_satisfied: 'Basically satisfied',
    dissatisfied: 'Dissatisfied',
    very_dissatisfied: 'Very dissatisfied',
  },
  declineReason: {
    secret_or_privacy: 'State or trade secrets, privacy',
    beyond_government: 'Beyond government',
    against_law_or_morals: 'Against law or morals',
    already_concluded: 'Already concluded, nothing new',
    in_petition_system: 'In the petition system',
  },
  redirectChannel: {
    litigation: 'Litigation',
    arbitration: 'Arbitration',
    discipline_inspection: 'Discipline inspection',
    administrative_review: 'Administrative review',
    government_disclosure: 'Government disclosure',
    petition: 'Petition',
  },
  emergencyLine: { '110': '110 police', '119': '119 fire', '120': '120 ambulance', '122': '122 traffic' },
} as const

type Words = { readonly [K in keyof typeof EN]: Readonly<Record<keyof (typeof EN)[K], string>> }

const ZH: Words = {
  caseType: CASE_TYPE_ZH,
  channel: CHANNEL_ZH,
  status: CASE_STATUS_ZH,
  satisfaction: SATISFACTION_ZH,
  declineReason: DECLINE_REASON_ZH,
  redirectChannel: REDIRECT_CHANNEL_ZH,
  emergencyLine: EMERGENCY_LINE_ZH,
}

/** The words of the case contract's codes, in the language of the page. */
export function useIntakeWords(): Words {
  const { language } = useLanguage()
  return language === 'zh' ? ZH : EN
}

/** The keys of a table of words, in its order. */
export const codesOf = <Code extends string>(words: Readonly<Record<Code, string>>): readonly Code[] => Object.keys(words) as Code[]
