import { useMemo } from 'react'
import { useCommand, type ApiProblem, type CallInput } from '@tongban/ui/web'
import type { CaseCommand } from '../../contract/index.js'
import { commandEndpoint, listCases, readCase, readInbox, readReviewQueue } from '../../contract/index.js'
import type { ActionSubject } from './action-subject.js'
import { useContractForm, type ContractForm, type FormValues } from './use-contract-form.js'

export type CaseCommandForm = {
  readonly form: ContractForm
  /** Checks by the contract, then sends. True when it was carried out. */
  readonly submit: (extra?: FormValues) => Promise<boolean>
  readonly isRunning: boolean
  readonly problem: ApiProblem | null
}

/** A command given on the spot (not through the outbox): the version the person has seen goes with it. */
export function useCaseCommand(command: CaseCommand, subject: ActionSubject, initial: FormValues): CaseCommandForm {
  const form = useContractForm(command.body, initial)
  const endpoint = useMemo(() => commandEndpoint(command), [command])
  const sent = useCommand(endpoint, { onRefused: form.showProblem, invalidates: [readCase, readInbox, readReviewQueue, listCases] })
  const submit = async (extra: FormValues = {}): Promise<boolean> => {
    const body = form.check({ version: subject.version, ...extra })
    if (body === null) return false
    const params = command.target === 'case' ? { caseId: subject.caseId } : { assignmentId: subject.assignmentId }
    return (await sent.run({ params, body } as CallInput<typeof endpoint>)) !== null
  }
  return { form, submit, isRunning: sent.isRunning, problem: sent.problem }
}
