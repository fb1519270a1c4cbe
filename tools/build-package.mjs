/**
 * Builds one or more server packages: every TypeScript file becomes `dist/<same path>.js` with a source map, data files are copied beside.
 * Types are not looked at here (tools/typecheck.mjs does). A file whose source is gone is removed from `dist`.
 *   node tools/build-package.mjs <package directory>…
 */
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { transformFile } from '@swc/core'
import { filesBelow, outputOf } from './lib/package-files.mjs'

const OPTIONS = {
  swcrc: false,
  configFile: false,
  sourceMaps: true,
  module: { type: 'es6' },
  jsc: {
    target: 'es2023',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    keepClassNames: true,
    // `import data from './data.json' with { type: 'json' }` does not run without its attribute.
    experimental: { keepImportAttributes: true },
  },
}

/** @param {string} dir absolute @returns {Promise<number>} how many files were written */
export async function buildPackage(dir) {
  const dist = path.join(dir, 'dist')
  const outputs = filesBelow(dir).flatMap((file) => {
    const output = outputOf(file)
    return output ? [{ file, ...output }] : []
  })
  const written = await Promise.all(outputs.map((output) => write(dir, dist, output)))
  removeOthers(dist, new Set(written.flat()))
  return outputs.length
}

/** @returns {Promise<string[]>} the files made, relative to `dist` */
async function write(dir, dist, { file, action, out }) {
  const source = path.join(dir, file)
  const target = path.join(dist, out)
  fs.mkdirSync(path.dirname(target), { recursive: true })
  if (action === 'copy') {
    fs.copyFileSync(source, target)
    return [out]
  }
  const { code, map } = await transformFile(source, { ...OPTIONS, sourceFileName: path.relative(path.dirname(target), source) })
  fs.writeFileSync(target, `${code}//# sourceMappingURL=${path.basename(target)}.map\n`)
  fs.writeFileSync(`${target}.map`, map)
  return [out, `${out}.map`]
}

function removeOthers(dist, kept) {
  if (!fs.existsSync(dist)) return
  for (const file of filesBelow(dist, () => false)) if (!kept.has(file)) fs.rmSync(path.join(dist, file))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const dir of process.argv.slice(2)) console.log(`${dir}: ${await buildPackage(path.resolve(dir))} files`)
}
