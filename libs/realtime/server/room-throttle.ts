import { MANY_HINT, type Hint } from '@tongban/realtime/contract'

const WINDOW_MS = 1_000
const HINTS_A_WINDOW = 10

type Window = { sent: number; held: Hint | null; timer: NodeJS.Timeout }

/**
 * At most ten hints a second and room. The first ten go out as they come; what comes beyond is told at the second's end by one hint
 * that names no case, so nobody stays behind and a busy day costs a thousand screens no more than a quiet one.
 * Holds one entry for each room that was spoken to within the last second.
 */
export class RoomThrottle {
  private readonly windows = new Map<string, Window>()

  /** `except`: rooms whose people do not hear it, though they are in `room` too. What names no case is for everybody. */
  constructor(private readonly send: (room: string, hint: Hint, except: readonly string[]) => void) {}

  offer(room: string, hint: Hint, except: readonly string[] = []): void {
    const window = this.windows.get(room)
    if (window === undefined) {
      this.open(room)
      this.send(room, hint, except)
    } else if (window.sent < HINTS_A_WINDOW) {
      window.sent += 1
      this.send(room, hint, except)
    } else {
      window.held = hint
    }
  }

  stop(): void {
    for (const { timer } of this.windows.values()) clearTimeout(timer)
    this.windows.clear()
  }

  private open(room: string): void {
    const timer = setTimeout(() => this.close(room), WINDOW_MS)
    timer.unref()
    this.windows.set(room, { sent: 1, held: null, timer })
  }

  private close(room: string): void {
    const held = this.windows.get(room)?.held
    this.windows.delete(room)
    if (!held) return
    this.open(room)
    this.send(room, { type: MANY_HINT, caseId: '', version: 0, status: '', at: held.at }, [])
  }
}
