import { readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import ejs from 'ejs'
import type { Asset, Chrome, Translate } from './chrome.ts'
import { partialArgument, type Signature, signatureOf } from './partial-signature.ts'
import { strictModel } from './strict-model.ts'

/** What a template sees; see `views/README.md`. */
export type Locals = { m: unknown; p?: unknown; t: Translate; chrome: Chrome | null }

export type Renderer = {
  /** Renders `views/<template>.ejs` to HTML. Throws when the template or a field of the model is missing. */
  render(template: string, locals: Locals): string
}

export type RendererOptions = {
  /** Absolute path of the `views` folder. */
  viewsRoot: string
  mode: 'production' | 'development' | 'test'
  asset: Asset
}

type Compiled = (locals: object) => string

/**
 * EJS with the options of this project: strict mode, no `with`, fixed names, and options that come from here only,
 * so nothing in a model (`settings`, `escapeFunction`, `__proto__`) can change how it is rendered.
 *
 * Production keeps every compiled function and never touches the disk again. Development reads templates anew
 * for each page. Development and tests refuse to read or print what a model lacks.
 */
export function createRenderer({ viewsRoot, mode, asset }: RendererOptions): Renderer {
  const strict = mode !== 'production'
  const compiled = new Map<string, Compiled>()
  const included = new Map<string, ejs.TemplateFunction>()
  const cache: ejs.Cache = {
    get: (filename) => included.get(filename),
    set: (filename, template) => included.set(filename, template),
    reset: () => included.clear(),
  }
  const signatures = new Map<string, Signature>()
  const options = {
    root: viewsRoot,
    cache: true,
    strict: true,
    _with: false,
    destructuredLocals: ['m', 'p', 't', 'chrome', 'asset', ...(strict ? ['partialArgument'] : [])],
    compileDebug: strict,
    rmWhitespace: !strict,
    escape: strict ? escapeStrictly : escapeHtml,
    // Only here can a partial be told from a page, so here its signature check is woven in.
    ...(strict
      ? { includer: (_path: string, filename: string) => ({ template: readTemplate(filename) }) }
      : {}),
  }

  function readTemplate(filename: string): string {
    const template = readFileSync(filename, 'utf8')
    const name = relative(viewsRoot, filename)
      .split(sep)
      .join('/')
      .replace(/\.ejs$/, '')
    const signature = signatureOf(template)
    if (!signature) return template
    signatures.set(name, signature)
    return `<% p = partialArgument(p, ${JSON.stringify(name)}) -%>${template}`
  }

  function compile(template: string): Compiled {
    const filename = join(viewsRoot, `${template}.ejs`)
    const found = compiled.get(filename)
    if (found) return found
    const source = strict ? readTemplate(filename) : readFileSync(filename, 'utf8')
    const fresh: Compiled = ejs.compile(source, { ...options, filename })
    compiled.set(filename, fresh)
    return fresh
  }

  return {
    render(template, { m, p, t, chrome }) {
      if (mode === 'development') {
        compiled.clear()
        included.clear()
      }
      // EJS keeps includes in one cache for the whole process; rendering is synchronous, so each renderer lends its own.
      ejs.cache = cache
      if (!strict) return compile(template)({ m, p, t, chrome, asset })
      return compile(template)({
        m: strictModel(m, 'm'),
        p: strictModel(p, 'p'),
        t,
        chrome: strictModel(chrome, 'chrome'),
        asset,
        partialArgument: (argument: unknown, name: string) =>
          partialArgument(argument, name, signatures.get(name) ?? { required: [], optional: [] }),
      })
    },
  }
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
}
const UNSAFE = /[&<>"']/
const ALL_UNSAFE = /[&<>"']/g

/** Escapes text for HTML content and quoted attributes; null and undefined print nothing. */
export function escapeHtml(value: unknown): string {
  if (value === null || value === undefined) return ''
  const text = String(value)
  return UNSAFE.test(text) ? text.replace(ALL_UNSAFE, (character) => ENTITIES[character] ?? character) : text
}

function escapeStrictly(value: unknown): string {
  if (value === undefined || typeof value === 'function' || (typeof value === 'object' && value !== null)) {
    throw new TypeError(`A template printed ${value === undefined ? 'undefined' : typeof value}`)
  }
  return escapeHtml(value)
}
