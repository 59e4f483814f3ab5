/** @module-tag long */
import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')

test('the list of packages is the same for the same lockfile, and names what runs in production', async () => {
  const make = () =>
    promisify(execFile)(process.execPath, ['src/cli/sbom.ts'], { cwd: root, maxBuffer: 64e6 })
  const [first, second] = [await make(), await make()]
  expect(first.stdout).toBe(second.stdout)
  const bom = JSON.parse(first.stdout)
  expect(bom.bomFormat).toBe('CycloneDX')
  const names = bom.components.map(({ name }: { name: string }) => name)
  expect(names).toEqual(expect.arrayContaining(['express', 'sharp', 'pg']))
  expect(names).not.toContain('vitest')
})
