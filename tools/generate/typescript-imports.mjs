/**
 * Lets a tool import the TypeScript sources as they are: no build has to be there, and none can be out of date.
 * Import this file first, then `await import('…/index.ts')`.
 */
import fs from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'
import { transformSync } from '@swc/core'

const SOURCE_CONDITION = '@tongban/source'
const OPTIONS = {
  swcrc: false,
  configFile: false,
  sourceMaps: 'inline',
  module: { type: 'es6' },
  jsc: {
    target: 'es2023',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
  },
}

const isTypeScript = (url) => url?.startsWith('file:') && url.endsWith('.ts')

registerHooks({
  resolve(specifier, context, next) {
    const conditions = [...(context.conditions ?? []), SOURCE_CONDITION]
    // our sources name each other by the file that will be built
    const source =
      isTypeScript(context.parentURL) && specifier.startsWith('.') ? new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL) : null
    return next(source && fs.existsSync(source) ? source.href : specifier, { ...context, conditions })
  },
  load(url, context, next) {
    if (!isTypeScript(url)) return next(url, context)
    const filename = fileURLToPath(url)
    const { code } = transformSync(fs.readFileSync(filename, 'utf8'), { ...OPTIONS, filename })
    return { format: 'module', source: code, shortCircuit: true }
  },
})
