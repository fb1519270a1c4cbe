import { useState } from 'react'
import { CASE_COMMANDS, commandEndpoint } from '@tongban/case/contract'
import type { LikelyDuplicate } from '@tongban/duplicate/contract'
import { useCan, useCommand, type ApiProblem } from '@tongban/ui/web'
import { callerHistory, joinCase } from '../../contract/intake-endpoints.js'
import { useProgressSentence } from '../caller/use-progress-sentence.js'
import { bodyOf, type FilingDraft } from '../draft/filing-draft.js'
import { complaintsAbout } from '../filing-check.js'
import { useDuplicateText } from './duplicate-strings.js'
import type { Duplicates } from './use-duplicates.js'

const URGE = commandEndpoint(CASE_COMMANDS.urge)
const INVALIDATES = { invalidates: [callerHistory] }

export type DuplicateActs = {
  readonly mayUrge: (item: LikelyDuplicate) => boolean
  readonly mayJoin: (item: LikelyDuplicate) => boolean
  readonly urge: (item: LikelyDuplicate) => Promise<void>
  readonly join: (item: LikelyDuplicate) => Promise<void>
  readonly isUrging: boolean
  readonly isJoining: boolean
  readonly problem: ApiProblem | null
  /** What is missing in the call before it can join. */
  readonly complaint: string | null
}

/** What can be done with a case there is instead of filing another: the house's own commands, and joining in one step. */
export function useDuplicateActs(draft: FilingDraft, questions: readonly string[], duplicates: Duplicates): DuplicateActs {
  const text = useDuplicateText()
  const can = useCan()
  const progress = useProgressSentence()
  const [complaint, setComplaint] = useState<string | null>(null)
  const urging = useCommand(URGE, INVALIDATES)
  const joining = useCommand(joinCase, INVALIDATES)
  const progressOf = ({ case: item }: LikelyDuplicate, number = item.number): string => progress({ ...item, number, finalAnswers: null })

  return {
    mayUrge: (item) => item.mayUrge && can('case.urge'),
    mayJoin: (item) => item.mayJoin && can('case.join') && can('case.file'),
    urge: async (item) => {
      setComplaint(null)
      if ((await urging.run({ params: { caseId: item.case.id }, body: {} })) === null) return
      duplicates.record({ choice: 'urge', caseId: item.case.id })
      duplicates.say(`${text('said.urged', { count: item.case.marks.urges + 1 })}${progressOf(item)}`)
    },
    join: async (item) => {
      const call = bodyOf(draft, questions)
      const missing = Object.values(complaintsAbout(call))
      setComplaint(missing.length === 0 ? null : text('incomplete', { what: missing.join('；') }))
      if (missing.length > 0) return
      const answer = await joining.run({ body: { call, parentId: item.case.id, shown: [...duplicates.shown] }, idempotencyKey: draft.key })
      if (answer === null) return
      duplicates.say(`${text(answer.joined ? 'said.joined' : 'said.late', { number: answer.number, parent: answer.parent.number })}${answer.joined ? progressOf(item, answer.number) : ''}`)
    },
    isUrging: urging.isRunning, isJoining: joining.isRunning, problem: urging.problem ?? joining.problem, complaint,
  }
}
