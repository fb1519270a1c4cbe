import type { z } from 'zod'
import type { fileCaseBody } from '../../contract/intake-endpoints.js'
import type { Instant } from '@tongban/kernel/core'
import { NO_POSITION, positionOf, type DraftPosition } from '../position/draft-position.js'

type Body = z.input<typeof fileCaseBody>
export type CaseType = Body['caseType']
export type Channel = NonNullable<Body['channel']>
export type Urgency = NonNullable<Body['urgency']>
export type Disposition = NonNullable<Body['disposition']>
/** A code with the words it was chosen by, so that a restored draft can be read without asking again. */
export type Chosen = { readonly code: string; readonly path: readonly string[] }
export type Language = NonNullable<Body['language']>
export type NamedUnit = { readonly id: string; readonly name: string }
export type DraftAttachment = { readonly id: string; readonly fileName: string }

/** What the operator has written so far. Kept in the browser, so that neither a reload nor an ended session costs a call. */
export type FilingDraft = {
  /** The idempotency key: one call is filed once, however often it is submitted. */
  readonly key: string
  /** When the first word was written; null while the form is blank. */
  readonly begunAt: Instant | null
  readonly phone: string
  readonly name: string
  readonly sealed: boolean
  readonly wantsCallback: boolean
  readonly channel: Channel
  readonly originLine: string
  /** What the citizen wants to be spoken to in. */
  readonly language: Language
  readonly caseType: CaseType
  /** The units a complaint or a report is about; kept, but not sent, when the type is changed. */
  readonly subjects: readonly NamedUnit[]
  readonly description: string
  readonly placeText: string
  readonly placeAsked: boolean
  readonly position: DraftPosition
  readonly division: Chosen | null
  readonly category: Chosen | null
  readonly urgency: Urgency | null
  readonly facts: Readonly<Record<string, string>>
  readonly chosenUnit: NamedUnit | null
  readonly attachments: readonly DraftAttachment[]
}

export const newDraft = (key: string): FilingDraft => ({
  key,
  begunAt: null,
  phone: '',
  name: '',
  sealed: false,
  wantsCallback: true,
  channel: 'phone',
  originLine: '',
  language: 'zh',
  caseType: 'help',
  subjects: [],
  description: '',
  placeText: '',
  placeAsked: false,
  position: NO_POSITION,
  division: null,
  category: null,
  urgency: null,
  facts: {},
  chosenUnit: null,
  attachments: [],
})

/** As many as the contract takes. */
export const MAX_SUBJECTS = 5

/** Only a complaint or a report is about somebody who must not handle it. */
export const asksForSubjects = (caseType: CaseType): boolean => caseType === 'complaint' || caseType === 'report'

export const subjectIdsOf = ({ caseType, subjects }: FilingDraft): string[] => (asksForSubjects(caseType) ? subjects.map(({ id }) => id) : [])

/** Nothing of the caller's is in it yet. */
export const isBlank = ({ phone, name, description, placeText, position, attachments }: FilingDraft): boolean =>
  [phone, name, description, placeText, position.text].every((text) => text.trim() === '') && attachments.length === 0

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())

/** The request a draft becomes. Only answers to questions the catalogue asks now are sent; without a number nobody is called back. */
export function bodyOf(draft: FilingDraft, questions: readonly string[], disposition: Disposition = { kind: 'dispatch' }): Body {
  const facts = questions
    .map((question): [string, string] => [question, (draft.facts[question] ?? '').trim()])
    .filter(([, answer]) => answer !== '')
  return {
    caller: {
      phone: orNull(draft.phone),
      name: orNull(draft.name),
      sealed: draft.sealed,
      wantsCallback: draft.wantsCallback && orNull(draft.phone) !== null,
    },
    channel: draft.channel,
    originLine: orNull(draft.originLine),
    caseType: draft.caseType,
    description: draft.description.trim(),
    placeText: draft.placeText.trim(),
    point: positionOf(draft.position).point,
    divisionCode: draft.division?.code ?? null,
    categoryCode: draft.category?.code ?? null,
    urgency: draft.urgency,
    attachmentIds: draft.attachments.map(({ id }) => id),
    requiredFacts: Object.fromEntries(facts),
    placeAsked: draft.placeAsked,
    subjectUnitIds: subjectIdsOf(draft),
    language: draft.language,
    chosenUnitId: draft.chosenUnit?.id ?? null,
    disposition,
  }
}
