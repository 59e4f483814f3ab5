import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Asset } from '../http/chrome.ts'
import { UserError } from '../user-error.ts'
import { iconNames } from './icons.ts'

/** What `build` writes: hash of all inputs, and the file behind each name. */
export type Manifest = { stamp: string; files: Record<string, string> }

/** Reads `public/build/manifest.json`; null when nothing was built yet. */
export function readManifest(buildDir: string): Manifest | null {
  try {
    return JSON.parse(readFileSync(join(buildDir, 'manifest.json'), 'utf8')) as Manifest
  } catch {
    return null
  }
}

/**
 * The `asset` function of templates. Names are `app.css`, `base.js`, `file.js`, `map.js`, `map.css`, `staff.js`,
 * `mark.svg`, `report.js`, `offline.js`, `sw.js`, `icon-192.png`, `icon-512.png` and `icons.svg#<icon>`; an unknown name throws.
 */
export function createAsset(manifest: Manifest): Asset {
  const icons = new Set(iconNames)
  const icon = (name: string): string => {
    if (!icons.has(name)) throw new TypeError(`No icon "${name}": add it to src/platform/look/icons.ts`)
    return `/build/${manifest.files['icons.svg']}#${name}`
  }
  const known = new Map(Object.entries(manifest.files).map(([name, file]) => [name, `/build/${file}`]))
  return (name) => {
    const found = known.get(name)
    if (found !== undefined) return found
    if (!name.startsWith('icons.svg#')) throw new TypeError(`No built file "${name}"`)
    const address = icon(name.slice('icons.svg#'.length))
    known.set(name, address)
    return address
  }
}

/**
 * The `asset` function for what lies in `public/build`.
 *
 * @throws UserError when nothing was built yet
 */
export function loadAssets(buildDir: string): Asset {
  const manifest = readManifest(buildDir)
  if (!manifest) throw new UserError('The look is not built yet. Run: node src/cli/build.ts')
  return createAsset(manifest)
}
