import { CONTEXT_MAP } from '../../tools/lint/context-map.mjs'
import { FORMULAS, MEASURES } from '@tongban/reporting/contract'

/** The pieces of the documents that say again what a list in the code says; `docs.unit.spec.ts` holds them together. */

/** The map as mermaid: one line a context, as in the list. */
export function contextMapDiagram(): string {
  const lines = Object.entries(CONTEXT_MAP).map(([name, uses]) => (uses.length === 0 ? `  ${name}` : `  ${name} --> ${uses.join(' & ')}`))
  return ['flowchart BT', ...lines].join('\n')
}

export const measureRows = (): string[] =>
  Object.entries(MEASURES).map(([id, { zh, basis, definition }]) => `| ${zh} | \`${id}\` | \`${basis}\` | ${definition} |`)

export const formulaRows = (): string[] =>
  Object.values(FORMULAS).map(({ id, zh, version, basicallySatisfiedWeight, weights, minimumValidCallbacks, source }) => {
    const weighed = weights === null ? '不加权' : `${weights.response} / ${weights.resolution} / ${weights.satisfaction}`
    return `| ${zh} | \`${id}\` | ${version} | ${basicallySatisfiedWeight} | ${weighed} | ${minimumValidCallbacks} | ${source} |`
  })
