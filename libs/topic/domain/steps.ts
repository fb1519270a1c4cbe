/** Long work that stops for a moment after each piece, so that nothing else has to wait for all of it. */
export type Steps<T> = Generator<void, T, void>

/** All of it at once. */
export function finished<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}
