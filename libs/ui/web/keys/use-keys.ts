import { useEffect, useRef } from 'react'

/** `ctrl+enter`, `alt+2`, `f6`, `a`, `escape`, `arrowdown`. The handler may return false to let the browser have the key after all. */
export type KeyMap = Readonly<Record<string, ((event: KeyboardEvent) => void | false) | undefined>>

const EDITABLE = 'input, textarea, select, [contenteditable="true"], [role="combobox"]'
const NOT_TEXT = /^(checkbox|radio|button|submit|reset|file|range)$/

const isTyping = (target: EventTarget | null): boolean => {
  if (!(target instanceof HTMLElement) || !target.matches(EDITABLE)) return false
  return !(target instanceof HTMLInputElement && NOT_TEXT.test(target.type))
}

/** By physical key for letters and digits: an input method or Alt may change what the key would write. */
function keyName(event: KeyboardEvent): string {
  const { code } = event
  if (/^Key[A-Z]$/.test(code)) return code.slice(3).toLowerCase()
  if (/^(Digit|Numpad)\d$/.test(code)) return code.slice(-1)
  if (code === 'NumpadEnter') return 'enter'
  return event.key.toLowerCase()
}

export function comboOf(event: KeyboardEvent): string {
  const modifiers = [event.ctrlKey || event.metaKey ? 'ctrl' : '', event.altKey ? 'alt' : '', event.shiftKey ? 'shift' : '']
  return [...modifiers.filter((part) => part !== ''), keyName(event)].join('+')
}

/** A plain letter or digit is writing while a field has the focus; a function key, Escape or a combination with Ctrl or Alt never is. */
const isWriting = (combo: string): boolean =>
  !combo.startsWith('ctrl+') && !combo.startsWith('alt+') && !/^(shift\+)?(f\d{1,2}|escape)$/.test(combo)

/**
 * Keyboard shortcuts of a page. Keys that an input method is composing with are never taken.
 * `enabled: false` silences them, e.g. while a panel with its own keys is open.
 */
export function useKeys(keys: KeyMap, { enabled = true }: { readonly enabled?: boolean } = {}): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    if (!enabled) return undefined
    const pressed = (event: KeyboardEvent): void => {
      if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return
      const combo = comboOf(event)
      const handler = latest.current[combo]
      if (handler === undefined || (isWriting(combo) && isTyping(event.target))) return
      if (handler(event) !== false) event.preventDefault()
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [enabled])
}
