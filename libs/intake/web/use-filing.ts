import { useCallback, useMemo, useRef, useState } from 'react'
import type { z } from 'zod'
import { EDGE_REFUSALS } from '@tongban/kernel/contract'
import { plainField, useCommand, type ApiProblem } from '@tongban/ui/web'
import { callerHistory, fileCase, type fileCaseBody } from '../contract/intake-endpoints.js'
import { bodyOf, type Disposition, type FilingDraft } from './draft/filing-draft.js'
import type { Filed } from './filed-view.js'
import { complaintsAbout, standing, type Complaints, type Raised } from './filing-check.js'

type Body = z.input<typeof fileCaseBody>

export type Filing = {
  /** Checks, then files. Resolves to the complaints that stopped it; empty when it was sent. */
  readonly submit: (disposition?: Disposition) => Promise<Complaints>
  readonly complaints: Complaints
  readonly problem: ApiProblem | null
  readonly isSending: boolean
}

/**
 * Files the draft once: double presses are dropped, repeats carry the key of the draft, and an answer that was lost on the line
 * is asked for again.
 */
export function useFiling(draft: FilingDraft, questions: readonly string[], onFiled: (filed: Filed) => void, shown: Body['shown'] = null): Filing {
  const [raised, setRaised] = useState<Raised | null>(null)
  const sent = useRef<Body | null>(null)
  const refusal = useRef<ApiProblem | null>(null)
  const { run, problem, isRunning } = useCommand(fileCase, {
    invalidates: [callerHistory],
    onRefused: (refused) => {
      refusal.current = refused
      const complaints = Object.fromEntries(refused.errors.map(({ field, message }) => [plainField(field), message]))
      setRaised(sent.current === null ? null : { complaints, about: sent.current })
    },
  })
  const complaints = useMemo(
    () => (raised === null ? {} : standing(raised, bodyOf(draft, questions, raised.about.disposition))),
    [raised, draft, questions],
  )

  const submit = useCallback(
    async (disposition: Disposition = { kind: 'dispatch' }): Promise<Complaints> => {
      const body: Body = { ...bodyOf(draft, questions, disposition), shown }
      const found = complaintsAbout(body)
      setRaised({ complaints: found, about: body })
      if (Object.keys(found).length > 0) return found
      const file = async (what: Body, again: boolean): Promise<boolean> => {
        const answer = await run({ body: what, idempotencyKey: draft.key })
        if (answer === null) return false
        onFiled({ ...answer, disposition: what.disposition?.kind ?? 'dispatch', wantsCallback: what.caller.wantsCallback ?? true, again })
        return true
      }
      const before = sent.current
      refusal.current = null
      sent.current = body
      if (await file(body, false)) return {}
      // the key is used: an earlier submission did arrive and only its answer was lost
      if (before !== null && (refusal.current as ApiProblem | null)?.code === EDGE_REFUSALS.IDEMPOTENCY_KEY_REUSED) await file(before, true)
      return {}
    },
    [draft, questions, run, onFiled, shown],
  )
  return { submit, complaints, problem, isSending: isRunning }
}
