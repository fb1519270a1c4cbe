import { text } from 'node:stream/consumers'
import { ESLint } from 'eslint'
import tseslint from 'typescript-eslint'

/**
 * Lints texts as if they stood at the given paths, and files that exist, by the house's real configuration. A process of its own,
 * because ESLint and Nx load native modules and keep their caches on the global object, which Jest gives each test file anew.
 *
 * stdin: {planted: {file, text}[], files: string[]} → stdout: {planted: Found[][], files: Found[][]}, Found = {rule, message, line}.
 * Planted texts belong to no TypeScript program, so the type-aware rules are off for them; the files are linted with everything on.
 */
process.env.TSESTREE_SINGLE_RUN ??= 'true' // one program, made once, not one that watches
const { planted = [], files = [] } = JSON.parse(await text(process.stdin))

const found = (results) =>
  results.flatMap((result) => result.messages.map(({ ruleId, message, line }) => ({ rule: ruleId ?? 'parse', message, line })))

const forPlanted = new ESLint({ overrideConfig: [tseslint.configs.disableTypeChecked] })
const forFiles = new ESLint({ ignore: false })

const answer = { planted: [], files: [] }
for (const { file, text: code } of planted) answer.planted.push(found(await forPlanted.lintText(code, { filePath: file })))
for (const file of files) answer.files.push(found(await forFiles.lintFiles([file])))
process.stdout.write(`\n${JSON.stringify(answer)}\n`)
