import { useEffect, useRef, useState, type RefObject } from 'react'

export type Disclosure = { readonly place: RefObject<HTMLDivElement | null>; readonly open: boolean; readonly setOpen: (open: boolean) => void }

/** A small panel that opens beside its button and shuts by Escape or a tap elsewhere. `place` holds both. */
export function useDisclosure(): Disclosure {
  const place = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(false)
  useEffect(() => {
    if (!open) return undefined
    const outside = (event: PointerEvent): void => {
      if (event.target instanceof Node && place.current?.contains(event.target) === false) setOpen(false)
    }
    const escape = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') setOpen(false)
    }
    document.addEventListener('pointerdown', outside)
    document.addEventListener('keydown', escape)
    return () => {
      document.removeEventListener('pointerdown', outside)
      document.removeEventListener('keydown', escape)
    }
  }, [open])
  return { place, open, setOpen }
}
