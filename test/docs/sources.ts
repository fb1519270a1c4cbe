import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

export const ROOT = join(import.meta.dirname, '../..')
export const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
export const exists = (path: string): boolean => existsSync(join(ROOT, path))

/** The documents people write; the generated one is checked by its generator. */
export const DOCUMENTS: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...globSync('docs/**/*.md', { cwd: ROOT }),
].sort()

/** Without fenced blocks. */
const prose = (text: string): string => text.replace(/^```[\s\S]*?^```/gm, '')

export type Link = { readonly target: string; readonly anchor: string | null }

/** Links and pictures that stay in the project, as paths from its root. */
export function localLinks(document: string): Link[] {
  return [...prose(textOf(document)).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => {
      const [path = '', anchor = null] = link.split('#')
      return { target: path === '' ? document : normalize(join(dirname(document), path)), anchor }
    })
}

/** Anchors of a document's headings, as GitHub makes them. */
export const anchorsOf = (document: string): string[] =>
  [...prose(textOf(document)).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  )

/** What stands between backquotes outside fenced blocks. */
export const quoted = (document: string): string[] => [...prose(textOf(document)).matchAll(/`([^`\n]+)`/g)].map(([, text = '']) => text)

/** Paths a document names in backquotes; with a place holder or a wildcard only the part before it. */
export const pathsNamed = (document: string): string[] =>
  quoted(document)
    .filter((text) => /^(libs|apps|tools|test|docker|docs|migrations)\/[\w./*<-]/.test(text))
    .map((text) => text.replace(/[<*{].*$/, '').replace(/\/$/, ''))
    .filter((path) => path.includes('/'))

/** A built file is named where its source stands. */
export const sourceOf = (path: string): string => path.replace(/^(apps\/\w+)\/dist\/(.+)\.js$/, '$1/$2.ts')

const CODE = globSync(['libs/**/*.{ts,tsx}', 'apps/**/*.{ts,tsx}', 'tools/**/*.mjs', 'migrations/*.ts'], {
  cwd: ROOT,
  exclude: (name) => /node_modules|\bdist\b/.test(name),
})

/** Everything declared anywhere: classes, functions, constants, types. */
export function declaredNames(): Set<string> {
  const names = new Set<string>()
  for (const file of CODE) {
    if (/\.spec\.tsx?$/.test(file)) continue
    for (const [, name = ''] of textOf(file).matchAll(/\b(?:class|function|const|let|type|interface)\s+([A-Za-z_$][\w$]*)/g))
      names.add(name)
    for (const [, name = ''] of textOf(file).matchAll(/^\s+(?:async |static |readonly |override |private )*([a-z][\w]*)\s*[(:?]/gm))
      names.add(name)
  }
  return names
}

/** The code a document shows, line by line, without the remarks it adds. */
export const shownCode = (document: string): string[] =>
  [...textOf(document).matchAll(/^```ts\n([\s\S]*?)^```/gm)].flatMap(([, block = '']) =>
    block
      .split('\n')
      .map((line) => line.replace(/\s{2,}\/\/ .*$/, '').trim())
      .filter((line) => line !== ''),
  )
