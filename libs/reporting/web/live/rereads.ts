/** A push says that something changed, often before the figures have been brought up to date: read soon, and later again. */
const FIRST_MS = 250
const READS_AFTER_A_PUSH = 3

export type Rereads = { readonly touch: () => void; readonly stop: () => void }

/**
 * Reads again after pushes: at most once every `everyMs` however many come, and until two reads after the last one, so that the figures
 * never stay behind. `spreadMs` keeps a thousand screens from asking in the same instant.
 */
export function rereads(
  read: () => Promise<unknown>,
  { everyMs, spreadMs }: { readonly everyMs: number; readonly spreadMs: number },
): Rereads {
  let left = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopped = false
  const again = async (): Promise<void> => {
    left -= 1
    // a failed read is shown by the page; the next one follows all the same
    await read().catch(() => undefined)
    timer = left > 0 && !stopped ? setTimeout(() => void again(), everyMs) : undefined
  }
  return {
    touch() {
      left = READS_AFTER_A_PUSH
      timer ??= setTimeout(() => void again(), FIRST_MS + spreadMs)
    },
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}
