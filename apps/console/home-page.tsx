import type { ReactNode } from 'react'
import { Link, Navigate } from 'react-router'
import type { SessionView } from '@tongban/access/contract'
import { EmptyState } from '@tongban/ui/web'
import { useConsoleText } from './console-strings.js'
import { landingPath } from './navigation.js'

/** Sends everybody to where their day begins. */
export function HomePage({ session }: { readonly session: SessionView }): ReactNode {
  const text = useConsoleText()
  const path = landingPath(session)
  if (path !== null) return <Navigate to={path} replace />
  return (
    <EmptyState title={text('home.nothing', { roles: session.roles.map(({ zh }) => zh).join('、') })} hint={text('home.nothingHint')} />
  )
}

export function NotFoundPage(): ReactNode {
  const text = useConsoleText()
  return <EmptyState title={text('home.notFound')} hint={text('home.notFoundHint')} action={<Link to="/">{text('home.back')}</Link>} />
}
