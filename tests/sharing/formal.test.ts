import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { complaintPaths, type Filed } from '../../src/features/complaints/index.ts'
import { answered, file, happen } from '../complaints/history.ts'
import { unescapeHtml, wordsOf } from '../filing/resident.ts'
import { addPhoto } from '../support/lived-in.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { entriesOf } from './zip-entries.ts'

let portal: Portal
let filed: Filed
beforeAll(async () => {
  portal = await openPortal()
  filed = await file(portal, { text: '=HYPERLINK("x") Аулаға кіреберісте үлкен шұңқыр бар.' })
  await addPhoto(portal, filed.number, 'before')
  await addPhoto(portal, filed.number, 'before')
})
afterAll(() => portal?.close())

const get = (address: string) => request(portal.app).get(address)
const formal = (token: string, lang: 'kk' | 'ru' | 'en' = 'ru') =>
  get(complaintPaths.formal(lang, 'synaqqala', token))
const zipOf = (token: string) =>
  get(complaintPaths.formalZip('ru', 'synaqqala', token))
    .buffer()
    .parse((res, done) => {
      const parts: Buffer[] = []
      res.on('data', (part) => parts.push(part))
      res.on('end', () => done(null, Buffer.concat(parts)))
    })

/** The text of a field that can be copied. */
const paper = (html: string, id: string) =>
  unescapeHtml(new RegExp(`<textarea[^>]* id="${id}"[^>]*>([\\s\\S]*?)</textarea>`).exec(html)?.[1] ?? '')

describe('the receipt', () => {
  test('says number, dates, office, text, photos and what it is not, and leads back by a QR code', async () => {
    const { status, text, headers } = await get(complaintPaths.receipt('ru', 'synaqqala', filed.secretToken))
    expect(status).toBe(200)
    expect(headers['cache-control']).toBe('private, no-store')
    const words = wordsOf(text)
    for (const said of [
      'Талон обращения',
      '11 марта 2026 г., 12:00',
      'Управление: Дороги',
      'Срок ответа 6 апреля 2026',
      'Портал не является государственной системой',
      'үлкен шұңқыр бар',
    ]) {
      expect(words).toContain(said)
    }
    expect(text).toMatch(/<svg class="qr"/)
    expect(text.match(/\/photos\/[\w-]+\/small\.jpg/g)).toHaveLength(2)
  })

  test('is for the holder of the link only', async () => {
    for (const name of ['receipt', 'formal', 'formal.zip']) {
      const wrong = await get(`/ru/synaqqala/mine/${'A'.repeat(22)}/${name}`)
      expect(wrong.status).toBe(404)
      const elsewhere = await get(`/ru/basqaqala/mine/${filed.secretToken}/${name}`)
      expect(elsewhere.status).toBe(404)
    }
  })
})

describe('the text for eOtinish', () => {
  test('stands ready in both languages, with articles and dates of the working calendar', async () => {
    const { text } = await formal(filed.secretToken)
    const [ru, kk] = [paper(text, 'formal-ru'), paper(text, 'formal-kk')]
    // 15 working days after 11 March 2026, with Nauryz (23 to 25 March) between.
    expect(ru).toContain('Кому: Управление: Дороги')
    expect(ru).toContain('Ответить до 6 апреля 2026\u00A0г. (при подаче сегодня)')
    expect(ru).toContain('рабочих дней: 3), то есть до 16 марта 2026')
    expect(ru).toContain('үлкен шұңқыр бар')
    expect(kk).toContain('76-баптың 1-тармағындағы мерзімде (жұмыс күні: 15)')
    expect(kk).toContain('Қазақ тілінде жауап беруді')
    expect(text.indexOf('id="formal-ru"')).toBeLessThan(text.indexOf('id="formal-kk"'))
    const inKazakh = (await formal(filed.secretToken, 'kk')).text
    expect(inKazakh.indexOf('id="formal-kk"')).toBeLessThan(inKazakh.indexOf('id="formal-ru"'))
  })

  test('is public for what is shown, without photos; for nothing else', async () => {
    const { status, text } = await get(complaintPaths.formalText('ru', 'synaqqala', filed.number))
    expect(status).toBe(200)
    expect(paper(text, 'formal-ru')).toContain('үлкен шұңқыр бар')
    expect(text).not.toContain('formal.zip')
    expect(text).not.toContain(filed.secretToken)
    const held = await file(portal, { text: 'Смотрите видео на www.example.kz, покажу' })
    expect((await get(complaintPaths.formalText('ru', 'synaqqala', held.number))).status).toBe(404)
    const own = await formal(held.secretToken)
    expect(paper(own.text, 'formal-ru')).toContain('www.example.kz')
  })
})

