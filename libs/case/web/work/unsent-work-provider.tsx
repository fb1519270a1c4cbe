import { useQueryClient } from '@tanstack/react-query'
import { createContext, use, useCallback, useEffect, useMemo, useSyncExternalStore, type ReactNode } from 'react'
import { asProblem, call, localStore, newRequestId, readKey, useClock, useSession } from '@tongban/ui/web'
import { COMMAND_ENDPOINTS, readCase, readInbox, uploadAttachment, type PlaceAndTime } from '../../contract/index.js'
import { claimFields } from './photo-claim.js'
import { browserPhotoStore } from './photo-store.js'
import { UnsentBox, type UnsentWork } from './unsent-box.js'

/** A phone on a village road may need this long for one photo. */
const UPLOAD_TIMEOUT_MS = 120_000
const RETRY_MS = 10_000

const UnsentContext = createContext<UnsentBox | null>(null)

const photos = browserPhotoStore()

async function send({ action, assignmentId, body, photos: sent, key }: UnsentWork): Promise<void> {
  const found = COMMAND_ENDPOINTS.find(({ command }) => command.name === action)
  if (found === undefined) throw new Error(`No endpoint for ${action}`)
  const attachmentIds = sent.map((photo) => photo.attachmentId).filter((id) => id !== null)
  const whole = action === 'reply' ? { ...body, attachmentIds } : body
  await call(found.endpoint, { params: { assignmentId }, body: whole, idempotencyKey: key })
}

/** Bytes a second of the slowest line that is still waited for. */
const SLOWEST_LINE = 50_000

export async function uploadPhoto(photo: Blob, fileName: string, claim: PlaceAndTime | null): Promise<string> {
  const form = new FormData()
  for (const [field, value] of Object.entries(claim === null ? {} : claimFields(claim))) form.append(field, value)
  form.append('file', photo, fileName)
  const { id } = await call(uploadAttachment, { body: form, timeoutMs: UPLOAD_TIMEOUT_MS + (photo.size / SLOWEST_LINE) * 1_000 })
  return id
}

/**
 * Holds this person's outbox and keeps trying: when the network comes back, when the page is looked at again, and every ten seconds while
 * something waits. Put it around the whole console, so that work goes out whatever page is open.
 */
export function UnsentWorkProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const { userId } = useSession()
  const now = useClock()
  const client = useQueryClient()
  const box = useMemo(
    () => new UnsentBox(userId, { store: localStore, photos, now, newKey: newRequestId, upload: uploadPhoto, send, asProblem }),
    [now, userId],
  )
  const flush = useCallback(async () => {
    const before = box.works().length
    if (before === 0) return
    await box.flush()
    if (box.works().length < before)
      for (const endpoint of [readInbox, readCase]) void client.invalidateQueries({ queryKey: readKey(endpoint) })
  }, [box, client])
  useEffect(() => {
    const retry = (): void => void flush()
    retry()
    const timer = setInterval(retry, RETRY_MS)
    window.addEventListener('online', retry)
    window.addEventListener('storage', box.changedElsewhere)
    document.addEventListener('visibilitychange', retry)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', retry)
      window.removeEventListener('storage', box.changedElsewhere)
      document.removeEventListener('visibilitychange', retry)
    }
  }, [box, flush])
  return <UnsentContext value={box}>{children}</UnsentContext>
}

export function useUnsentBox(): UnsentBox {
  const box = use(UnsentContext)
  if (box === null) throw new Error('useUnsentBox needs an UnsentWorkProvider above it')
  return box
}

/** What has not gone out, drawn again when it changes; what is on its first way out is still its form's business. */
export function useUnsentWorks(): readonly UnsentWork[] {
  const box = useUnsentBox()
  return useSyncExternalStore(box.subscribe, box.works).filter(({ state }) => state !== 'fresh')
}

/** True when a provider stands above; pages add their own when the console did not. */
export const useHasUnsentBox = (): boolean => use(UnsentContext) !== null

/** The page with a box: the console's if there is one, else its own. */
export function WithUnsentWork({ children }: { readonly children: ReactNode }): ReactNode {
  return useHasUnsentBox() ? children : <UnsentWorkProvider>{children}</UnsentWorkProvider>
}

export const unsentPhotos = photos
