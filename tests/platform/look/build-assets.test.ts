import { cpSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { createAsset, type Manifest } from '../../../src/platform/look/assets.ts'
import { buildAssets } from '../../../src/platform/look/build-assets.ts'
import { subsetCharacters } from '../../../src/platform/look/fonts.ts'
import { iconNames } from '../../../src/platform/look/icons.ts'

const project = join(import.meta.dirname, '../../..')
let manifest: Manifest

beforeAll(async () => {
  manifest = (await buildAssets()).manifest
})

const built = (name: string): Buffer =>
  readFileSync(join(project, 'public/build', manifest.files[name] ?? name))
const weight = (name: string): number => gzipSync(built(name), { level: 9 }).length

describe('the built files', () => {
  it('are not built again for the same sources', async () => {
    expect(await buildAssets()).toEqual({ manifest, built: false })
  })

  it('may be built by several at once', { tags: ['long'] }, async () => {
    const root = mkdtempSync(join(tmpdir(), 'look-'))
    cpSync(join(project, 'src/client'), join(root, 'src/client'), { recursive: true })
    symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'))
    try {
      const all = await Promise.all([1, 2, 3].map(() => buildAssets({ root })))
      for (const { manifest: own } of all) expect(own).toEqual(all[0]?.manifest)
      expect(readdirSync(join(root, 'public/build')).filter((file) => file.startsWith('.'))).toEqual([])
      expect((await buildAssets({ root })).built).toBe(false)
    } finally {
      rmSync(root, { recursive: true })
    }
  })

  it.each([
    ['app.css', 26],
    ['base.js', 3],
    ['file.js', 11],
    ['map.css', 4],
    ['staff.js', 32],
    ['icons.svg', 12],
  ])('%s stays within %i KB gzipped', (name, kilobytes) => {
    expect(weight(name)).toBeLessThan(kilobytes * 1024)
  })

  it('put the layers in an order in which our rules win', () => {
    expect(built('app.css').toString()).toMatch(
      /@layer ds\.theme,\s?ds\.base,\s?ds\.components,\s?app,\s?print/,
    )
  })

  it('load web fonts on wide screens only', () => {
    const css = built('app.css').toString()
    const phones = css.replace(/@media ?\(min-width:\s?48em\)\{(?:@font-face\{[^}]*\})+\}/g, '')
    expect(css).toContain('.woff2')
    expect(phones).not.toContain('.woff2')
  })
})

describe('the icons', () => {
  it('are all in the sprite, once', () => {
    const ids = [
      ...built('icons.svg')
        .toString()
        .matchAll(/<symbol id="([^"]+)"/g),
    ].map(([, id]) => id)
    expect(ids).toEqual([...new Set(iconNames)])
  })
})

describe('asset', () => {
  it('gives addresses of built files and icons and refuses other names', () => {
    const asset = createAsset(manifest)
    expect(asset('app.css')).toBe(`/build/${manifest.files['app.css']}`)
    expect(asset('icons.svg#truck')).toBe(`/build/${manifest.files['icons.svg']}#truck`)
    expect(() => asset('icons.svg#unicorn')).toThrow('No icon "unicorn"')
    expect(() => asset('nothing.js')).toThrow('No built file')
  })
})

describe('the fonts', () => {
  it('have a glyph for every character of the texts', () => {
    const texts = globSync('src/**/locales/*.json', { cwd: project }).map((path) =>
      readFileSync(join(project, path), 'utf8'),
    )
    const used = new Set(texts.join('').replace(/\s/g, ''))
    const have = new Set(subsetCharacters())
    expect([...used].filter((character) => !have.has(character))).toEqual([])
  })

  it('have the 18 Kazakh letters, the tenge and the number sign', () => {
    const have = new Set(subsetCharacters())
    expect([...'ӘәҒғҚқҢңӨөҰұҮүҺһІі₸№'].filter((character) => !have.has(character))).toEqual([])
  })
})
