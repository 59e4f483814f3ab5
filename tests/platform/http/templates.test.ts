import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { signatureOf } from '../../../src/platform/http/partial-signature.ts'
import { iconNames } from '../../../src/platform/look/icons.ts'

const root = join(import.meta.dirname, '../../../views')
const templates = globSync('**/*.ejs', { cwd: root }).map((path) => ({
  path,
  text: readFileSync(join(root, path), 'utf8'),
}))
/** However wide a formatter has made the columns of its tables. */
const readme = readFileSync(join(root, 'README.md'), 'utf8').replace(/ +/g, ' ')
const partials = templates.filter(({ path }) => path.startsWith('shared/'))

/** A template without its comments. */
const codeOf = (text: string): string => text.replace(/<%#[\s\S]*?%>/g, '')

it('finds the templates', () => {
  expect(partials.length).toBeGreaterThan(30)
})

describe.each(templates)('$path', ({ text }) => {
  const code = codeOf(text)

  it('prints raw HTML only from includes', () => {
    const raw = [...code.matchAll(/<%-([\s\S]*?)-?%>/g)].map(([, inside]) => (inside ?? '').trim())
    expect(raw.filter((inside) => !inside.startsWith('include('))).toEqual([])
  })

  it('includes existing templates by their path from views/', () => {
    const paths = [...code.matchAll(/include\('([^']+)'(?! \+)/g)].map(([, path]) => path ?? '')
    expect(paths.filter((path) => !path.startsWith('/') || !existsSync(join(root, `${path}.ejs`)))).toEqual(
      [],
    )
  })

  it('has no script, style or handler of its own', () => {
    const markup = code.replace(/<%[\s\S]*?%>/g, '')
    expect(markup).not.toMatch(/<style|\sstyle=|\son[a-z]+=|javascript:/i)
    expect(markup.match(/<script(?![^>]*\bsrc=)/i)).toBeNull()
  })

  it('names icons of the sprite', () => {
    const names = [...code.matchAll(/shared\/icon', \{ p: \{ name: '([^']+)'/g)].map(([, name]) => name ?? '')
    expect(names.filter((name) => !iconNames.includes(name))).toEqual([])
  })
})

describe.each(partials)('$path as a partial', ({ path, text }) => {
  const code = codeOf(text)
  const signature = signatureOf(text)

  it('reads the fields of its first line and nothing else', () => {
    const known = new Set([...(signature?.required ?? []), ...(signature?.optional ?? [])])
    const read = [...code.matchAll(/\bp\.([a-zA-Z]+)/g)].map(([, name]) => name ?? '')
    expect(read.filter((name) => !known.has(name))).toEqual([])
  })

  it('is told with its fields in views/README.md, unless it is a part of another', () => {
    if (/<%# (?:Part|Body) of/.test(text) || !signature) return
    const name = path.slice('shared/'.length, -'.ejs'.length)
    const fields = /\{[^}]*\}/.exec(text)?.[0] ?? ''
    expect(readme).toContain(`| \`${name}\` | \`${fields}\` |`)
  })

  it('knows no page', () => {
    expect(code).not.toMatch(/\bm\./)
  })
})
