import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import {
  checkSearch,
  complaintPaths,
  formatNumber,
  rebuildSearch,
} from '../../src/features/complaints/index.ts'
import { refreshKnownWords, searchPaths } from '../../src/features/search/index.ts'
import { searchFold } from '../../src/platform/text/search-fold.ts'
import { file, happen } from '../complaints/history.ts'
import { wordsOf } from '../filing/resident.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { searchCases, written } from './search-cases.ts'

let portal: Portal
let numbers: Record<string, string>

beforeAll(async () => {
  portal = await openPortal()
  numbers = {}
  for (const [name, [text, address]] of Object.entries(written)) {
    numbers[name] = (await file(portal, { text, address })).number
  }
  await file(portal, { text: 'Тайная яма, видео на www.example.kz', address: 'Скрытая 1' })
  await file(portal, {
    text: 'Тайная беда',
    categoryId: portal.cast.categories.violence,
    address: 'Скрытая 2',
  })
  for (const slip of [
    'Светофор мигает',
    'Светофор висит',
    'Светофор погас',
    'Мусор лежит',
    'Мусор тут',
    'Мусор',
  ])
    await file(portal, { text: `${slip} ${'.'.repeat(10)}`, address: 'Тестовая' })
  await refreshKnownWords(portal.deps)
})
afterAll(() => portal?.close())

const search = (q: string, more: Record<string, string> = {}, lang: 'kk' | 'ru' | 'en' = 'ru') =>
  request(portal.app)
    .get(searchPaths.page(lang, 'synaqqala'))
    .query({ q, ...more })

