import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { Allowed, Lockfile, lockfileFaults, Manifest, Minimums } from '../../src/cli/lockfile-faults.ts'

const root = path.resolve(import.meta.dirname, '../..')
const read = (name: string): unknown => JSON.parse(readFileSync(path.join(root, name), 'utf8'))

const rules = {
  minimums: Minimums.parse(read('security/minimum-versions.json')),
  allowed: Allowed.parse(read('security/allowed.json')),
}
const manifest = Manifest.parse(read('package.json'))

/** The lockfile of the project after somebody has changed one of its packages. */
function lockedWith(name: string, change: Partial<Lockfile['packages'][string]>): Lockfile {
  const lock = Lockfile.parse(read('package-lock.json'))
  const place = `node_modules/${name}`
  const own = lock.packages[place] ?? { integrity: 'sha512-x', version: '1.0.0', license: 'MIT' }
  return { packages: { ...lock.packages, [place]: { ...own, ...change } } }
}

const faultsWith = (name: string, change: Partial<Lockfile['packages'][string]>) =>
  lockfileFaults(lockedWith(name, change), manifest, rules)

describe('what the portal is installed with', () => {
  test('the lockfile of the project passes', () => {
    expect(lockfileFaults(Lockfile.parse(read('package-lock.json')), manifest, rules)).toEqual([])
  })

  test('every package with a smallest version is used', () => {
    const { packages } = Lockfile.parse(read('package-lock.json'))
    expect(Object.keys(rules.minimums).filter((name) => !(`node_modules/${name}` in packages))).toEqual([])
  })

  test('a planted old version fails', () => {
    expect(faultsWith('multer', { version: '2.0.1' })).toEqual([
      expect.stringMatching(/^multer@2\.0\.1 is older/),
    ])
    expect(faultsWith('sharp', { version: '0.35.4-rc.1' })).toHaveLength(1)
    expect(faultsWith('sharp', { version: '0.35.10' })).toEqual([])
  })

  test('a package with a new install script fails', () => {
    expect(faultsWith('express', { hasInstallScript: true })).toEqual([
      expect.stringMatching(/^express@.* runs a program when it is installed/),
    ])
  })

  test('so does one from elsewhere, without a hash, or with another licence', () => {
    for (const resolved of ['git+ssh://git@github.com/x/y.git#1', 'http://registry.npmjs.org/x.tgz']) {
      expect(faultsWith('express', { resolved })).toHaveLength(1)
    }
    expect(faultsWith('express', { integrity: 'sha1-abc' })).toHaveLength(1)
    expect(faultsWith('brand-new', { license: 'SSPL-1.0' })).toHaveLength(1)
    expect(faultsWith('brand-new', { license: undefined })).toHaveLength(1)
  })

  test('so does a version that is no version', () => {
    const loose = { ...manifest, dependencies: { ...manifest.dependencies, express: '^5.0.0' } }
    expect(lockfileFaults(Lockfile.parse(read('package-lock.json')), loose, rules)).toHaveLength(1)
  })
})

/** Exit code and all that was printed. */
const run = (...args: string[]) =>
  new Promise<{ code: number; output: string }>((resolve) => {
    execFile(process.execPath, args, { cwd: root }, (error, stdout, stderr) => {
      resolve({
        code: typeof error?.code === 'number' ? error.code : error === null ? 0 : 1,
        output: stdout + stderr,
      })
    })
  })

describe('npm run audit', () => {
  test('names the old version of a copied lockfile and fails', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'ashyq-audit-'))
    try {
      await writeFile(path.join(folder, 'package.json'), JSON.stringify(read('package.json')))
      await writeFile(
        path.join(folder, 'package-lock.json'),
        JSON.stringify(lockedWith('multer', { version: '2.0.1' })),
      )
      const { code, output } = await run('src/cli/audit.ts', '--folder', folder)
      expect([code, output.trim()]).toEqual([
        1,
        expect.stringMatching(/multer@2\.0\.1 is older than 2\.3\.0: GHSA/),
      ])
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
