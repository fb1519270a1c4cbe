import { useCallback, useEffect, useRef, useState } from 'react'
import { asProblem, newRequestId, serverNow } from '@tongban/ui/web'
import { claimOf } from './photo-claim.js'
import { shrinkPhoto } from './shrink-photo.js'
import type { UnsentPhoto } from './unsent-box.js'
import { unsentPhotos, uploadPhoto } from './unsent-work-provider.js'

export const MAX_PHOTOS = 9

export type PhotoState = 'waiting' | 'sending' | 'done' | 'failed'

export type Photos = {
  readonly photos: readonly UnsentPhoto[]
  readonly stateOf: (photo: UnsentPhoto) => PhotoState
  readonly problemOf: (photo: UnsentPhoto) => string | null
  readonly previewOf: (photo: UnsentPhoto) => string | null
  readonly add: (files: readonly File[]) => void
  readonly remove: (id: string) => void
  readonly retry: (id: string) => void
  readonly clear: () => void
}

type Progress = Readonly<Record<string, { readonly state: PhotoState; readonly problem: string | null }>>

/**
 * The photos of a form: kept on this device first, then sent one by one while the person still writes. What could not be sent goes with
 * the form's outbox entry. `onChange` hears every change, so that the draft knows them.
 */
export function usePhotos(restored: readonly UnsentPhoto[], onChange: (photos: readonly UnsentPhoto[]) => void): Photos {
  const [photos, setPhotos] = useState(restored)
  const [progress, setProgress] = useState<Progress>({})
  const [previews, setPreviews] = useState<Readonly<Record<string, string>>>({})
  const latest = useRef(photos)
  const heard = useRef(onChange)
  useEffect(() => {
    heard.current = onChange
  })

  const change = useCallback((next: readonly UnsentPhoto[]) => {
    latest.current = next
    setPhotos(next)
    heard.current(next)
  }, [])
  const note = useCallback(
    (id: string, state: PhotoState, problem: string | null = null) => setProgress((before) => ({ ...before, [id]: { state, problem } })),
    [],
  )

  const send = useCallback(
    async (photo: UnsentPhoto) => {
      const blob = await unsentPhotos.get(photo.id)
      if (blob === null) return
      setPreviews((before) =>
        before[photo.id] === undefined && blob.type.startsWith('image/') && typeof URL.createObjectURL === 'function'
          ? { ...before, [photo.id]: URL.createObjectURL(blob) }
          : before,
      )
      if (photo.attachmentId !== null) return
      note(photo.id, 'sending')
      try {
        const attachmentId = await uploadPhoto(blob, photo.fileName, photo.claim ?? null)
        change(latest.current.map((item) => (item.id === photo.id ? { ...item, attachmentId } : item)))
        note(photo.id, 'done')
      } catch (error) {
        const problem = asProblem(error)
        note(photo.id, problem.isTransient ? 'waiting' : 'failed', problem.detail)
      }
    },
    [change, note],
  )

  // what a reload brought back continues where it was
  const [begun] = useState(restored)
  useEffect(() => {
    for (const photo of begun) void send(photo)
  }, [begun, send])

  const add = useCallback(
    (files: readonly File[]) => {
      const room = Math.max(0, MAX_PHOTOS - latest.current.length)
      void (async () => {
        for (const file of files.slice(0, room)) {
          // Before it is made smaller: what the camera wrote into it does not survive that.
          const claim = await claimOf(file, serverNow())
          const photo: UnsentPhoto = { id: newRequestId(), fileName: file.name, attachmentId: null, claim }
          await unsentPhotos.put(photo.id, await shrinkPhoto(file))
          change([...latest.current, photo])
          await send(photo)
        }
      })()
    },
    [change, send],
  )
  const remove = useCallback(
    (id: string) => {
      change(latest.current.filter((photo) => photo.id !== id))
      void unsentPhotos.remove(id)
    },
    [change],
  )
  const retry = useCallback(
    (id: string) => {
      const photo = latest.current.find((item) => item.id === id)
      if (photo !== undefined) void send(photo)
    },
    [send],
  )
  const clear = useCallback(() => {
    for (const photo of latest.current) void unsentPhotos.remove(photo.id)
    change([])
  }, [change])

  return {
    photos,
    stateOf: (photo) => (photo.attachmentId === null ? (progress[photo.id]?.state ?? 'waiting') : 'done'),
    problemOf: (photo) => progress[photo.id]?.problem ?? null,
    previewOf: (photo) => previews[photo.id] ?? null,
    add,
    remove,
    retry,
    clear,
  }
}
