import { globSync, readFileSync } from 'node:fs'
import { configDefaults, defineConfig } from 'vitest/config'
import usual from './vitest.config.ts'

/** Files of which single tests are tagged long. */
const withLongTests = globSync('tests/**/*.test.ts').filter((file) =>
  readFileSync(file, 'utf8').includes("tags: ['long']"),
)

/** The same tests over many more cases, and runs of minutes. */
export default defineConfig({
  test: {
    ...usual.test,
    include: ['tests/**/*.wide.test.ts', ...withLongTests],
    exclude: configDefaults.exclude,
    testTimeout: 600_000,
  },
})
