import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { readKey, type ApiProblem } from '@tongban/ui/web'
import { listCases, readCase, readInbox } from '../../contract/index.js'
import type { HandlingStep } from '../inbox/next-action.js'
import type { ActionSubject } from './action-subject.js'
import type { FormValues } from './use-contract-form.js'
import { useUnsentBox } from './unsent-work-provider.js'
import type { Delivery, UnsentPhoto } from './unsent-box.js'

export type HandlingSender = {
  /** Puts the step into the outbox and sends it. Null when it is running already. */
  readonly send: (body: FormValues, photos?: readonly UnsentPhoto[]) => Promise<Delivery | null>
  readonly isRunning: boolean
  /** Why the last one was refused; a broken line is no refusal. */
  readonly problem: ApiProblem | null
}

/** Sign, contact or reply, through the outbox: what the network does not carry now goes out later by itself. */
export function useHandlingStep(action: HandlingStep, subject: ActionSubject): HandlingSender {
  const box = useUnsentBox()
  const client = useQueryClient()
  const [isRunning, setRunning] = useState(false)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const { assignmentId, caseId, number, title } = subject
  const send = useCallback(
    async (body: FormValues, photos: readonly UnsentPhoto[] = []): Promise<Delivery | null> => {
      if (isRunning || assignmentId === null) return null
      setRunning(true)
      setProblem(null)
      const delivery = await box.submit({ action, assignmentId, caseId, number, title, body, photos })
      setRunning(false)
      if (delivery.kind === 'refused') setProblem(delivery.problem)
      // refused also means that the page shows an older state than the server has
      if (delivery.kind !== 'waiting') {
        for (const endpoint of [readInbox, readCase, listCases]) void client.invalidateQueries({ queryKey: readKey(endpoint) })
      }
      return delivery
    },
    [action, assignmentId, box, caseId, client, isRunning, number, title],
  )
  return { send, isRunning, problem }
}