describe('how to appeal', () => {
  test('is not told before there is an answer or the term is over', async () => {
    expect((await formal(filed.secretToken)).text).not.toContain('id="appeal"')
  })

  test('counts three months from the answer, three working days, then twenty', async () => {
    const one = await file(portal)
    await happen(portal, one.number, { kind: 'accepted' }, answered('Жөнделді.'))
    const { text } = await formal(one.secretToken)
    const words = wordsOf(text)
    expect(words).toContain('жалобу можно подать до 11 июня 2026')
    expect(words).toContain('до 16 марта 2026 г. (рабочих дней: 3, статья 91)')
    // Twenty working days after 16 March: Nauryz takes three.
    expect(words).toContain('До 16 апреля 2026 г. (рабочих дней: 20, статья 99)')
    expect(paper(text, 'appeal-ru')).toContain('Не согласен (не согласна) с ответом от 11 марта 2026')
    expect(paper(text, 'appeal-kk')).toContain('ШАҒЫМ')
  })

  test('may be about silence, and ends after three months', async () => {
    const one = await file(portal)
    portal.setNow('2026-04-13T07:00:00Z')
    try {
      expect(wordsOf((await formal(one.secretToken)).text)).toContain('Если не ответили в срок')
      portal.setNow('2026-08-13T07:00:00Z')
      const late = (await formal(one.secretToken)).text
      expect(wordsOf(late)).toContain('закончился 6 июля 2026')
      expect(late).not.toContain('id="appeal-ru"')
    } finally {
      portal.setNow('2026-03-11T07:00:00Z')
    }
  })
})

describe('the archive', () => {
  test('holds texts, photos and the receipt, and can be unpacked', async () => {
    const { body, headers, status } = await zipOf(filed.secretToken)
    expect(status).toBe(200)
    expect(headers['content-type']).toBe('application/zip')
    expect(headers['content-disposition']).toMatch(/^attachment; filename="[\d-]+\.zip"$/)
    expect(headers['content-encoding']).toBeUndefined()
    const entries = entriesOf(body)
    expect([...entries.keys()].sort()).toEqual([
      'eotinish-kk.txt',
      'eotinish-ru.txt',
      'photos/photo-1.jpg',
      'photos/photo-2.jpg',
      'receipt.csv',
      'receipt.json',
    ])
    expect(entries.get('eotinish-ru.txt')?.toString()).toMatch(/^\uFEFFКому: Управление: Дороги\r\n/)
    expect(entries.get('photos/photo-1.jpg')?.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]))
    const json = JSON.parse(entries.get('receipt.json')?.toString() ?? '')
    expect(json).toMatchObject({ status: 'sent', office: { code: 'roads' }, answers: [] })
    expect(entries.get('receipt.csv')?.toString()).not.toMatch(/(^|,)"?=/m)
  })

  test('survives a photo whose bytes are gone', async () => {
    const one = await file(portal)
    await addPhoto(portal, one.number, 'before')
    const photo = await portal.deps.db.photo.findFirstOrThrow({
      where: { complaint: { number: one.number } },
    })
    await portal.deps.files.delete(photo.largeKey)
    const entries = entriesOf((await zipOf(one.secretToken)).body)
    expect(entries.get('photos/photo-1.jpg')?.length).toBe(0)
    expect(entries.has('eotinish-kk.txt')).toBe(true)
  })
})
