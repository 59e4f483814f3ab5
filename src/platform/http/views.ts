import { readFileSync } from 'node:fs'
import { join } from 'node:path'
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

type Scope = { m: unknown; p: unknown; t: Translate; chrome: Chrome | null; asset: Asset }
type Compiled = { run: (scope: Scope) => string; signature: Signature | null }
type Include = (path: string, changed?: { p: unknown }) => string
type Body = (
  locals: Scope,
  escapeFn: (value: unknown) => string,
  include: Include,
  rethrow: (error: unknown, line: number) => never,
) => string

/**
 * EJS with the options of this project: strict mode, no `with`, fixed names, and options that come from here only,
 * so nothing in a model (`settings`, `escapeFunction`, `__proto__`) can change how it is rendered.
 *
 * EJS writes the function of each template; includes are ours, because its own copy all options and resolve the
 * path every time (a list of twenty cards: 0.8 ms against 0.1 ms).
 *
 * Production keeps every compiled function and never touches the disk again. Development reads templates anew
 * for each page. Development and tests refuse to read or print what a model lacks.
 */
export function createRenderer({ viewsRoot, mode, asset }: RendererOptions): Renderer {
  const strict = mode !== 'production'
  const compiled = new Map<string, Compiled>()
  const escaped = strict ? escapeStrictly : escapeHtml

  function compile(name: string): Compiled {
    const found = compiled.get(name)
    if (found) return found
    const text = readFileSync(join(viewsRoot, `${name}.ejs`), 'utf8')
    const body = mode === 'test' ? sharedBodyOf(text) : bodyOf(text, strict)
    const rethrow = (error: unknown, line: number): never => {
      if (error instanceof Error) error.message = `${name}.ejs:${line}: ${error.message}`
      throw error
    }
    const fresh: Compiled = {
      run: (scope) => body(scope, escaped, (path, changed) => includeFrom(scope, path, changed), rethrow),
      signature: strict ? signatureOf(text) : null,
    }
    compiled.set(name, fresh)
    return fresh
  }

  function includeFrom(scope: Scope, path: string, changed?: { p: unknown }): string {
    if (!path.startsWith('/')) throw new TypeError(`Include paths start with "/", not "${path}"`)
    const name = path.slice(1)
    const { run, signature } = compile(name)
    if (signature) return run({ ...scope, p: partialArgument(changed?.p, name, signature) })
    return run(changed ? { ...scope, p: changed.p } : scope)
  }

  return {
    render(template, { m, p, t, chrome }) {
      if (mode === 'development') compiled.clear()
      const { run } = compile(template)
      if (!strict) return run({ m, p, t, chrome, asset })
      return run({
        m: strictModel(m, 'm'),
        p: strictModel(p, 'p'),
        t,
        chrome: strictModel(chrome, 'chrome'),
        asset,
      })
    },
  }
}

/** Tests open hundreds of portals in one process. */
function sharedBodyOf(text: string): Body {
  const body = shared.get(text) ?? bodyOf(text, true)
  shared.set(text, body)
  return body
}
const shared = new Map<string, Body>()

/** The function that EJS writes for a template; in strict mode it knows the line that failed. */
function bodyOf(text: string, strict: boolean): Body {
  const template = new ejs.Template(text, {
    strict: true,
    _with: false,
    destructuredLocals: ['m', 'p', 't', 'chrome', 'asset'],
    compileDebug: strict,
    rmWhitespace: !strict,
  })
  template.compile()
  const traced = `let __line = 1\ntry {\n${template.source}\n} catch (error) { rethrow(error, __line) }`
  return new Function(
    'locals',
    'escapeFn',
    'include',
    'rethrow',
    `"use strict";\n${strict ? traced : template.source}`,
  ) as Body
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
