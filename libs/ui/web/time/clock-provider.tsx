import { createContext, use, useCallback, useMemo, useSyncExternalStore, type ReactNode } from 'react'
import { instant, MINUTE_MS, SECOND_MS, type Instant } from '@tongban/kernel/core'
import { serverNow } from '../edge/browser-clock.js'

export type Beat = 'second' | 'minute'
const BEAT_MS: Record<Beat, number> = { second: SECOND_MS, minute: MINUTE_MS }

const NowContext = createContext<() => Instant>(serverNow)

/** Gives a subtree another clock: a test's, or a replay's. Without it the server's time as this browser knows it. */
export const ClockProvider = ({ now, children }: { readonly now: () => Instant; readonly children: ReactNode }): ReactNode => (
  <NowContext value={now}>{children}</NowContext>
)

/** The clock itself, for an event handler; it does not draw again. */
export const useClock = (): (() => Instant) => use(NowContext)

/**
 * The present, drawn again on each beat of the wall clock, so that all chips of a page turn over together.
 * Rounded down to the beat: the same value twice draws nothing.
 */
export function useNow(beat: Beat = 'minute'): Instant {
  const now = use(NowContext)
  const subscribe = useCallback((changed: () => void) => everyBeat(BEAT_MS[beat], now, changed), [beat, now])
  const read = useMemo(() => () => instant(Math.floor(now() / BEAT_MS[beat]) * BEAT_MS[beat]), [beat, now])
  return useSyncExternalStore(subscribe, read)
}

function everyBeat(beatMs: number, now: () => Instant, changed: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>
  const arm = (): void => {
    timer = setTimeout(
      () => {
        changed()
        arm()
      },
      beatMs - (now() % beatMs),
    )
  }
  arm()
  // a machine that slept wakes with old chips: look again when the page is seen
  const seen = (): void => changed()
  document.addEventListener('visibilitychange', seen)
  return () => {
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', seen)
  }
}
