import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react'
import { readSession, signOut, type SessionView } from '@tongban/access/contract'
import { EDGE_REFUSALS } from '@tongban/kernel/contract'
import { apiConnection, asProblem, call, LoadingState, ProblemNote, type ApiProblem } from '@tongban/ui/web'
import { useConsoleText } from '../console-strings.js'
import styles from './session-gate.module.css'

export type Absence = 'nobody_yet' | 'left' | 'expired'

export type Gate = {
  /** Null: nobody is signed in. */
  readonly session: SessionView | null
  /** How nobody came to be signed in: nobody was yet, somebody left, or the session ended in the middle of work. */
  readonly absence: Absence
  readonly enter: (session: SessionView) => void
  readonly leave: () => Promise<void>
}

type State =
  | { readonly kind: 'asking' }
  | { readonly kind: 'failed'; readonly problem: ApiProblem }
  | { readonly kind: 'known'; readonly session: SessionView | null; readonly absence: Absence }

/** Finds out who is signed in before any page is shown, and notices when the session ends. */
export function SessionGate({ children }: { readonly children: (gate: Gate) => ReactNode }): ReactNode {
  const text = useConsoleText()
  const queries = useQueryClient()
  const [state, setState] = useState<State>({ kind: 'asking' })
  const someoneIn = useRef(false)

  const know = useCallback(
    (session: SessionView | null, absence: Absence = 'nobody_yet') => {
      someoneIn.current = session !== null
      apiConnection.setCsrfToken(session?.csrfToken ?? null)
      // what one person has read is not for the next one at this desk
      if (session === null) queries.clear()
      setState({ kind: 'known', session, absence })
    },
    [queries],
  )
  const ask = useCallback(async (): Promise<void> => {
    try {
      know(await call(readSession, {}))
    } catch (error) {
      const problem = asProblem(error)
      if (problem.code === EDGE_REFUSALS.NOT_SIGNED_IN) know(null, someoneIn.current ? 'expired' : 'nobody_yet')
      else setState((before) => (before.kind === 'known' ? before : { kind: 'failed', problem }))
    }
  }, [know])
  const leave = useCallback(async (): Promise<void> => {
    try {
      await call(signOut, {})
    } catch {
      // the cookie may be gone already; this desk is signed out either way
    }
    know(null, 'left')
  }, [know])

  useEffect(() => {
    void ask()
    apiConnection.setRenew(ask)
    const stop = apiConnection.onSignedOut(() => {
      if (someoneIn.current) know(null, 'expired')
    })
    return () => {
      stop()
      apiConnection.setRenew(null)
    }
  }, [ask, know])

  if (state.kind === 'asking') return <LoadingState />
  if (state.kind === 'failed') {
    return (
      <main className={styles.failed}>
        <h1>{text('gate.failed')}</h1>
        <ProblemNote
          problem={state.problem}
          onRetry={() => {
            setState({ kind: 'asking' })
            void ask()
          }}
        />
      </main>
    )
  }
  return children({ session: state.session, absence: state.absence, enter: know, leave })
}
