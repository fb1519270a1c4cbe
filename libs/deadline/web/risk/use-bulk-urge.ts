import { useRef, useState } from 'react'
import { useCommand, type ApiProblem } from '@tongban/ui/web'
import { listRisks, urgeCases, type UrgeOutcome } from '../../contract/index.js'

/** Small parts, so that what has been done is seen while the rest goes on. */
const PART = 10

export type BulkUrge = {
  readonly run: (caseIds: readonly string[], note: string) => Promise<void>
  readonly progress: { readonly done: number; readonly all: number } | null
  readonly outcomes: readonly UrgeOutcome[] | null
  readonly problem: ApiProblem | null
  readonly reset: () => void
}

/** Urges case after case in parts; a part that fails stops the rest, and what was answered until then stays on the screen. */
export function useBulkUrge(): BulkUrge {
  const command = useCommand(urgeCases, { invalidates: [listRisks] })
  const [progress, setProgress] = useState<BulkUrge['progress']>(null)
  const [outcomes, setOutcomes] = useState<readonly UrgeOutcome[] | null>(null)
  const running = useRef(false)
  const run = async (caseIds: readonly string[], note: string): Promise<void> => {
    if (running.current) return
    running.current = true
    const answered: UrgeOutcome[] = []
    for (let from = 0; from < caseIds.length; from += PART) {
      setProgress({ done: from, all: caseIds.length })
      const answer = await command.run({ body: { caseIds: caseIds.slice(from, from + PART), note } })
      if (answer === null) break
      answered.push(...answer.items)
    }
    running.current = false
    setProgress(null)
    setOutcomes(answered)
  }
  return { run, progress, outcomes, problem: command.problem, reset: () => { setOutcomes(null); command.reset() } }
}