/** Which of the named complaints a page shows, in its order. */
async function found(q: string, more: Record<string, string> = {}): Promise<string[]> {
  const { text } = await search(q, more).expect(200)
  const shown = [...text.matchAll(/complaints\/(\d{4}-\d{4}-\d{4})"/g)].map(([, number = '']) => number)
  const names = new Map(Object.entries(numbers).map(([name, number]) => [formatNumber(number), name]))
  return shown.flatMap((number) => names.get(number) ?? [])
}

describe('what is found', () => {
  for (const { q, finds, why, works = true } of searchCases) {
    test(`${q}: ${works ? 'is found' : 'is not found'} (${why})`, async () => {
      const names = (await found(q, { in: 'complaints' })).toSorted()
      if (works) expect(names).toEqual(finds.toSorted())
      else expect(names).not.toEqual(finds.toSorted())
    })
  }

  it('mends slips by words that people here use, and says so', async () => {
    const { text } = await search('свитафор сламан').expect(200)
    expect(wordsOf(text)).toContain('светофор')
    expect(await found('свитофор')).toContain('light')
    expect(await found('светафор сломан')).toEqual(['light'])
  })

  it('falls back to some of the words', async () => {
    const { text } = await search('собаки вертолёт космодром').expect(200)
    expect(wordsOf(text)).toContain('Всех слов сразу нет нигде')
    expect(await found('собаки вертолёт космодром')).toEqual(['dog'])
  })

  it('never finds what is held or for staff only, nor tells its words', async () => {
    const { text } = await search('тайная').expect(200)
    expect(wordsOf(text)).toContain('ничего не нашлось')
    expect(await found('скрытая')).toEqual([])
    expect(await portal.deps.db.searchWord.count({ where: { word: { startsWith: 'тайн' } } })).toBe(0)
  })

  it('marks what was found as elements, and prints what people wrote as text', async () => {
    const { text } = await search('яма').expect(200)
    expect(text).toContain('<mark>яма</mark>')
    const hostile = await search('<script>alert(1)</script> яма').expect(200)
    expect(hostile.text).not.toContain('<script>alert')
  })

  it('finds offices by any of their names, in a tab of their own', async () => {
    const { text } = await search('дорогами управление', {}, 'ru').expect(200)
    expect(text).toContain('/ru/synaqqala/offices/roads')
    expect(wordsOf((await search('жолдар').expect(200)).text)).toContain('Управление: Дороги')
  })
})

describe('ways around', () => {
  it('leads a number straight to its complaint', async () => {
    const number = numbers['snow'] ?? ''
    const res = await search(` № ${formatNumber(number)} `).expect(303)
    expect(res.headers['location']).toBe(complaintPaths.show('ru', 'synaqqala', number))
    expect(wordsOf((await search('2603-1234-5678').expect(200)).text)).toContain('опечатка')
  })

  it('offers to report what is not there, with the words carried over', async () => {
    const { text } = await search('вертолёт').expect(200)
    const href = complaintPaths.new('ru', 'synaqqala', { text: 'вертолёт' })
    expect(text).toContain(`href="${href.replace('&', '&amp;')}"`)
    const step = await request(portal.app).get(href).expect(200)
    expect(step.text).toContain('вертолёт</textarea>')
  })

  it('shows what is asked for most when nothing is asked', async () => {
    const { text } = await search('').expect(200)
    expect(text).toContain('category=potholes')
    expect(text).not.toContain('category=violence')
  })

  it.each([
    '',
    ' ',
    '…',
    '%',
    "'",
    '\\',
    '!!! & | :*',
    '\u202e',
    'а'.repeat(500),
    '1 2 3 4 5 6 7 8 9 10 11 12',
  ])('takes %j', async (q) => {
    await search(q).expect(200)
  })

  it('stops what takes too long with a sentence', { tags: ['long'] }, async () => {
    const { pool } = portal.deps
    const client = await pool.connect()
    try {
      await client.query('BEGIN; LOCK TABLE complaint_search IN ACCESS EXCLUSIVE MODE')
      const { text, headers } = await search('мусор').expect(503)
      expect(wordsOf(text)).toContain('остановлен')
      expect(headers['retry-after']).toBe('10')
      expect(text).toContain('value="мусор"')
    } finally {
      await client.query('ROLLBACK')
      client.release()
    }
  })
})

describe('what the search keeps', () => {
  it('follows every change of a complaint in its transaction', async () => {
    const { number } = await file(portal, { text: 'Фонтан затопил площадь', address: 'Площадь' })
    numbers['fountain'] = number
    expect(await found('фонтан')).toEqual(['fountain'])
    await happen(portal, number, { kind: 'hidden', payload: { reason: 'Жеке деректер' } })
    expect(await found('фонтан')).toEqual([])
    await happen(portal, number, { kind: 'published', payload: { reason: '' } })
    expect(await found('фонтан')).toEqual(['fountain'])
    await portal.deps.db.complaint.update({ where: { number }, data: { text: 'Карусель сломалась' } })
    expect(await found('фонтан')).toEqual([])
    expect(await found('карусель')).toEqual(['fountain'])
    expect(await checkSearch(portal.deps.pool)).toBe(0)
  })

  it('is compared and written anew', async () => {
    const { pool } = portal.deps
    await pool.query('DELETE FROM complaint_search WHERE complaint_id IN (SELECT id FROM complaint LIMIT 3)')
    await pool.query(
      `UPDATE complaint_search SET words = ''::tsvector WHERE complaint_id = (SELECT max(complaint_id) FROM complaint_search)`,
    )
    expect(await checkSearch(pool)).toBe(4)
    await rebuildSearch(pool)
    expect(await checkSearch(pool)).toBe(0)
  })

  it('folds in the database as in the code', async () => {
    const { pool } = portal.deps
    const letters = Array.from({ length: 0x600 }, (_none, code) => String.fromCodePoint(code + 32)).join('')
    const sample = `${letters}«ул.Абая, 12/4» №7 – Ə`
    const { rows } = await pool.query<{ folded: string }>('SELECT search_fold($1) AS folded', [sample])
    expect(rows[0]?.folded).toBe(searchFold(sample))
    expect(searchFold(searchFold(sample))).toBe(searchFold(sample))
  })
})
