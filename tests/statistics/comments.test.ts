import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { signInAs } from '../support/sign-in.ts'

let portal: Portal
beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal?.close())

const page = (office: string, lang = 'en') => request(portal.app).get(`/${lang}/synaqqala/offices/${office}`)
const pathOf = (office: 'roads' | 'housing') => `/staff/offices/${portal.cast.offices[office]}/comment`

describe('the comment of an office', () => {
  test('is written by its head, and stands beside its figures with its date, in the language there is', async () => {
    const head = await signInAs(portal, 'head@example.kz')
    expect((await head.get(pathOf('roads'))).status).toBe(200)
    const sent = await head
      .post(pathOf('roads'))
      .set(sameOrigin)
      .type('form')
      .send({ textKk: '', textRu: 'В феврале работали две бригады.', textEn: '' })
    expect([sent.status, sent.headers['location']]).toEqual([303, pathOf('roads')])
    const { text } = await page('roads', 'kk')
    expect(text).toContain('Мекеменің пікірі')
    expect(text).toContain('<p class="prose" lang="ru">В феврале работали две бригады.</p>')
    expect(text).toContain('2026\u00A0ж. 11 наурыз')
    expect((await page('housing')).text).not.toContain('Comment of the office')
  })

  test('keeps what was said before, also when it is taken back', async () => {
    const head = await signInAs(portal, 'head@example.kz')
    await head
      .post(pathOf('roads'))
      .set(sameOrigin)
      .type('form')
      .send({ textKk: '', textRu: '', textEn: 'Three teams now.' })
    await head
      .post(`${pathOf('roads')}/take-back`)
      .set(sameOrigin)
      .type('form')
      .send({})
    const { text } = await page('roads')
    expect(text).toContain('The office took its earlier comment back.')
    expect(text).toContain('Three teams now.')
    expect(text).toContain('В феврале работали две бригады.')
    const { rows } = await portal.deps.pool.query('SELECT count(*)::int AS n FROM office_comment')
    expect(rows[0]).toEqual({ n: 3 })
    await expect(portal.deps.pool.query('DELETE FROM office_comment')).rejects.toThrow('append-only')
    await expect(portal.deps.pool.query("UPDATE office_comment SET text_ru = ''")).rejects.toThrow(
      'append-only',
    )
  })

  test('without a word is refused at the field', async () => {
    const head = await signInAs(portal, 'head@example.kz')
    const { status, text } = await head
      .post(pathOf('roads'))
      .set(sameOrigin)
      .type('form')
      .send({ textKk: ' ', textRu: '', textEn: '' })
    expect(status).toBe(422)
    expect(text).toContain('href="#textKk"')
  })

  test('is no matter of other offices or of other staff', async () => {
    const head = await signInAs(portal, 'head@example.kz')
    expect((await head.get(pathOf('housing'))).status).toBe(404)
    const executor = await signInAs(portal, 'executor@example.kz')
    expect((await executor.get(pathOf('roads'))).status).toBe(404)
  })
})
