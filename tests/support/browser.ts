import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium } from 'playwright-core'

/** Where distributions put a Chromium; the one from npm works where none is. */
const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

type Launch = { executablePath: string; args: string[]; env?: Record<string, string> }

/**
 * A headless Chromium: the system's, else the one that comes as an npm package. Close it in `afterAll`.
 * `more`: further switches of Chromium.
 */
export const openBrowser = (more: readonly string[] = []): Promise<Browser> =>
  withChromium(more, (launch) => chromium.launch(launch))

/** The same with a profile in `folder` that outlives it, for what must survive the end of a browser. */
export const openProfile = (
  folder: string,
  options: Parameters<typeof chromium.launchPersistentContext>[1],
): Promise<BrowserContext> =>
  withChromium([], (launch) => chromium.launchPersistentContext(folder, { ...launch, ...options }))

export const launchFromNpm = (more: readonly string[] = []): Promise<Browser> =>
  withNpmChromium(more, (launch) => chromium.launch(launch))

async function withChromium<T>(more: readonly string[], start: (launch: Launch) => Promise<T>): Promise<T> {
  const system = installed.find((file) => existsSync(file))
  if (system === undefined) return withNpmChromium(more, start)
  return start({ executablePath: system, args: [...quiet, ...more] })
}

/**
 * The package brings its libraries as well, but unpacks them only where it believes to be in a cloud function; the
 * variables that make it do so are taken back at once, since other programs that tests start must not see them.
 */
async function withNpmChromium<T>(
  more: readonly string[],
  start: (launch: Launch) => Promise<T>,
): Promise<T> {
  const before = { ...process.env }
  try {
    process.env['AWS_EXECUTION_ENV'] = 'AWS_Lambda_nodejs22.x'
    const { default: packed } = await import('@sparticuz/chromium')
    const executablePath = await packed.executablePath()
    const env = { ...before, LD_LIBRARY_PATH: process.env['LD_LIBRARY_PATH'] ?? '' } as Record<string, string>
    return await start({ executablePath, args: [...quiet, '--no-zygote', ...more], env })
  } finally {
    process.env = before
  }
}
