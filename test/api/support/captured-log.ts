type Write = typeof process.stdout.write

/**
 * Every line the processes under test log from now on, in this process. Begin before they start: a logger that finds standard output
 * changed writes through it instead of past it.
 */
export function captureLog(): { readonly lines: string[]; release: () => void } {
  const lines: string[] = []
  const before = process.stdout.write
  const take = (chunk: string | Uint8Array): boolean => {
    lines.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString())
    return true
  }
  process.stdout.write = take as Write
  return { lines, release: () => void (process.stdout.write = before) }
}
