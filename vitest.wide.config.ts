import { configDefaults, defineConfig } from 'vitest/config'
import usual from './vitest.config.ts'

/** Files of which single tests are tagged long. */
const withLongTests = [
  'tests/platform/server.test.ts',
  'tests/platform/db/embedded.test.ts',
  'tests/imports/cli.test.ts',
  'tests/desk/answer-pairs.test.ts',
  'tests/browser/keyboard.test.ts',
  'tests/whole-app/access.test.ts',
  'tests/whole-app/canary.test.ts',
  'tests/whole-app/samples.test.ts',
  'tests/whole-app/security-walk.test.ts',
  'tests/accounts/staff-command.test.ts',
  'tests/demo/command.test.ts',
  'tests/places/cli.test.ts',
  'tests/platform/db/open-database.test.ts',
  'tests/browser/slow-line.test.ts',
  'tests/events/race.test.ts',
]

/** The same tests over many more cases, and runs of minutes. */
export default defineConfig({
  test: {
    ...usual.test,
    include: ['tests/**/*.wide.test.ts', ...withLongTests],
    exclude: configDefaults.exclude,
    testTimeout: 600_000,
  },
})
