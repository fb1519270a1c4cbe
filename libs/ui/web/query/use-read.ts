import { keepPreviousData, useInfiniteQuery, useQuery, type UseQueryResult } from '@tanstack/react-query'
import type { Endpoint, Page, ResponseOf } from '@tongban/kernel/contract'
import { call, type CallInput, type CallOptions } from '../api/call.js'
import type { ApiProblem } from '../api/api-problem.js'

export type ReadOptions = {
  /** False: not read yet, e.g. because nothing is chosen. */
  readonly enabled?: boolean
  readonly refetchIntervalMs?: number
  readonly staleTimeMs?: number
  /** While another input is read, keep showing the answer to the one before: nothing jumps while typing. */
  readonly keepPrevious?: boolean
}

/** Everything read from an endpoint lies under its name, so that `invalidates: [readCase]` finds all its inputs. */
export const readKey = (endpoint: Pick<Endpoint, 'name'>, input?: unknown): readonly unknown[] =>
  input === undefined ? [endpoint.name] : [endpoint.name, input]

const optionsOf = ({
  enabled,
  refetchIntervalMs,
  staleTimeMs,
}: ReadOptions): { enabled: boolean; refetchInterval: number | false; staleTime?: number } => ({
  enabled: enabled ?? true,
  refetchInterval: refetchIntervalMs ?? false,
  ...(staleTimeMs === undefined ? {} : { staleTime: staleTimeMs }),
})

/** Reads an endpoint; the same endpoint and input anywhere on the page share one answer. A call no page waits for any more is aborted. */
export function useRead<E extends Endpoint>(
  endpoint: E,
  input: CallInput<E>,
  options: ReadOptions = {},
): UseQueryResult<ResponseOf<E>, ApiProblem> {
  return useQuery<ResponseOf<E>, ApiProblem>({
    queryKey: readKey(endpoint, input),
    queryFn: ({ signal }) => call(endpoint, { ...input, signal } as CallInput<E> & CallOptions),
    ...optionsOf(options),
    ...(options.keepPrevious === true ? { placeholderData: keepPreviousData as never } : {}),
  })
}

type ItemOf<E extends Endpoint> = ResponseOf<E> extends Page<infer Item> ? Item : never

export type ReadPages<Item, Answer = Page<Item>> = {
  readonly items: readonly Item[]
  readonly hasMore: boolean
  readonly loadMore: () => void
  readonly isLoadingMore: boolean
  /** The first page whole, for what it says beside its items (counts). */
  readonly first: Answer | undefined
  readonly data: readonly Item[] | undefined
  readonly error: ApiProblem | null
  readonly isPending: boolean
  readonly isFetching: boolean
  readonly refetch: () => Promise<unknown>
}

/** Reads a keyset list page by page; `cursor` is filled in here. */
export function useReadPages<E extends Endpoint>(
  endpoint: E,
  input: CallInput<E>,
  options: ReadOptions = {},
): ReadPages<ItemOf<E>, ResponseOf<E>> {
  const result = useInfiniteQuery({
    queryKey: [...readKey(endpoint, input), 'pages'],
    queryFn: ({ signal, pageParam }) => {
      const query = { ...((input as { query?: object }).query ?? {}), ...(pageParam === null ? {} : { cursor: pageParam }) }
      return call(endpoint, { ...input, query, signal } as unknown as CallInput<E> & CallOptions)
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last as Page<unknown>).nextCursor,
    ...optionsOf(options),
    ...(options.keepPrevious === true ? { placeholderData: keepPreviousData as never } : {}),
  })
  const pages = result.data?.pages as readonly ResponseOf<E>[] | undefined
  const items = pages?.flatMap((page) => (page as Page<ItemOf<E>>).items)
  return {
    items: items ?? [],
    data: items,
    first: pages?.[0],
    hasMore: result.hasNextPage,
    loadMore: () => void result.fetchNextPage(),
    isLoadingMore: result.isFetchingNextPage,
    error: result.error as ApiProblem | null,
    isPending: result.isPending,
    isFetching: result.isFetching,
    refetch: () => result.refetch(),
  }
}
