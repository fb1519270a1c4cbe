import path from 'node:path'
import { afterAll, describe, it } from '@jest/globals'
import { RuleTester } from 'eslint'
import tseslint from 'typescript-eslint'

RuleTester.describe = (text, run) => { describe(text, () => { run() }) }
RuleTester.it = (text, run) => { it(text, () => { run() }) }
RuleTester.itOnly = (text, run) => { it.only(text, () => { run() }) }
Object.assign(RuleTester, { afterAll })

/** ESLint's own tester with our parser. Syntax only: the own rules ask for no types. */
export const ruleTester = new RuleTester({
  languageOptions: { parser: tseslint.parser, parserOptions: { ecmaFeatures: { jsx: true } } },
})

/** A path as ESLint sees it: absolute, inside the checkout, whether or not the file exists. */
export const at = (file: string) => path.resolve(file)
