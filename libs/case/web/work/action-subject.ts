import type { CaseView, InboxItem } from '../../contract/index.js'

/** What a command form needs to know of its case: a card of the inbox and the whole case page both have it. */
export type ActionSubject = {
  readonly caseId: string
  readonly assignmentId: string | null
  readonly number: string
  readonly title: string
  readonly version: number
  readonly placeText: string
  readonly evidenceRequired: boolean
  readonly sealed: boolean
}

export const subjectOfCard = (item: InboxItem): ActionSubject => ({
  caseId: item.caseId,
  assignmentId: item.assignmentId,
  number: item.number,
  title: item.title,
  version: item.version,
  placeText: item.placeText,
  evidenceRequired: item.evidenceRequired,
  sealed: item.sealed,
})

export const subjectOfCase = (view: CaseView, assignmentId: string | null): ActionSubject => ({
  caseId: view.id,
  assignmentId,
  number: view.number,
  title: view.title,
  version: view.version,
  placeText: view.placeText,
  evidenceRequired: view.evidenceRequired,
  sealed: view.sealed,
})

/**
 * What every command's panel is given. `onDone` gets a sentence for the page to say; empty when the work waits in the outbox, which says
 * so itself.
 */
export type ActionPanelProps = {
  readonly subject: ActionSubject
  readonly onDone: (said: string) => void
  readonly onCancel: () => void
}
