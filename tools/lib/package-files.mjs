import fs from 'node:fs'
import path from 'node:path'

const LEFT_OUT_DIRS = new Set(['dist', 'node_modules', 'web', 'coverage'])
const DATA = /\.(csv|json|sql|ttf)$/
/** Of the package itself, not data it reads. */
const PACKAGE_FILES = new Set(['package.json', 'project.json'])

/**
 * What the build makes of a file of a server package: `compile` TypeScript, `copy` data, nothing (null) for the rest:
 * tests, declarations, browser code (Vite's), documents.
 * @param {string} file relative to the package
 * @returns {{ action: 'compile' | 'copy', out: string } | null} out relative to the package's `dist`
 */
export function outputOf(file) {
  const parts = file.split('/')
  if (parts.slice(0, -1).some((part) => LEFT_OUT_DIRS.has(part) || part.startsWith('.'))) return null
  if (DATA.test(file)) return PACKAGE_FILES.has(file) || /^tsconfig.*\.json$/.test(file) ? null : { action: 'copy', out: file }
  if (!file.endsWith('.ts') || file.endsWith('.d.ts') || /\.spec(-support)?\.ts$/.test(file)) return null
  return { action: 'compile', out: file.replace(/\.ts$/, '.js') }
}

/** All files below a directory, relative to it, sorted; directories the build leaves out are not entered. */
export function filesBelow(dir, skipDir = (name) => LEFT_OUT_DIRS.has(name) || name.startsWith('.')) {
  const found = []
  const walk = (relative) => {
    for (const entry of fs.readdirSync(path.join(dir, relative), { withFileTypes: true })) {
      const file = path.posix.join(relative, entry.name)
      if (!entry.isDirectory()) found.push(file)
      else if (!skipDir(entry.name)) walk(file)
    }
  }
  walk('')
  return found.sort()
}
