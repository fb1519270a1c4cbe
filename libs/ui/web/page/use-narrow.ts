import { useSyncExternalStore } from 'react'

const media = (width: number): MediaQueryList | null => (typeof globalThis.matchMedia === 'function' ? globalThis.matchMedia(`(max-width: ${width}px)`) : null)

const subscribeTo = (width: number) => (changed: () => void): (() => void) => {
  const query = media(width)
  query?.addEventListener('change', changed)
  return () => query?.removeEventListener('change', changed)
}

/** Where a list and a case do not fit beside each other: a small tablet, a narrow window. */
const NARROW = 860
/** A phone: the rail of pages lies at the bottom. */
const PHONE = 640

const subscribeNarrow = subscribeTo(NARROW)
const subscribePhone = subscribeTo(PHONE)

export const useNarrow = (): boolean => useSyncExternalStore(subscribeNarrow, () => media(NARROW)?.matches ?? false)
export const usePhone = (): boolean => useSyncExternalStore(subscribePhone, () => media(PHONE)?.matches ?? false)
