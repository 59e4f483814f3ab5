import { configDefaults, defineConfig } from 'vitest/config'
import usual from './vitest.config.ts'

/** Every fault that one Linux machine can have, short and long: tests/faults/README.md. */
export default defineConfig({
  test: {
    ...usual.test,
    include: ['tests/faults/**/*.test.ts'],
    exclude: configDefaults.exclude,
    // One after the other: faults are timed, and some fill disks.
    maxWorkers: 1,
    fileParallelism: false,
    testTimeout: 600_000,
  },
})
