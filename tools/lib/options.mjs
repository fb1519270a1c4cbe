import path from 'node:path'
import { PlainError } from './plain-error.mjs'
import { DEFAULT_DATA_DIR } from './paths.mjs'
import { readPort } from './ports.mjs'
import { readArgs } from './read-args.mjs'

export const TIERS = ['unit', 'prop', 'int', 'ui', 'e2e']
export const DEFAULT_PORT = 8012

export const START_HELP = `通办 Tongban · npm start -- [options]

  --port N        监听端口，默认 ${DEFAULT_PORT}；未指定而被占用时取下一个空闲端口
                  the port to listen on; without it ${DEFAULT_PORT}, or the next free one
  --data-dir DIR  数据目录，默认 .tongban · where database, keys, uploads and logs are kept
  --no-demo       不建演示账号与演示工单 · no demo accounts and cases (they are only made in an empty database)
  --help          本说明 · this text

  环境变量 · environment
  DATABASE_URL, REDIS_URL   用现有服务 · use these services instead of private ones
  TONGBAN_POSTGRES          embedded | system | debian: which PostgreSQL programs to use`

export const TEST_HELP = `通办 Tongban · npm test -- [options] [pattern…]

  --tier LIST     ${TIERS.join(',')}: 只跑这些层 · only these tiers
  --name TEXT     只跑名称匹配的用例 · only tests whose name matches
  --no-browser    不跑浏览器用例 · leave the end-to-end tests out
  --help          本说明 · this text
  pattern         只跑路径匹配的文件 · only files whose path matches

  类型检查、lint 与生成文档的检查只在完整运行时进行。
  With --tier, --name or a pattern only Jest runs; type check, lint and the check of generated docs belong to a whole run.`

const parse = (args, options, allowPositionals = false) => readArgs({ args, options, allowPositionals })

/**
 * @param {string[]} args
 * @param {string} cwd where the person stands (npm changes to the checkout before it runs a script)
 */
export function readStartOptions(args, cwd = process.env.INIT_CWD ?? process.cwd()) {
  const { values } = parse(args, {
    port: { type: 'string' },
    'data-dir': { type: 'string' },
    'no-demo': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  })
  return {
    help: values.help,
    port: values.port === undefined ? null : readPort(values.port),
    dataDir: values['data-dir'] === undefined ? DEFAULT_DATA_DIR : path.resolve(cwd, values['data-dir']),
    demo: !values['no-demo'],
  }
}

/** @param {string[]} args */
export function readTestOptions(args) {
  const { values, positionals } = parse(
    args,
    {
      tier: { type: 'string', multiple: true },
      name: { type: 'string' },
      'no-browser': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
    true,
  )
  const asked = values.tier?.flatMap((list) => list.split(',')).filter(Boolean) ?? null
  const unknown = asked?.find((tier) => !TIERS.includes(tier))
  if (unknown) throw new PlainError(`没有这一层 · no such tier: ${unknown} (one of ${TIERS.join(', ')})`)
  return {
    help: values.help,
    tiers: (asked ?? TIERS).filter((tier) => tier !== 'e2e' || !values['no-browser']),
    patterns: positionals,
    name: values.name ?? null,
    browserLeftOut: values['no-browser'],
    isWhole: asked === null && positionals.length === 0 && values.name === undefined,
  }
}
