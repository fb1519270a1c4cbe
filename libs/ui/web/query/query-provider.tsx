import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ApiProblem } from '../api/api-problem.js'

const MAX_RETRIES = 2

/** Only what was not decided is asked again: a refusal stays a refusal. */
export const retryTransient = (failures: number, error: unknown): boolean =>
  failures < MAX_RETRIES && error instanceof ApiProblem && error.isTransient

export const newQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      // pushes say when to read again; a focus refetch covers what a push missed
      queries: { staleTime: 10_000, retry: retryTransient, retryDelay: (attempt) => 400 * 2 ** attempt, refetchOnWindowFocus: true },
      mutations: { retry: false },
    },
  })

export const QueryProvider = ({ client, children }: { readonly client: QueryClient; readonly children: ReactNode }): ReactNode => (
  <QueryClientProvider client={client}>{children}</QueryClientProvider>
)
