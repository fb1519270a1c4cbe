import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import type { Endpoint, ResponseOf } from '@tongban/kernel/contract'
import { asProblem, type ApiProblem } from '../api/api-problem.js'
import { call, type CallInput, type CallOptions } from '../api/call.js'
import { newRequestId } from '../edge/request-id.js'
import { retryTransient } from './query-provider.js'
import { readKey } from './use-read.js'

export type CommandHooks<E extends Endpoint> = {
  readonly onDone?: (answer: ResponseOf<E>, input: CallInput<E>) => void
  readonly onRefused?: (problem: ApiProblem, input: CallInput<E>) => void
  /** What this command makes stale, read again at once where it is on the screen. */
  readonly invalidates?: readonly Pick<Endpoint, 'name'>[]
}

export type Command<E extends Endpoint> = {
  /** Sends it. Resolves to the answer, or to null when refused (`problem` then says why). A second call while one runs is ignored. */
  readonly run: (input: CallInput<E> & CallOptions) => Promise<ResponseOf<E> | null>
  readonly isRunning: boolean
  readonly problem: ApiProblem | null
  readonly answer: ResponseOf<E> | undefined
  readonly reset: () => void
}

/**
 * A request that changes something. Idempotent endpoints are sent again by themselves when the network failed, under the same key,
 * so a command is carried out once however often the line breaks.
 */
export function useCommand<E extends Endpoint>(endpoint: E, hooks: CommandHooks<E> = {}): Command<E> {
  const client = useQueryClient()
  const running = useRef(false)
  const latest = useRef(hooks)
  useEffect(() => {
    latest.current = hooks
  })
  const { mutateAsync, isPending, error, data, reset } = useMutation<ResponseOf<E>, ApiProblem, CallInput<E> & CallOptions>({
    mutationFn: (input) => call(endpoint, input),
    retry: (failures, problem) => endpoint.idempotent && retryTransient(failures, problem),
    retryDelay: (attempt) => 500 * 2 ** attempt,
  })
  const run = useCallback(
    async (input: CallInput<E> & CallOptions): Promise<ResponseOf<E> | null> => {
      if (running.current) return null
      running.current = true
      try {
        const key = endpoint.idempotent ? { idempotencyKey: input.idempotencyKey ?? newRequestId() } : {}
        const answer = await mutateAsync({ ...input, ...key })
        for (const stale of latest.current.invalidates ?? []) void client.invalidateQueries({ queryKey: readKey(stale) })
        latest.current.onDone?.(answer, input)
        return answer
      } catch (failure) {
        latest.current.onRefused?.(asProblem(failure), input)
        return null
      } finally {
        running.current = false
      }
    },
    [client, endpoint, mutateAsync],
  )
  return { run, isRunning: isPending, problem: error === null ? null : asProblem(error), answer: data, reset }
}
