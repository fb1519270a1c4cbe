import fs from 'node:fs'
import { ROOT } from '../../lib/paths.mjs'
import { PlainError } from '../../lib/plain-error.mjs'
import { pathOf } from '../lib/read-csv.mjs'

/** Texts judged wrong, one JSON a line, for whoever looks at failures. They are the data's, so never below the checkout. */
export function writeErrors(file, judged) {
  const target = pathOf(file)
  if (`${target}/`.startsWith(`${ROOT}/`)) throw new PlainError(`--errors 须在仓库之外 · ${file} is inside the repository: the data is not ours to keep there`)
  const lines = judged
    .filter(({ gold, ranked }) => ranked[0] !== gold)
    .map(({ gold, ranked, confidence, words, example }) => JSON.stringify({ gold, ranked: ranked.slice(0, 3), confidence, words, title: example.title, text: example.text.slice(0, 300) }))
  fs.writeFileSync(target, `${lines.join('\n')}\n`)
}
