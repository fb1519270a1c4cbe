/**
 * What the bootstrap tells the person at the terminal. All of it goes to stderr: stdout belongs to results
 * (`npm run bench -- --json` starts services too, and its stdout is read by programs).
 */
const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const FRAME_MS = 120
const LINE_MS = 5_000
const SHOW_AFTER_MS = 2_000
const CLEAR_LINE = '\r\x1b[2K'

const isTerminal = Boolean(process.stderr.isTTY)
let spinning = false

// The terminal may die before we do: a lost message must not stop the orderly end.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

export function line(text) {
  process.stderr.write(`${spinning ? CLEAR_LINE : ''}${text}\n`)
}

export const note = (text) => line(`  ${text}`)
export const warn = (text) => line(`⚠ ${text}`)

/** `1.2 s` below a minute, `2 min 05 s` above. */
export function duration(ms) {
  if (ms < 59_950) return `${(ms / 1_000).toFixed(1)} s`
  const seconds = Math.round(ms / 1_000)
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`
}

/**
 * Runs `work` under a title and reports its end and duration. Work that takes longer than two seconds shows that it lives:
 * a spinner on a terminal, else a line every five seconds. `work` may call `update(text)` to say how far it is.
 * @template T
 * @param {string} title
 * @param {(update: (detail: string) => void) => Promise<T> | T} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const begin = performance.now()
  const elapsed = () => performance.now() - begin
  let detail = ''
  let frame = 0
  const current = () => `${title}${detail ? ` · ${detail}` : ''} (${duration(elapsed())})`
  const tick = () => {
    if (elapsed() < SHOW_AFTER_MS) return
    if (!isTerminal) return line(`… ${current()}`)
    process.stderr.write(`${CLEAR_LINE}${FRAMES[frame++ % FRAMES.length]} ${current().slice(0, (process.stderr.columns ?? 80) - 4)}`)
    spinning = true
  }
  const timer = setInterval(tick, isTerminal ? FRAME_MS : LINE_MS)
  const end = (mark) => {
    clearInterval(timer)
    line(`${mark} ${title} (${duration(elapsed())})`)
    spinning = false
  }
  try {
    const result = await work((text) => { detail = text })
    end('✓')
    return result
  } catch (error) {
    end('✗')
    throw error
  }
}
