import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Translate } from '../../../src/platform/http/chrome.ts'
import { createRenderer, type Renderer } from '../../../src/platform/http/views.ts'

const t: Translate = (key) => `[${key}]`
const asset = (name: string): string => `/build/${name}`
const folders: string[] = []

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

/** A renderer over templates written for one test. */
function rendererOf(
  templates: Record<string, string>,
  mode: 'production' | 'development' | 'test',
): Renderer {
  return createRenderer({ viewsRoot: writeViews(templates), mode, asset })
}

function writeViews(templates: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'views-'))
  folders.push(root)
  for (const [name, text] of Object.entries(templates)) {
    const path = join(root, `${name}.ejs`)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  return root
}

const show = (renderer: Renderer, m: unknown): string => renderer.render('page', { m, t, chrome: null })

describe('a template', () => {
  it('sees m, t and asset and escapes what it prints', () => {
    const renderer = rendererOf(
      { page: `<p title="<%= m.name %>"><%= m.name %> <%= t('a:b') %> <%= asset('x.js') %></p>` },
      'test',
    )
    expect(show(renderer, { name: `<b>"O'Neil" & co</b>` })).toBe(
      '<p title="&lt;b&gt;&#34;O&#39;Neil&#34; &amp; co&lt;/b&gt;">&lt;b&gt;&#34;O&#39;Neil&#34; &amp; co&lt;/b&gt; [a:b] /build/x.js</p>',
    )
  })

  it('runs in strict mode: no `with`, no forgotten declaration', () => {
    expect(() => show(rendererOf({ page: '<%= name %>' }, 'test'), { name: 'x' })).toThrow(
      'name is not defined',
    )
    expect(() => show(rendererOf({ page: '<% forgotten = 1 %>' }, 'test'), {})).toThrow(
      'forgotten is not defined',
    )
  })

  it.each(['production', 'development', 'test'] as const)('takes no options from the data in %s', (mode) => {
    const renderer = rendererOf({ page: '<%= m.text %>' }, mode)
    const model = {
      text: '<i>',
      settings: { 'view options': { escape: (text: string) => text, client: true }, views: '/etc' },
      escapeFunction: (text: string) => text,
      escape: (text: string) => text,
      delimiter: '?',
      outputFunctionName: 'x;throw 1;x',
      localsName: 'x',
      ...JSON.parse('{"__proto__": {"escapeFunction": "x"}, "constructor": {"prototype": {"cache": true}}}'),
    }
    expect(show(renderer, model)).toBe('&lt;i&gt;')
    expect(renderer.render('page', { m: model, t, chrome: null, ...model } as never)).toBe('&lt;i&gt;')
  })
})

describe('a model in development and tests', () => {
  const renderer = rendererOf({ page: '<%= m.place.street %>' }, 'test')

  it('refuses a field it lacks, at any depth, by its name', () => {
    expect(() => show(renderer, {})).toThrow('"m.place"')
    expect(() => show(renderer, { place: {} })).toThrow('"m.place.street"')
  })

  it('refuses to print undefined and objects, and prints null as nothing', () => {
    expect(() => show(renderer, { place: { street: undefined } })).toThrow('printed undefined')
    expect(() => show(renderer, { place: { street: {} } })).toThrow('printed object')
    expect(show(renderer, { place: { street: null } })).toBe('')
  })

  it('leaves lists, JSON and frozen data alone', () => {
    const list = rendererOf(
      {
        page: `<% for (const [i, x] of m.list.entries()) { %><%= x.n + i %><% } %><%= m.list.map((x) => x.n).join() %><%= m.list.length %><%= m.list[9] === undefined %><%= JSON.stringify(m.list) %>`,
      },
      'test',
    )
    const frozen = Object.freeze([Object.freeze({ n: 1 }), Object.freeze({ n: 2 })])
    expect(show(list, { list: frozen })).toBe('131,22true[{&#34;n&#34;:1},{&#34;n&#34;:2}]')
    expect(show(list, { list: [{ n: 1 }] })).toContain('[{&#34;n&#34;:1}]')
  })

  it('is not checked in production', () => {
    expect(show(rendererOf({ page: '[<%= m.missing %>]' }, 'production'), {})).toBe('[]')
  })
})

describe('a partial', () => {
  const partial = '<%# p: { label, icon? } -%>\n<b><%= p.label %><% if (p.icon) { %>!<% } %></b>'

  it('takes an argument, its optional fields may be left out', () => {
    const renderer = rendererOf(
      { page: `<%- include('/shared/tag', { p: { label: 'A' } }) %>`, 'shared/tag': partial },
      'test',
    )
    expect(show(renderer, {}).trim()).toBe('<b>A</b>')
  })

  it('takes a piece of the model, which may carry more than it prints', () => {
    const views = { page: `<%- include('/shared/tag', { p: m.state }) %>`, 'shared/tag': partial }
    expect(show(rendererOf(views, 'test'), { state: { label: 'A', code: 7 } }).trim()).toBe('<b>A</b>')
    expect(show(rendererOf(views, 'production'), { state: { label: 'A', icon: 'x' } }).trim()).toBe(
      '<b>A!</b>',
    )
  })

  it('refuses a missing and a mistyped field', () => {
    const missing = rendererOf(
      { page: `<%- include('/shared/tag', { p: { icon: 'x' } }) %>`, 'shared/tag': partial },
      'test',
    )
    expect(() => show(missing, {})).toThrow('shared/tag needs p.label')
    const mistyped = rendererOf(
      { page: `<%- include('/shared/tag', { p: { label: 'A', icn: 1 } }) %>`, 'shared/tag': partial },
      'test',
    )
    expect(() => show(mistyped, {})).toThrow('shared/tag does not know p.icn')
    const none = rendererOf({ page: `<%- include('/shared/tag') %>`, 'shared/tag': partial }, 'test')
    expect(() => show(none, {})).toThrow('shared/tag needs an argument')
  })
})

describe('a mistake', () => {
  it('is told with the template and the line, through all includes', () => {
    const renderer = rendererOf(
      { page: `\n<%- include('/shared/a') %>`, 'shared/a': `<p>\n\n<%= m.nothing %>` },
      'test',
    )
    expect(() => show(renderer, {})).toThrow('page.ejs:2: shared/a.ejs:3: The model has no field "m.nothing"')
  })

  it('is an include path that does not start at views/, or a missing template', () => {
    expect(() => show(rendererOf({ page: `<%- include('shared/a') %>` }, 'test'), {})).toThrow(
      'start with "/"',
    )
    expect(() => show(rendererOf({ page: `<%- include('/shared/a') %>` }, 'test'), {})).toThrow('ENOENT')
  })
})

describe('the disk', () => {
  it('is not touched again in production', () => {
    const root = writeViews({
      page: `<%- include('/shared/a', { p: { x: m.x } }) %>`,
      'shared/a': '<%# p: { x } -%>\n<%= p.x %>',
    })
    const renderer = createRenderer({ viewsRoot: root, mode: 'production', asset })
    expect(show(renderer, { x: 1 }).trim()).toBe('1')
    rmSync(root, { recursive: true })
    mkdirSync(root)
    expect(show(renderer, { x: 2 }).trim()).toBe('2')
  })

  it('is read for each page in development, so that an edit shows at once', () => {
    const root = writeViews({ page: `<%- include('/shared/a') %>`, 'shared/a': 'old' })
    const renderer = createRenderer({ viewsRoot: root, mode: 'development', asset })
    expect(show(renderer, {})).toBe('old')
    writeFileSync(join(root, 'shared/a.ejs'), 'new')
    expect(show(renderer, {})).toBe('new')
  })
})
