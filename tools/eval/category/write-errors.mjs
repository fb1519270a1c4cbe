import fs from 'node:fs'
import path from 'node:path'
import { ROOT } from '../../lib/paths.mjs'
import { PlainError } from '../../lib/plain-error.mjs'
import { pathOf } from '../lib/read-csv.mjs'

/** Refuses a file that could not be written at the end, before anything is trained. The texts are the data's, so never below the checkout. @returns {string} where it is */
export function refuseErrorsFile(file) {
  const target = pathOf(file)
  if (`${target}/`.startsWith(`${ROOT}/`)) throw new PlainError(`--errors 须在仓库之外 · ${file} is inside the repository: the data is not ours to keep there`)
  const folder = fs.statSync(path.dirname(target), { throwIfNoEntry: false })
  if (!folder?.isDirectory()) throw new PlainError(`--errors：没有文件夹 ${path.dirname(file)} · there is no folder ${path.dirname(file)}`)
  if (fs.statSync(target, { throwIfNoEntry: false })?.isDirectory()) throw new PlainError(`--errors：${file} 是文件夹 · ${file} is a folder`)
  try {
    fs.accessSync(fs.existsSync(target) ? target : path.dirname(target), fs.constants.W_OK)
  } catch {
    throw new PlainError(`--errors：无法写入 ${file} · ${file} cannot be written`)
  }
  return target
}

/** Texts judged wrong, one JSON a line, for whoever looks at failures. */
export function writeErrors(file, judged) {
  const target = refuseErrorsFile(file)
  const lines = judged
    .filter(({ gold, ranked }) => ranked[0] !== gold)
    .map(({ gold, ranked, confidence, words, example }) => JSON.stringify({ gold, ranked: ranked.slice(0, 3), confidence, words, title: example.title, text: example.text.slice(0, 300) }))
  fs.writeFileSync(target, `${lines.join('\n')}\n`)
}
