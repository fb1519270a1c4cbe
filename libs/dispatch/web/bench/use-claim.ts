import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { apiConnection, asProblem, call, instantOf, readKey, serverNow, type ApiProblem } from '@tongban/ui/web'
import { claimPoolCase, countPool, readPool, releaseClaim, renewClaim } from '../../contract/pool-endpoints.js'
import type { PoolClaim } from '../../contract/pool.schema.js'

/** Three signs of life in a lease, so that one that is lost loses nothing. */
const SIGNS_A_LEASE = 3
const RAREST_MS = 60_000
const OFTENEST_MS = 5_000

export type HeldCase = {
  /** What this page holds; null: nothing, or no more. */
  readonly claim: PoolClaim | null
  /** Somebody has it instead: told until something else is claimed. */
  readonly lostTo: PoolClaim | null
  readonly problem: ApiProblem | null
  readonly claimCase: (caseId: string, takeOverReason?: string) => Promise<PoolClaim | null>
  /** It came with the next case. */
  readonly hold: (claim: PoolClaim | null) => void
  readonly release: () => void
  /** What the list says of the case that is held: somebody who came later has it now. */
  readonly seen: (other: PoolClaim) => void
  /** The act it was taken for has ended it. */
  readonly done: () => void
}

/** Holds one case for as long as the page shows it: taken, renewed, let go of on leaving. */
export function useClaim(): HeldCase {
  const client = useQueryClient()
  const [claim, setClaim] = useState<PoolClaim | null>(null)
  const [lostTo, setLostTo] = useState<PoolClaim | null>(null)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const held = useRef<PoolClaim | null>(null)
  const keep = useCallback((next: PoolClaim | null) => {
    held.current = next
    setClaim(next)
  }, [])
  const reread = useCallback(() => {
    for (const endpoint of [readPool, countPool]) void client.invalidateQueries({ queryKey: readKey(endpoint) })
  }, [client])

  const letGo = useCallback((keepalive: boolean): Promise<unknown> => {
    const { current } = held
    held.current = null
    // Signing out lets go by itself.
    if (current === null || apiConnection.csrfToken() === null) return Promise.resolve()
    return call(releaseClaim, { params: { caseId: current.caseId }, keepalive }).catch(() => undefined)
  }, [])
  const release = useCallback(() => {
    setClaim(null)
    void letGo(false).then(reread)
  }, [letGo, reread])
  useEffect(() => {
    const leave = (): void => void letGo(true)
    globalThis.addEventListener('pagehide', leave)
    return () => {
      globalThis.removeEventListener('pagehide', leave)
      leave()
    }
  }, [letGo])

  const caseId = claim?.caseId ?? null
  const until = claim?.until ?? null
  useEffect(() => {
    if (caseId === null || until === null) return undefined
    const wait = Math.min(RAREST_MS, Math.max(OFTENEST_MS, (instantOf(until) - serverNow()) / SIGNS_A_LEASE))
    const timer = setTimeout(() => {
      void call(renewClaim, { params: { caseId } }).then(
        (answer) => {
          if (held.current?.caseId !== caseId) return
          keep(answer.held ? answer.claim : null)
          if (answer.held) return
          setLostTo(answer.claim)
          reread()
        },
        // The line is down: the next sign may come through.
        () => {
          if (held.current?.caseId === caseId) setClaim((before) => (before === null ? null : { ...before }))
        },
      )
    }, wait)
    return () => clearTimeout(timer)
  }, [caseId, claim, keep, reread, until])

  const claimCase = useCallback(
    async (wanted: string, takeOverReason?: string): Promise<PoolClaim | null> => {
      setProblem(null)
      setLostTo(null)
      try {
        const taken = await call(claimPoolCase, { params: { caseId: wanted }, body: { takeOverReason: takeOverReason ?? null } })
        keep(taken)
        return taken
      } catch (failure) {
        setProblem(asProblem(failure))
        return null
      } finally {
        reread()
      }
    },
    [keep, reread],
  )
  const hold = useCallback(
    (next: PoolClaim | null) => {
      setProblem(null)
      setLostTo(null)
      keep(next)
      reread()
    },
    [keep, reread],
  )
  const seen = useCallback(
    (other: PoolClaim) => {
      const mine = held.current
      // A list read before this claim was made still tells of the one before.
      if (mine === null || mine.caseId !== other.caseId || other.by.me || instantOf(other.since) <= instantOf(mine.since)) return
      keep(null)
      setLostTo(other)
    },
    [keep],
  )
  const done = useCallback(() => keep(null), [keep])
  return { claim, lostTo, problem, claimCase, hold, release, seen, done }
}
