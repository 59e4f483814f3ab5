import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

/** What no source may do, and the few files that may. docs/security.md names these tests by their numbers. */

const root = path.resolve(import.meta.dirname, '../..')
const server = globSync('src/**/*.{ts,js}', { cwd: root })
  .filter((file) => !file.includes('/generated/') && !file.startsWith('src/client/'))
  .sort()
const textOf = (file: string) => readFileSync(path.join(root, file), 'utf8')
/** Comments may say what the code must not. */
const codeOf = (file: string) => textOf(file).replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
const reading = (pattern: RegExp) => server.filter((file) => pattern.test(codeOf(file)))
/** Files that do what the pattern says and are not among those that may. */
const othersThan = (files: readonly string[], pattern: RegExp) =>
  reading(pattern).filter((file) => !files.includes(file))

describe('only these files', () => {
  test('start programs, each with arguments of our own and without a shell', () => {
    const starters = [
      'src/cli/audit.ts',
      'src/cli/sbom.ts',
      'src/features/demo/actions/draw-album.ts',
      'src/platform/db/embedded/account.ts',
      'src/platform/db/embedded/binaries.ts',
      'src/platform/db/embedded/create-cluster.ts',
      'src/platform/db/embedded/postmaster.ts',
      'src/platform/db/generate.ts',
      'src/platform/images/image-decoder.ts',
      'src/platform/pictures/picture-drawer.ts',
    ]
    expect(othersThan(starters, /node:child_process|node:cluster/)).toEqual([])
    expect(starters.filter((file) => /\bexec\(|\bexecSync\(|shell:\s*true/.test(codeOf(file)))).toEqual([])
  })

  test('ask other servers: bot, sign-in service, mail and object store, all named by the configuration', () => {
    const asking =
      /(?:await|return|[=(,])\s*fetch\(\s*[^)\s]|from '(?:node:(?:https|net|tls|dgram)|undici|nodemailer|openid-client|grammy|@aws-sdk\/client-s3)'/
    expect(
      othersThan(
        [
          'src/features/accounts/provider/provider.ts',
          'src/features/telegram/bot-api.ts',
          'src/platform/db/embedded/embedded.ts',
          'src/platform/files/s3-bucket.ts',
          'src/platform/http/listening.ts',
          'src/platform/http/network.ts',
          'src/platform/mail/mailer.ts',
        ],
        asking,
      ),
    ).toEqual([])
  })

  test('make code of text: the templates of views/, read from disk', () => {
    expect(othersThan(['src/platform/http/views.ts'], /new Function\(|\beval\(|from 'ejs'|node:vm/)).toEqual(
      [],
    )
  })

  test('make a pattern of a value, and the value is one of our own', () => {
    expect(
      othersThan(
        [
          'src/features/complaints/public-text.ts',
          'src/features/guides/writing/forms.ts',
          'src/features/places/address.ts',
          'src/platform/db/migration-lint.ts',
        ],
        /new RegExp\((?!['"])/,
      ),
    ).toEqual([])
  })

  test('let pages of other sites read their answers: what is open data', () => {
    expect(
      othersThan(
        [
          'src/features/api/problem.ts',
          'src/features/open-data/feeds/handlers.ts',
          'src/features/open-data/frozen/handlers.ts',
          'src/features/open-data/handlers.ts',
          'src/features/open-data/serve-file.ts',
          'src/features/open311/machine/headers.ts',
          'src/features/proof/handlers.ts',
          'src/features/statistics/chart-pages/oembed.ts',
          'src/features/statistics/machine.ts',
          'src/features/statistics/nation-handlers.ts',
        ],
        /Access-Control-Allow-Origin/,
      ),
    ).toEqual([])
  })

  test('draw from Math.random: how long to wait, and whom to send away from a full house', () => {
    expect(
      othersThan(['src/platform/db/transaction.ts', 'src/platform/http/load.ts'], /Math\.random/),
    ).toEqual([])
  })
})

describe('templates', () => {
  test('are sent by definePage alone, and a body is taken apart by its schema alone', () => {
    expect(reading(/\bres\.render\(|\.\.\.req\.body\b/)).toEqual([])
  })
})

describe('routes', () => {
  test('have no two parameters in one part of a path', () => {
    expect(reading(/path: '[^']*\/[^/']*:\w+[^/']*:\w+/)).toEqual([])
  })
})

describe('secrets', () => {
  /** Shapes of keys that people leave in repositories. */
  const shapes = [
    /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s+[A-Za-z0-9+/]{40}/,
    /\bAKIA[0-9A-Z]{16}\b/,
    /\bgh[pousr]_[A-Za-z0-9]{36}\b/,
    /\bxox[abpr]-[A-Za-z0-9-]{20,}/,
    /\bSECRET_KEY=['"]?[A-Za-z0-9+/]{32,}/,
    /\bnpm_[A-Za-z0-9]{36}\b/,
  ]
  const secretIn = (text: string) => shapes.some((shape) => shape.test(text))

  test('stand in no file of the project', () => {
    const files = globSync(
      ['*', '.ci/*', 'docs/**/*.md', 'prisma/**/*', 'src/**/*', 'tests/**/*.{ts,json}', 'views/**/*'],
      { cwd: root, withFileTypes: true },
    ).filter((entry) => entry.isFile())
    expect(files.length).toBeGreaterThan(1000)
    const found = files.map((entry) => path.join(entry.parentPath, entry.name))
    expect(found.filter((file) => secretIn(readFileSync(file, 'latin1')))).toEqual([])
  })

  test('would be seen, and so would another file that does what few may', () => {
    expect(othersThan([], /from 'ejs'/)).toEqual(['src/platform/http/views.ts'])
    expect(secretIn(`key = "AKIA${'A1'.repeat(8)}"`)).toBe(true)
    expect(secretIn(`SECRET_KEY=${'k'.repeat(40)}`)).toBe(true)
    expect(secretIn('SECRET_KEY=<make one with openssl rand -base64 32>')).toBe(false)
  })
})
