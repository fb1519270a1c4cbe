import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { productEnv, productNode } from '../../lib/node-runtime.mjs'
import { ROOT } from '../../lib/paths.mjs'
import { PlainError } from '../../lib/plain-error.mjs'
import { runTask } from '../../lib/task.mjs'

/** What is measured is what would be started: everything built from the sources as they are. */
export async function build({ record }) {
  const { code } = await runTask(productNode(), ['tools/build.mjs'], { env: productEnv(), record })
  if (code !== 0) throw new PlainError('构建失败 · the build failed, see above (--no-build measures what was built before)')
}

/** A module of the built product, by its path in the checkout. */
export function built(file) {
  const absolute = path.join(ROOT, file)
  if (!fs.existsSync(absolute)) throw new PlainError(`${file} 尚未构建 · ${file} is not built; leave --no-build out`)
  return import(pathToFileURL(absolute).href)
}
