import { useState, type ReactNode } from 'react'
import { BrowserRouter } from 'react-router'
import { ClockWordsProvider, newQueryClient, QueryProvider, ThemeScope } from '@tongban/ui/web'
import { ConsoleRoutes } from './console-routes.js'
import { deadlineWords } from './deadline-words.js'
import { PageErrors } from './page-errors.js'
import { SessionGate } from './session/session-gate.js'

/** The console put together: look, data, words, session, pages. */
export function ConsoleApp(): ReactNode {
  const [client] = useState(newQueryClient)
  return (
    <ThemeScope>
      <PageErrors>
        <QueryProvider client={client}>
          <ClockWordsProvider words={deadlineWords}>
            <BrowserRouter>
              <SessionGate>{(gate) => <ConsoleRoutes gate={gate} />}</SessionGate>
            </BrowserRouter>
          </ClockWordsProvider>
        </QueryProvider>
      </PageErrors>
    </ThemeScope>
  )
}
