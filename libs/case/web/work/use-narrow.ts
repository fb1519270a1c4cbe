import { useSyncExternalStore } from 'react'

const QUERY = '(max-width: 860px)'

const subscribe = (changed: () => void): (() => void) => {
  if (typeof globalThis.matchMedia !== 'function') return () => undefined
  const media = globalThis.matchMedia(QUERY)
  media.addEventListener('change', changed)
  return () => media.removeEventListener('change', changed)
}

const read = (): boolean => typeof globalThis.matchMedia === 'function' && globalThis.matchMedia(QUERY).matches

/** True where a list and a case do not fit beside each other: a phone, a narrow window. */
export const useNarrow = (): boolean => useSyncExternalStore(subscribe, read)
