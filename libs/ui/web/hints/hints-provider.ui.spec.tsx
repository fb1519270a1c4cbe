import { describe, expect, it } from '@jest/globals'
import { act, render } from '@testing-library/react'
import type { ReactNode } from 'react'
import type { HintSource } from './hint-source.js'
import { HintsProvider, useHints, type HintNews } from './hints-provider.js'

type Line = Parameters<HintSource['open']>[0]

function listening(): { readonly heard: HintNews<unknown>[]; readonly line: () => Line } {
  const heard: HintNews<unknown>[] = []
  let line: Line | null = null
  const source: HintSource = {
    open(on) {
      line = on
      return () => undefined
    },
  }
  function Page(): ReactNode {
    useHints((news) => void heard.push(news))
    return null
  }
  const namesNothing = (hint: unknown): boolean => (hint as { type: string }).type === 'many'
  render(
    <HintsProvider path="/unused" event="hint" source={source} namesNothing={namesNothing}>
      <Page />
    </HintsProvider>,
  )
  return {
    heard,
    line: () => {
      if (line === null) throw new Error('nobody listens')
      return line
    },
  }
}

describe('what a page hears', () => {
  it('is each hint as it names its case', () => {
    const { heard, line } = listening()
    act(() => line().hint({ type: 'case.filed.v1', caseId: 'case-1' }))
    expect(heard).toEqual([{ kind: 'hints', hints: [{ type: 'case.filed.v1', caseId: 'case-1' }] }])
  })

  it('is that everything may have changed, when too much happened to be named: a page of one case reads again, too', () => {
    const { heard, line } = listening()
    act(() => line().hint({ type: 'many', caseId: '' }))
    expect(heard).toEqual([{ kind: 'everything' }])
  })

  it('is the same when the line comes back, and nothing when it first stands', () => {
    const { heard, line } = listening()
    act(() => line().state('online'))
    expect(heard).toEqual([])
    act(() => {
      line().state('offline')
      line().state('online')
    })
    expect(heard).toEqual([{ kind: 'everything' }])
  })
})
