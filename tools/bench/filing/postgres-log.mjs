/**
 * What PostgreSQL says it was sent. With `log_statement = all` it writes every statement before it runs, prepared ones with their name:
 * `@@pid|application|LOG:  execute case.insert: INSERT …`; further lines of a statement begin with a tab.
 */
export const LOG_SETTINGS = {
  log_statement: 'all', log_line_prefix: '@@%p|%a|', log_parameter_max_length: '0', log_min_duration_statement: '-1',
}

/**
 * @param {string} text a piece of the log
 * @param {string} application whose statements
 * @returns {{ pid: number, name: string | null, sql: string }[]} in order; name null of one that was not prepared
 */
export function statementsIn(text, application) {
  const found = []
  for (const entry of text.split(/^@@/m)) {
    const match = /^(\d+)\|([^|]*)\|LOG: {2}(?:statement|execute ([^:]+)): ([^]*)$/.exec(entry)
    if (!match || match[2] !== application) continue
    const name = match[3] === undefined || match[3] === '<unnamed>' ? null : match[3]
    found.push({ pid: Number(match[1]), name, sql: match[4].replace(/\n(?!\t)[^]*$/, '').replace(/\n\t/g, '\n').trim() })
  }
  return found
}
