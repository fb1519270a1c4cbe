import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState, type ReactNode } from 'react'
import { DayField } from './day-field.js'

const person = userEvent.setup({ delay: null })
let given: string[] = []

function Page({ start = '' }: { readonly start?: string }): ReactNode {
  const [day, setDay] = useState(start)
  return (
    <DayField
      label="受理从"
      value={day}
      min="2026-01-01"
      max="2026-12-31"
      onChange={(next) => {
        given.push(next)
        setDay(next)
      }}
    />
  )
}

const field = (): HTMLInputElement => screen.getByRole('textbox', { name: '受理从' })

afterEach(() => {
  cleanup()
  given = []
})

describe('day field', () => {
  it.each([
    ['2026-11-22', '2026-11-22'],
    ['20261122', '2026-11-22'],
    ['2026/1/5', '2026-01-05'],
  ])('takes %s as %s when it is left', async (typed, day) => {
    render(<Page />)
    await person.type(field(), typed)
    expect(given).toEqual([])
    await person.tab()
    expect(given).toEqual([day])
    expect(field().value).toBe(day)
  })

  it.each(['2026-02-30', '2025-12-31', '昨天'])('goes back to what it was for %s, which is no day or not an allowed one', async (typed) => {
    render(<Page start="2026-11-22" />)
    await person.clear(field())
    await person.type(field(), `${typed}{Enter}`)
    expect(given).toEqual([])
    expect(field().value).toBe('2026-11-22')
  })

  it('is cleared by emptying it', async () => {
    render(<Page start="2026-11-22" />)
    await person.clear(field())
    await person.keyboard('{Enter}')
    expect(given).toEqual([''])
  })
})
