/** At most four re-reads a second, however fast the city works. */
export const HINT_INTERVAL_MS = 250

/**
 * Gathers what arrives close together: the first goes out at once, what follows within the interval goes out together at its end.
 * `flush` gets everything since the last time, in order.
 */
export function hintBatcher<T>(
  flush: (batch: readonly T[]) => void,
  intervalMs = HINT_INTERVAL_MS,
): { readonly add: (item: T) => void; readonly stop: () => void } {
  let waiting: T[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  const send = (): void => {
    const batch = waiting
    waiting = []
    if (batch.length === 0) {
      timer = undefined
      return
    }
    timer = setTimeout(send, intervalMs)
    flush(batch)
  }
  return {
    add(item) {
      waiting.push(item)
      if (timer === undefined) send()
    },
    stop() {
      clearTimeout(timer)
      timer = undefined
      waiting = []
    },
  }
}
