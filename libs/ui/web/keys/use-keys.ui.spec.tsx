import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { useKeys } from './use-keys.js'

const pressed: string[] = []
function Page({ enabled = true }: { readonly enabled?: boolean }): ReactNode {
  const note = (name: string) => (): void => void pressed.push(name)
  useKeys({ a: note('a'), f6: note('f6'), 'ctrl+enter': note('ctrl+enter'), 'alt+2': note('alt+2'), escape: note('escape') }, { enabled })
  return <textarea aria-label="text" />
}

afterEach(() => {
  cleanup()
  pressed.length = 0
})

describe('keys of a page', () => {
  it('hears a letter outside of fields only, and function keys and combinations everywhere', () => {
    render(<Page />)
    const field = screen.getByLabelText('text')
    fireEvent.keyDown(document.body, { key: 'a', code: 'KeyA' })
    fireEvent.keyDown(field, { key: 'a', code: 'KeyA' })
    fireEvent.keyDown(field, { key: 'F6', code: 'F6' })
    fireEvent.keyDown(field, { key: 'Enter', code: 'Enter', ctrlKey: true })
    expect(pressed).toEqual(['a', 'f6', 'ctrl+enter'])
  })

  it('takes Alt with a digit by the key itself, whatever Alt makes it write', () => {
    render(<Page />)
    fireEvent.keyDown(screen.getByLabelText('text'), { key: '™', code: 'Digit2', altKey: true })
    expect(pressed).toEqual(['alt+2'])
  })

  it('leaves keys alone that an input method is composing with', () => {
    render(<Page />)
    fireEvent.keyDown(screen.getByLabelText('text'), { key: 'Escape', code: 'Escape', isComposing: true })
    expect(pressed).toEqual([])
  })

  it('is silent while switched off', () => {
    render(<Page enabled={false} />)
    fireEvent.keyDown(document.body, { key: 'F6', code: 'F6' })
    expect(pressed).toEqual([])
  })
})
