import { parseArgs } from 'node:util'
import { PlainError } from './plain-error.mjs'

/**
 * What a command was given; refused in a sentence of ours, since Node speaks English alone.
 * @template {import('node:util').ParseArgsConfig} Config
 * @param {Config} config @param {string} [more] what to say below the refusal instead of where help is found
 * @returns {ReturnType<typeof parseArgs<Config>>}
 */
export function readArgs(config, more) {
  try {
    return parseArgs({ strict: true, ...config })
  } catch (error) {
    throw new PlainError(more === undefined ? `${refusalOf(error)} (--help)` : `${refusalOf(error)}\n\n${more}`)
  }
}

function refusalOf({ code, message }) {
  const said = /'([^']*)'/.exec(message)?.[1] ?? ''
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `没有 ${said} 这个选项 · there is no option ${said}`
  if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL') return `多余的参数 ${said} · what is ${said}?`
  if (code !== 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return message.split('\n')[0]
  const name = said.split(/[ ,<]/).find((word) => word.startsWith('--')) ?? said
  return message.includes('does not take') ? `${name} 不带值 · ${name} takes no value` : `${name} 后面要有值 · ${name} needs a value`
}
