/**
 * Files of this repository that are made from others.
 *   node tools/generate/main.mjs           writes them
 *   node tools/generate/main.mjs --check   writes nothing; names each file that is not what it would be, and exits with 1
 */
import fs from 'node:fs'
import path from 'node:path'
import { ROOT } from '../lib/paths.mjs'
import { lifecycleDocument } from './lifecycle.mjs'
import { referenceFiles } from './reference/main.mjs'

const files = [{ path: 'docs/lifecycle.md', text: lifecycleDocument() }, ...referenceFiles()]
const isStale = ({ path: name, text }) => !fs.existsSync(path.join(ROOT, name)) || fs.readFileSync(path.join(ROOT, name), 'utf8') !== text
const stale = files.filter(isStale)

if (process.argv.includes('--check')) {
  for (const { path: name } of stale)
    console.error(`✗ ${name} 不是最新的，请运行 npm run generate · ${name} is out of date: run npm run generate`)
  process.exitCode = stale.length > 0 ? 1 : 0
} else {
  for (const { path: name, text } of stale) {
    fs.writeFileSync(path.join(ROOT, name), text)
    console.log(`✓ ${name}`)
  }
}
