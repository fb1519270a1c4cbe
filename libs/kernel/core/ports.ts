import type { Instant } from './time.js'

/** The only source of the present. Abstract classes are the injection tokens of the whole house. */
export abstract class Clock {
  abstract now(): Instant
}

/** The only source of randomness for identity: time-ordered UUIDs (version 7), so that indexes stay local. */
export abstract class IdGen {
  abstract next(): string
}
