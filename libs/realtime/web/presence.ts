import { useEffect, useState, useSyncExternalStore } from 'react'
import { useConnection, useSay, useSession, useWords } from '@tongban/ui/web'
import { PRESENCE, presenceSchema, type Presence, type PresentPerson } from '../contract/index.js'

const watchVisibility = (changed: () => void): (() => void) => {
  document.addEventListener('visibilitychange', changed)
  return () => document.removeEventListener('visibilitychange', changed)
}
const isShown = (): boolean => document.visibilityState !== 'hidden'

const NOBODY: readonly PresentPerson[] = []

/**
 * The other people who have this case on the screen, who has been there longest first; and tells them that this person has. A tab in the
 * background is nobody's presence. Empty while the line is down: who was there then is not who is there now.
 */
export function usePresence(caseId: string): readonly PresentPerson[] {
  const say = useSay()
  const connection = useConnection()
  const { userId } = useSession()
  const shown = useSyncExternalStore(watchVisibility, isShown)
  const [last, setLast] = useState<Presence | null>(null)
  const present = connection === 'online' && shown
  useEffect(() => {
    if (!present) return
    say(PRESENCE.open, { caseId })
    return () => {
      say(PRESENCE.close, { caseId })
      setLast(null)
    }
  }, [caseId, present, say])
  useWords(PRESENCE.people, (content) => {
    const told = presenceSchema.safeParse(content)
    if (told.success && told.data.caseId === caseId) setLast(told.data)
  })
  if (!present || last === null || last.caseId !== caseId) return NOBODY
  return last.people.filter(({ id }) => id !== userId)
}
