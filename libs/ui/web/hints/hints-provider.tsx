import { useQueryClient } from '@tanstack/react-query'
import { createContext, use, useEffect, useMemo, useRef, useState, useSyncExternalStore, type ReactNode } from 'react'
import type { Endpoint } from '@tongban/kernel/contract'
import { readKey } from '../query/use-read.js'
import { hintBatcher } from './hint-batcher.js'
import { socketSource, type ConnectionState, type HintSource } from './hint-source.js'

/**
 * What a page hears: hints gathered over a quarter of a second, or that everything may have changed (the line was down, or too much happened to be
 * named).
 */
export type HintNews<Hint> = { readonly kind: 'hints'; readonly hints: readonly Hint[] } | { readonly kind: 'everything' }

type Hub = {
  readonly subscribe: (handler: (news: HintNews<unknown>) => void) => () => void
  readonly subscribeState: (changed: () => void) => () => void
  readonly state: () => ConnectionState
  readonly subscribeWords: (handler: (name: string, content: unknown) => void) => () => void
  readonly say: (name: string, content: unknown) => void
}

const SILENT: Hub = { subscribe: () => () => undefined, subscribeState: () => () => undefined, state: () => 'offline', subscribeWords: () => () => undefined, say: () => undefined }
const HintsContext = createContext<Hub>(SILENT)

export type HintsProviderProps = {
  readonly path: string
  readonly event: string
  /** A hint that stands for many and names none: whatever is shown may be meant. */
  readonly namesNothing?: (hint: unknown) => boolean
  readonly source?: HintSource
  readonly children: ReactNode
}

/** One connection for the whole console. Path and event come from the realtime contract. */
export function HintsProvider({ path, event, namesNothing = () => false, source, children }: HintsProviderProps): ReactNode {
  const [wire] = useState(() => newWire(namesNothing))
  const chosen = useMemo(() => source ?? socketSource(path, event), [source, path, event])
  useEffect(() => wire.connect(chosen), [wire, chosen])
  return <HintsContext value={wire}>{children}</HintsContext>
}

function newWire(namesNothing: (hint: unknown) => boolean): Hub & { readonly connect: (source: HintSource) => () => void } {
  const handlers = new Set<(news: HintNews<unknown>) => void>()
  const watchers = new Set<() => void>()
  const hearers = new Set<(name: string, content: unknown) => void>()
  let speak: HintSource['say']
  let state: ConnectionState = 'connecting'
  let wasOnline = false
  const tell = (news: HintNews<unknown>): void => {
    for (const handler of handlers) handler(news)
  }
  return {
    subscribe(handler) {
      handlers.add(handler)
      return () => handlers.delete(handler)
    },
    subscribeState(changed) {
      watchers.add(changed)
      return () => watchers.delete(changed)
    },
    state: () => state,
    subscribeWords(handler) {
      hearers.add(handler)
      return () => hearers.delete(handler)
    },
    say: (name, content) => speak?.(name, content),
    connect(source) {
      speak = source.say
      const batcher = hintBatcher<unknown>((hints) => tell(hints.some(namesNothing) ? { kind: 'everything' } : { kind: 'hints', hints }))
      const close = source.open({
        hint: (hint) => batcher.add(hint),
        word(name, content) {
          for (const hearer of hearers) hearer(name, content)
        },
        state(next) {
          if (next === state) return
          state = next
          for (const changed of watchers) changed()
          if (next !== 'online') return
          if (wasOnline) tell({ kind: 'everything' })
          wasOnline = true
        },
      })
      return () => {
        close()
        batcher.stop()
      }
    },
  }
}

/** Hears pushes while the page is shown. `Hint` is the realtime contract's type; a push is a hint, so re-read what it names. */
export function useHints<Hint>(handler: (news: HintNews<Hint>) => void): void {
  const hub = use(HintsContext)
  const latest = useRef(handler)
  useEffect(() => {
    latest.current = handler
  })
  useEffect(() => hub.subscribe((news) => latest.current(news as HintNews<Hint>)), [hub])
}

/** A hint about a case, not about something beside the cases. */
const isOfCase = (hint: unknown): boolean => hint !== null && typeof hint === 'object' && !('subjectId' in hint)

/** Re-reads these endpoints when a hint arrives that `concerns` the page (default: any case), and whenever everything may have changed. */
export function useHintedReads<Hint>(endpoints: readonly Pick<Endpoint, 'name'>[], concerns: (hint: Hint) => boolean = isOfCase): void {
  const client = useQueryClient()
  useHints<Hint>((news) => {
    if (news.kind === 'hints' && !news.hints.some(concerns)) return
    for (const endpoint of endpoints) void client.invalidateQueries({ queryKey: readKey(endpoint) })
  })
}

/** Hears what the server says under one name beside its hints, as it comes. */
export function useWords(name: string, handler: (content: unknown) => void): void {
  const hub = use(HintsContext)
  const latest = useRef(handler)
  useEffect(() => {
    latest.current = handler
  })
  useEffect(() => hub.subscribeWords((said, content) => void (said === name && latest.current(content))), [hub, name])
}

/** Says something to the server over the line of the hints; lost while it is down. The same function as long as the line stands. */
export function useSay(): (name: string, content: unknown) => void {
  return use(HintsContext).say
}

export function useConnection(): ConnectionState {
  const hub = use(HintsContext)
  return useSyncExternalStore(hub.subscribeState, hub.state)
}
