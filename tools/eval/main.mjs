/**
 * `npm run eval -- <name> [--json] [options]`: how well the product reads what people say, measured on labelled data given as arguments.
 * Progress goes to stderr; stdout holds the result: a table for people, or with `--json` one line for programs (the table then goes to stderr).
 */
import { main } from '../lib/lifecycle.mjs'
import { PlainError } from '../lib/plain-error.mjs'
import { tableOf } from '../lib/text-table.mjs'

const EVALUATIONS = {
  category: () => import('./category/evaluate-category.mjs'),
  place: () => import('./place/evaluate-place.mjs'),
  duplicates: () => import('./duplicates/evaluate-duplicates.mjs'),
  topics: () => import('./topics/evaluate-topics.mjs'),
  urgency: () => import('./urgency/evaluate-urgency.mjs'),
}

await main(async () => {
  const [name, ...rest] = process.argv.slice(2)
  if (!Object.hasOwn(EVALUATIONS, name ?? '')) {
    throw new PlainError(`npm run eval -- <${Object.keys(EVALUATIONS).join(' | ')}> [--json] [--help]`)
  }
  const { evaluate, HELP } = await EVALUATIONS[name]()
  if (rest.includes('--help')) {
    console.log(HELP)
    return 0
  }
  const json = rest.includes('--json')
  const { result, table } = await evaluate(rest.filter((arg) => arg !== '--json'))
  const lines = tableOf(table)
  if (json) {
    console.log(JSON.stringify(result))
    for (const line of lines) console.error(line)
  } else for (const line of lines) console.log(line)
  return 0
})
