import { createContext, use, useCallback, type ReactNode } from 'react'

/** What the shared parts need to know of a session; the console wires in the whole view of the access contract. */
export type SessionLike = { readonly userId: string; readonly displayName: string; readonly permissions: readonly string[] }

const SessionContext = createContext<SessionLike | null>(null)

export const SessionProvider = ({ session, children }: { readonly session: SessionLike; readonly children: ReactNode }): ReactNode => (
  <SessionContext value={session}>{children}</SessionContext>
)

/** Who is signed in. Throws outside of a SessionProvider: such a page is wired wrongly. */
export function useSession<S extends SessionLike = SessionLike>(): S {
  const session = use(SessionContext)
  if (session === null) throw new Error('useSession needs a SessionProvider above it')
  return session as S
}

/** `const can = useCan(); can('case.file')`. A hint for what to show; the server decides. */
export function useCan(): (permission: string) => boolean {
  const session = use(SessionContext)
  return useCallback((permission) => session?.permissions.includes(permission) ?? false, [session])
}
