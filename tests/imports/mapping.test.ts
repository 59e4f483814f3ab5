import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readMapping } from '../../src/features/imports/index.ts'
import { meaningOf } from '../../src/features/imports/mapping.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'ashyq-mapping-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function read(content: unknown) {
  const file = path.join(folder, 'mapping.json')
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content))
  return readMapping(file)
}

const columns = { service_request_id: 'nr', requested_datetime: 'date', service_name: 'kind' }
const small = { source: 'old_system', columns }

describe('a mapping file', () => {
  it('needs a source and three columns; all else has a default', async () => {
    expect(await read(small)).toEqual({
      ...small,
      file: { delimiter: ',', encoding: 'utf-8' },
      dates: { format: 'iso' },
      lang: 'ru',
      screening: true,
      values: {},
      unknown: { category: 'refuse', office: 'refuse', district: 'ignore' },
    })
  })

  it.each(['boston311', 'seattle'])('of %s is right', async (name) => {
    await expect(readMapping(`tests/bench/${name}-mapping.json`)).resolves.toMatchObject({ lang: 'en' })
  })

  it('of the documentation is right, and shows every key', async () => {
    const [, example = ''] = /```jsonc\n([\s\S]*?)```/.exec(await readFile('docs/import.md', 'utf8')) ?? []
    const mapping = await read(example.replace(/\/\/.*$/gm, ''))
    expect(Object.keys(mapping).sort()).toEqual(Object.keys(await read(small)).sort())
  })

  it.each<[string, unknown, RegExp]>([
    ['no JSON', '{"source": ', /mapping\.json is wrong: it is not JSON \(/],
    ['no object', [], /is wrong: the file: /],
    ['no source', { columns }, /is wrong: source: /],
    ['a source with blanks', { ...small, source: 'Old System' }, /source: small letters/],
    [
      'no column of the id',
      { ...small, columns: { ...columns, service_request_id: undefined } },
      /columns: must name service_request_id/,
    ],
    ['an unknown field', { ...small, columns: { ...columns, colour: 'c' } }, /columns.*colour/],
    ['an unknown key', { ...small, colums: {} }, /colums/],
    ['an unknown zone', { ...small, dates: { zone: 'Asia/Astana' } }, /dates\.zone: not an IANA time zone/],
    [
      'a format that cannot be',
      { ...small, dates: { format: 'HH:mm a' } },
      /dates\.format: not a format of dates/,
    ],
    ['a format of other programs', { ...small, dates: { format: 'DD.MM.YYYY' } }, /dates\.format/],
    ['half a format', { ...small, dates: { format: 'dd.MM' } }, /dates\.format/],
    ['an empty format', { ...small, dates: { format: '' } }, /dates\.format/],
    ['an unknown state', { ...small, values: { status: { done: 'finished' } } }, /values\.status\.done/],
    ['an unknown channel', { ...small, values: { channel: { '*': 'fax' } } }, /values\.channel\.\*/],
    ['an unknown encoding', { ...small, file: { encoding: 'koi8-r' } }, /file\.encoding/],
    ['a long delimiter', { ...small, file: { delimiter: '||' } }, /file\.delimiter/],
    ['an unknown wish', { ...small, unknown: { office: 'guess' } }, /unknown\.office/],
  ])('with %s is refused in one sentence that names the place', async (_what, content, sentence) => {
    await expect(read(content)).rejects.toThrow(sentence)
    await expect(read(content)).rejects.toMatchObject({ name: 'UserError' })
  })

  it('that is not there is named', async () => {
    await expect(readMapping(path.join(folder, 'none.json'))).rejects.toThrow(/none\.json cannot be read/)
  })
})

describe('what a value means', () => {
  it('is what the table says, else what it says of all others', () => {
    expect(meaningOf({ a: 1, '*': 2 }, 'a')).toBe(1)
    expect(meaningOf({ a: 1, '*': 2 }, 'b')).toBe(2)
    expect(meaningOf({ a: 1 }, 'b')).toBeUndefined()
    expect(meaningOf(undefined, 'b')).toBeUndefined()
  })

  it('is never a property of all objects', () => {
    expect(meaningOf({ a: 1 }, 'constructor')).toBeUndefined()
    expect(meaningOf({ a: 1, '*': 2 }, '__proto__')).toBe(2)
  })
})
