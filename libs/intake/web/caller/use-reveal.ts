import { useMemo } from 'react'
import { call } from '@tongban/ui/web'
import { revealCaller } from '../../contract/intake-endpoints.js'

type Reveal = (reason: string) => Promise<string | null>

/**
 * Asks for the clear number or name.
 * Nothing of it is kept beyond the component that shows it: not in the query cache, not in the browser.
 */
export function useReveal(caseId: string): { readonly phone: Reveal; readonly name: Reveal } {
  return useMemo(() => {
    const ask = (reason: string): Promise<{ phone: string | null; name: string | null }> =>
      call(revealCaller, { params: { caseId }, body: { reason } })
    return { phone: async (reason) => (await ask(reason)).phone, name: async (reason) => (await ask(reason)).name }
  }, [caseId])
}
