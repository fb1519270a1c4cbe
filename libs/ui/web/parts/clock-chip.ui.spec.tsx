import { afterEach, describe, expect, it, jest } from '@jest/globals'
import { act, cleanup, render, screen } from '@testing-library/react'
import { instantFromIso, MINUTE_MS, instant, type Instant } from '@tongban/kernel/core'
import { ClockProvider } from '../time/clock-provider.js'
import { ClockChip, type ClockChipProps } from './clock-chip.js'
import { ClockWordsProvider, type ClockWords } from './clock-words.js'

const NOON = instantFromIso('2026-11-21T04:00:00Z')
const at = (minutes: number): Instant => instant(NOON + minutes * MINUTE_MS)

/** Stands for the deadline context, whose words the console hands in. */
const words: ClockWords = {
  tone: (now, { state, warnAt, dueAt }) =>
    state === 'satisfied'
      ? 'done'
      : state === 'paused'
        ? 'paused'
        : now >= dueAt
          ? 'overdue'
          : warnAt !== null && now >= warnAt
            ? 'near'
            : 'ample',
  remaining: (now, dueAt) => `${now < dueAt ? '' : '已超期 '}${Math.abs(dueAt - now) / MINUTE_MS} 分`,
}

const show = (props: ClockChipProps, now: () => Instant = () => NOON): HTMLElement => {
  render(
    <ClockProvider now={now}>
      <ClockWordsProvider words={words}>
        <ClockChip {...props} />
      </ClockWordsProvider>
    </ClockProvider>,
  )
  const chip = document.querySelector<HTMLElement>('[data-tone]')
  if (chip === null) throw new Error('no chip was drawn')
  return chip
}

afterEach(() => {
  cleanup()
  jest.useRealTimers()
})

describe('clock chip', () => {
  it.each<[string, ClockChipProps, string]>([
    ['has ample time', { dueAt: at(300) }, '充裕300 分'],
    ['is near from its own warning on', { dueAt: at(300), warnAt: at(-1) }, '临近300 分'],
    ['is near within two hours when the list does not carry the warning', { dueAt: at(120) }, '临近120 分'],
    ['never warns when the clock has no warning', { dueAt: at(1), warnAt: null }, '充裕1 分'],
    ['is overdue at the due moment itself, and says so once', { dueAt: at(0) }, '已超期 0 分'],
    ['says only the word where there is no room', { dueAt: at(0), compact: true }, '超期'],
    ['stands still while paused', { dueAt: at(-30), paused: true }, '暂停'],
    ['stays done, and says that it was late', { dueAt: at(-30), doneAt: at(-5) }, '已办11:55 超时'],
    ['is done in time', { dueAt: at(30), doneAt: at(-5) }, '已办11:55'],
  ])('%s', (_what, props, said) => {
    expect(show(props).textContent).toBe(said)
  })

  it('tells the exact moment on the city clock in its tooltip', () => {
    expect(show({ dueAt: at(150), label: '签收' }).title).toBe('签收时限 2026-11-21（周六）14:30:00')
  })

  it('tells its states apart by word and shape, not by colour alone', () => {
    const drawings = [
      { dueAt: at(300) },
      { dueAt: at(60) },
      { dueAt: at(-1) },
      { dueAt: at(60), paused: true },
      { dueAt: at(60), doneAt: at(1) },
    ].map((props) => {
      const drawing = show(props).querySelector('svg')?.innerHTML
      cleanup()
      return drawing
    })
    expect(new Set(drawings).size).toBe(5)
  })

  it('turns over with the minute, by itself', () => {
    jest.useFakeTimers()
    let now = at(0)
    show({ dueAt: at(2), warnAt: null }, () => now)
    expect(screen.getByText('充裕')).toBeTruthy()
    now = at(2)
    act(() => jest.advanceTimersByTime(MINUTE_MS))
    expect(screen.getByText(/^已超期/)).toBeTruthy()
  })
})
