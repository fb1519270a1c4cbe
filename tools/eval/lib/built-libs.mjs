import fs from 'node:fs'
import path from 'node:path'
import { buildPackage } from '../../build-package.mjs'
import { filesBelow, outputOf } from '../../lib/package-files.mjs'
import { ROOT } from '../../lib/paths.mjs'
import { PlainError } from '../../lib/plain-error.mjs'
import * as say from '../../lib/say.mjs'

const IMPORT = /\bfrom '@tongban\/([a-z-]+)\//g

/**
 * Sees to it that `import('@tongban/<name>/…')` gives the sources as they are: the named packages of `libs`, and those they import,
 * are built where a source is newer than what was made of it. No type check, no web build: a second or two, and nothing when nothing changed.
 * @param {readonly string[]} names e.g. ['place', 'text']
 * @param {{ build?: boolean }} [options] `build: false` (`--no-build`) measures what was built before, and refuses when nothing was
 */
export async function useLibs(names, { build = true } = {}) {
  const packages = closureOf(names).map((name) => ({ name, dir: path.join(ROOT, 'libs', name) }))
  if (!build) {
    const missing = packages.find(({ dir }) => !fs.existsSync(path.join(dir, 'dist')))
    if (missing) throw new PlainError(`libs/${missing.name} 尚未构建 · libs/${missing.name} is not built; leave --no-build out`)
    return
  }
  const stale = packages.filter(({ dir }) => isStale(dir))
  if (stale.length === 0) return
  await say.step('构建 · Building', async (update) => {
    for (const { name, dir } of stale) {
      update(name)
      try {
        await buildPackage(dir)
      } catch (error) {
        throw new PlainError(`libs/${name} 构建失败 · libs/${name} does not compile:\n${error.message}`)
      }
    }
  })
}

const outputsOf = (dir) => filesBelow(dir).flatMap((file) => {
  const output = outputOf(file)
  return output ? [{ file: path.join(dir, file), out: path.join(dir, 'dist', output.out) }] : []
})

function isStale(dir) {
  const timeOf = (file) => fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
  return outputsOf(dir).some(({ file, out }) => timeOf(out) < timeOf(file))
}

function closureOf(names) {
  const found = new Set()
  const visit = (name) => {
    if (found.has(name)) return
    const dir = path.join(ROOT, 'libs', name)
    if (!fs.existsSync(path.join(dir, 'package.json'))) throw new PlainError(`没有 libs/${name} · there is no libs/${name}`)
    found.add(name)
    for (const { file } of outputsOf(dir)) {
      if (!file.endsWith('.ts')) continue
      for (const [, other] of fs.readFileSync(file, 'utf8').matchAll(IMPORT)) visit(other)
    }
  }
  names.forEach(visit)
  return [...found]
}
