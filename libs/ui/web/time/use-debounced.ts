import { useEffect, useState } from 'react'

/** The value once it has stood still for `delayMs`. `value` is compared by its JSON, so an object made anew each time does no harm. */
export function useDebounced<T>(value: T, delayMs: number): T {
  const [settled, setSettled] = useState(value)
  const text = JSON.stringify(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delayMs)
    return () => clearTimeout(timer)
    // the text stands for the value
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [text, delayMs])
  return settled
}
