/** The same as left-undone.ts, as it should be. */
type Answer = 'happy' | 'unhappy' | 'unreachable'

async function tell(answer: Answer): Promise<Answer> {
  return Promise.resolve(answer)
}

export async function wait(answer: Answer): Promise<void> {
  await tell(answer)
}

export function knowsEveryAnswer(answer: Answer): boolean {
  switch (answer) {
    case 'happy':
      return true
    case 'unhappy':
    case 'unreachable':
      return false
  }
}
