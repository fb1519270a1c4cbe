import { useState, type ReactNode } from 'react'
import { MemoryRouter } from 'react-router'
import type { Instant } from '@tongban/kernel/core'
import { HintsProvider } from '../hints/hints-provider.js'
import type { HintSource } from '../hints/hint-source.js'
import { ClockWordsProvider, type ClockWords } from '../parts/clock-words.js'
import { newQueryClient, QueryProvider } from '../query/query-provider.js'
import { SessionProvider, type SessionLike } from '../session/session-provider.js'
import { ThemeScope } from '../theme/theme-scope.js'
import { ClockProvider } from '../time/clock-provider.js'

const NO_PUSHES: HintSource = { open: () => () => undefined }

export type UiTestBedProps = {
  readonly session: SessionLike
  /** Left out: the wall clock. */
  readonly now?: () => Instant
  readonly at?: string
  readonly hints?: HintSource
  readonly clockWords?: ClockWords
  readonly children: ReactNode
}

/** For specs: everything a page stands on in the console, without a server. Use with `fakeApi`. */
export function UiTestBed({ session, now, at = '/', hints = NO_PUSHES, clockWords, children }: UiTestBedProps): ReactNode {
  const [client] = useState(newQueryClient)
  const body = (
    <QueryProvider client={client}>
      <ThemeScope>
        <HintsProvider path="/unused" event="hint" source={hints}>
          <SessionProvider session={session}>
            <MemoryRouter initialEntries={[at]}>{children}</MemoryRouter>
          </SessionProvider>
        </HintsProvider>
      </ThemeScope>
    </QueryProvider>
  )
  const worded = clockWords === undefined ? body : <ClockWordsProvider words={clockWords}>{body}</ClockWordsProvider>
  return now === undefined ? worded : <ClockProvider now={now}>{worded}</ClockProvider>
}
