export type Directive = { readonly name: string; readonly args: readonly string[]; readonly block: readonly Directive[] | null }

/** nginx's configuration as a tree. Throws where nginx would: at an unclosed block or quote, or a directive that does not end. */
export function parseNginx(text: string): Directive[] {
  const tokens = [...text.matchAll(/#[^\n]*|'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([{};])|([^\s{};'"#]+)/g)].filter(
    ([token]) => !token.startsWith('#'),
  )
  let at = 0
  const block = (closing: boolean): Directive[] => {
    const directives: Directive[] = []
    let words: string[] = []
    for (;;) {
      const token = tokens[at]
      at += 1
      if (token === undefined) {
        if (closing || words.length > 0) throw new Error(`nginx.conf ends in the middle of ${words.join(' ') || 'a block'}`)
        return directives
      }
      const sign = token[3]
      if (sign === undefined) {
        words.push(token[1] ?? token[2] ?? token[4] ?? '')
        continue
      }
      const [name = '', ...args] = words
      if (sign === '}') {
        if (!closing || words.length > 0) throw new Error(`nginx.conf: a } too many, or no ; after ${words.join(' ')}`)
        return directives
      }
      words = []
      directives.push({ name, args, block: sign === '{' ? block(true) : null })
    }
  }
  return block(false)
}

/** Every directive of a name, however deep. */
export function directives(tree: readonly Directive[], name: string): Directive[] {
  return tree.flatMap((directive) => [...(directive.name === name ? [directive] : []), ...directives(directive.block ?? [], name)])
}

/** The first argument of the first directive of a name directly inside a block. */
export const setting = (block: readonly Directive[] | null | undefined, name: string): string | undefined =>
  block?.find((directive) => directive.name === name)?.args[0]

/** `15s`, `2m`, `250ms` → milliseconds. */
export function durationMs(text: string | undefined): number {
  const match = /^(\d+)(ms|s|m|h)?$/.exec(text ?? '')
  if (match?.[1] === undefined) return Number.NaN
  return Number(match[1]) * { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }[(match[2] ?? 's') as 'ms' | 's' | 'm' | 'h']
}
