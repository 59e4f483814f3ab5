import { configDefaults, defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Long matrices, and single tests of many seconds: npm run test:wide
    exclude: [...configDefaults.exclude, 'tests/**/*.wide.test.ts'],
    tags: [{ name: 'long', description: 'Runs in test:wide only' }],
    globalSetup: ['tests/support/global-setup.ts'],
    env: { NODE_ENV: 'test', TZ: 'UTC' },
    maxWorkers: 2,
    // Modules stay loaded from file to file: reading them anew took a third of the time.
    isolate: false,
    // A busy machine takes its time; what never comes still fails.
    expect: { poll: { timeout: 15_000 } },
    testTimeout: 90_000,
    hookTimeout: 180_000,
  },
})
