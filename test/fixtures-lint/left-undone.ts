/** Violations only a type-aware rule can see; linted by test/lint.unit.spec.ts alone. */
type Answer = 'happy' | 'unhappy' | 'unreachable'

async function tell(answer: Answer): Promise<Answer> {
  return Promise.resolve(answer)
}

export function forgetToWait(answer: Answer): void {
  tell(answer)
}

export function forgetOneAnswer(answer: Answer): boolean {
  switch (answer) {
    case 'happy':
      return true
    case 'unhappy':
      return false
  }
  return false
}
