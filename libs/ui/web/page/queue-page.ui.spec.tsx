import { afterEach, describe, expect, it, jest } from '@jest/globals'
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState, type ReactNode } from 'react'
import { UiTestBed } from '../testing/ui-test-bed.js'
import { nextInQueue, QueueLine, QueuePage, type QueuePageProps } from './queue-page.js'

type Lamp = { readonly id: string; readonly title: string }
const lamps: readonly Lamp[] = ['甲', '乙', '丙'].map((title) => ({ id: title, title }))
const pagesOf = (items: readonly Lamp[] | undefined): QueuePageProps<Lamp>['pages'] => ({
  items: items ?? [],
  data: items,
  error: null,
  isPending: items === undefined,
  refetch: () => Promise.resolve(),
  hasMore: false,
  loadMore: () => undefined,
  isLoadingMore: false,
})

function Lamps({ items = lamps, start = '', onChoose }: { readonly items?: readonly Lamp[]; readonly start?: string; readonly onChoose?: (key: string) => void }): ReactNode {
  const [chosen, setChosen] = useState(start)
  return (
    <QueuePage
      title="路灯"
      permission="lamps.read"
      queueLabel="等着修的"
      pages={pagesOf(items)}
      keyOf={(lamp) => lamp.id}
      chosen={chosen}
      onChoose={(key) => {
        setChosen(key)
        onChoose?.(key)
      }}
      line={(lamp) => <QueueLine title={lamp.title}>西街</QueueLine>}
      empty={{ title: '没有要修的灯' }}
    >
      {(key, lamp) => (
        <>
          <h2>{lamp === undefined ? `${key} 不在队列里` : `正在修 ${lamp.title}`}</h2>
          <textarea aria-label="记录" />
        </>
      )}
    </QueuePage>
  )
}

const show = (ui: ReactNode, permissions: readonly string[] = ['lamps.read']): void => {
  render(<UiTestBed session={{ userId: 'u1', displayName: '王秀兰', permissions: [...permissions] }}>{ui}</UiTestBed>)
}

afterEach(cleanup)

describe('a page that is worked through', () => {
  it('begins with the first, and J and K move through the queue, not past its ends', async () => {
    show(<Lamps />)
    const working = (): string | null => screen.getByRole('heading', { level: 2 }).textContent
    expect(working()).toBe('正在修 甲')
    await userEvent.keyboard('k')
    expect(working()).toBe('正在修 甲')
    await userEvent.keyboard('jj')
    expect(working()).toBe('正在修 丙')
    await userEvent.keyboard('j')
    expect(working()).toBe('正在修 丙')
    expect(screen.getByRole('button', { current: true }).textContent).toContain('丙')
  })

  it('leaves J to the writing hand, and moves by Alt and an arrow', async () => {
    const onChoose = jest.fn()
    show(<Lamps onChoose={onChoose} />)
    await userEvent.click(screen.getByRole('textbox', { name: '记录' }))
    await userEvent.keyboard('j')
    expect(onChoose).not.toHaveBeenCalled()
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: '记录' }).value).toBe('j')
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}')
    expect(onChoose).toHaveBeenLastCalledWith('乙')
  })

  it('still shows the one an address names when it has left the queue', () => {
    show(<Lamps items={[]} start="丁" />)
    expect(screen.getByRole('heading', { name: '丁 不在队列里' })).toBeTruthy()
  })

  it('says what an empty queue means, and who may not see it', () => {
    show(<Lamps items={[]} />)
    expect(screen.getByText('没有要修的灯')).toBeTruthy()
    cleanup()
    show(<Lamps />, [])
    expect(screen.getByRole('alert').textContent).toContain('lamps.read')
    expect(screen.queryByRole('navigation')).toBeNull()
  })

  it('goes on with the one below, and from the last with the one above', () => {
    const after = (key: string): string => nextInQueue(lamps, (lamp) => lamp.id, key)
    expect([after('甲'), after('丙'), nextInQueue(lamps.slice(0, 1), (lamp) => lamp.id, '甲')]).toEqual(['乙', '乙', ''])
  })
})
