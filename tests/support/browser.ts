import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

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

/**
 * A headless Chromium: the system's, else the one that comes as an npm package. Close it in `afterAll`.
 * `more`: further switches of Chromium.
 */
export async function openBrowser(more: readonly string[] = []): Promise<Browser> {
  const system = installed.find((file) => existsSync(file))
  if (system !== undefined) return chromium.launch({ executablePath: system, args: [...quiet, ...more] })
  return launchFromNpm(more)
}

/**
 * The package brings its libraries as well, but unpacks them only where it believes to be in a cloud function; the
 * variables that make it do so are taken back at once, since other programs that tests start must not see them.
 */
export async function launchFromNpm(more: readonly string[] = []): Promise<Browser> {
  const before = { ...process.env }
  try {
    process.env['AWS_EXECUTION_ENV'] = 'AWS_Lambda_nodejs22.x'
    const { default: packed } = await import('@sparticuz/chromium')
    const executablePath = await packed.executablePath()
    const env = { ...before, LD_LIBRARY_PATH: process.env['LD_LIBRARY_PATH'] ?? '' } as Record<string, string>
    return await chromium.launch({ executablePath, args: [...quiet, '--no-zygote', ...more], env })
  } finally {
    process.env = before
  }
}
