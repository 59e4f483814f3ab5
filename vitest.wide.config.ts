import { configDefaults, defineConfig } from 'vitest/config'
import usual from './vitest.config.ts'

/** The same tests over many more cases, and runs of minutes. */
export default defineConfig({
  test: {
    ...usual.test,
    include: ['tests/**/*.wide.test.ts'],
    exclude: configDefaults.exclude,
    // A busy machine takes its time; what never comes still fails.
    expect: { poll: { timeout: 15_000 } },
    testTimeout: 600_000,
  },
})
