/** Makes a switch over a union exhaustive at compile time; reaching it at run time is a bug, so it throws. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled variant: ${JSON.stringify(value)}`)
}
