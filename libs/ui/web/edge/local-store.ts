/** What this browser keeps for its user. A full or forbidden store loses a convenience, never a page: failures are swallowed here, once. */
export const localStore = {
  read(key: string): string | null {
    try {
      return globalThis.localStorage.getItem(key)
    } catch {
      return null
    }
  },
  /** False when nothing was kept. */
  write(key: string, value: string): boolean {
    try {
      globalThis.localStorage.setItem(key, value)
      return true
    } catch {
      return false
    }
  },
  remove(key: string): void {
    try {
      globalThis.localStorage.removeItem(key)
    } catch {
      // nothing was kept, so nothing is left
    }
  },
}
