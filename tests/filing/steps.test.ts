import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { complaintPaths } from '../../src/features/complaints/index.ts'
import { places } from '../support/cast.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import {
  errorsOf,
  hiddenFields,
  isChosen,
  locationOf,
  plainText,
  residentOf,
  titleOf,
  tokenIn,
  typedIn,
  wordsOf,
} from './resident.ts'

let portal: Portal
beforeAll(async () => {
  portal = await openPortal()
  const { db } = portal.deps
  await db.category.update({ where: { id: portal.cast.categories.lights }, data: { danger: ['rescue'] } })
})
afterAll(() => portal.close())

const startPath = complaintPaths.new('ru', 'synaqqala')

describe('the way through', () => {
  test('three presses lead from the empty form to the number, the office and the dates', async () => {
    const aigul = residentOf(portal)
    const empty = await aigul.get(startPath)
    expect(empty.status).toBe(200)
    expect(empty.headers['cache-control']).toBe('public, no-cache')
    expect(titleOf(empty.text)).toBe('Что случилось?')

    const placed = locationOf(await aigul.begin({ text: plainText, category: 'potholes' }))
    expect(placed).toMatch(/\/where$/)
    const check = locationOf(await aigul.post(placed, { address: 'ул. Абая, 10', district: 'east' }))
    const page = await aigul.get(check)
    const words = wordsOf(page.text)
    expect(words).toContain('Шаг 3 из 3')
    for (const shown of [plainText, 'Яма', 'ул. Абая, 10', 'Восточный район', 'Управление: Дороги']) {
      expect(words).toContain(shown)
    }

    portal.setNow('2026-03-11T07:02:00Z')
    const filedPath = locationOf(await aigul.send(check))
    const filed = await aigul.get(filedPath)
    expect(filed.status).toBe(200)
    expect(filed.headers['cache-control']).toBe('private, no-store')
    expect(filed.headers['referrer-policy']).toBe('same-origin')
    expect(filed.headers['x-robots-tag']).toBe('noindex')
    expect(filed.text).toMatch(/2603-\d{4}-\d{4}/)
    expect(filed.text).toContain(`value="http://portal.test/ru/synaqqala/mine/${tokenIn(filedPath)}"`)
    expect(wordsOf(filed.text)).toContain('Выбрано по категории: Яма')
    // 11 March is a Wednesday; 15 working days on, over Nauryz (23 to 25 March off), is 6 April.
    expect(wordsOf(filed.text)).toContain('не позднее: 16 марта 2026')
    expect(wordsOf(filed.text)).toContain('не позднее: 6 апреля 2026')
    expect((await aigul.get(filedPath)).text).toBe(filed.text)
  })

  test('a category is not needed: the words of the text make the first guesses', async () => {
    const aigul = residentOf(portal)
    const where = locationOf(await aigul.begin({ text: 'Большая яма на дороге у дома' }))
    expect(where).toMatch(/\/where$/)
    expect(isChosen((await aigul.get(where)).text, 'potholes')).toBe(true)
    const asked = where.replace(/where$/, 'category')
    const page = await aigul.get(asked)
    expect(page.text.indexOf('value="potholes"')).toBeLessThan(page.text.indexOf('value="snow"'))
    expect(wordsOf(page.text)).toContain('Похоже на это')
    const none = await aigul.post(asked, {})
    expect(none.status).toBe(422)
    expect(errorsOf(none.text)).toEqual(['Выберите категорию или «Не знаю»'])
    expect(locationOf(await aigul.post(asked, { category: 'unknown' }))).toMatch(/\/where$/)
  })

  test('three presses do without a category: the first guess is confirmed beside the place', async () => {
    const aigul = residentOf(portal)
    const where = locationOf(await aigul.begin({ text: 'Большая яма на дороге у дома' }))
    const check = locationOf(await aigul.post(where, { category: 'potholes', address: 'ул. Абая, 10' }))
    expect(check).toMatch(/\/check$/)
    expect(wordsOf((await aigul.get(check)).text)).toContain('Яма')
    const other = locationOf(await aigul.begin({ text: 'Большая яма на дороге у дома' }))
    const unsure = locationOf(await aigul.post(other, { category: 'unknown', address: 'ул. Абая, 10' }))
    expect(wordsOf((await aigul.get(unsure)).text)).toContain('Не знаю')
  })

  test('nobody skips a step', async () => {
    const aigul = residentOf(portal)
    const where = locationOf(await aigul.begin({ text: plainText, category: 'snow' }))
    const at = (step: string) => where.replace(/where$/, step)
    expect(locationOf(await aigul.get(at('check')))).toBe(where)
    expect(locationOf(await aigul.post(at('check'), { replyLang: 'ru' }))).toBe(where)
    expect((await aigul.get(at('what'))).status).toBe(200)
    expect(
      await portal.deps.db.complaint.count({
        where: { text: plainText, categoryId: portal.cast.categories.snow },
      }),
    ).toBe(0)
  })

  test('going back shows what was written, and leads straight to the check again', async () => {
    const aigul = residentOf(portal)
    const check = await aigul.reachCheck({ category: 'snow' })
    const what = check.replace(/check$/, 'what')
    expect(typedIn((await aigul.get(what)).text, 'text')).toBe(plainText)
    const text = 'Снег не убирают, тротуар завален целиком'
    expect(locationOf(await aigul.post(what, { text, category: 'snow' }, []))).toBe(check)
    expect((await aigul.get(check)).text).toContain(text)
  })

  test('a token that is none, or is gone, says what to do', async () => {
    const aigul = residentOf(portal)
    expect((await aigul.get(complaintPaths.step('ru', 'synaqqala', 'short', 'what'))).status).toBe(404)
    const gone = await aigul.get(complaintPaths.step('kk', 'synaqqala', 'A'.repeat(22), 'what'))
    expect(gone.status).toBe(404)
    expect(titleOf(gone.text)).toBe('Жоба табылмады')
    expect(gone.text).toContain(`href="${complaintPaths.new('kk', 'synaqqala')}"`)
  })
})

describe('what is wrong is said and what was typed stays', () => {
  test.each([
    ['', 'Напишите, что случилось'],
    ['   \n\t ', 'Напишите, что случилось'],
    ['Яма', 'Опишите подробнее: не меньше 10 знаков'],
    ['я'.repeat(2001), 'Сократите текст: не больше 2000 знаков, сейчас 2001'],
  ])('text %j', async (text, sentence) => {
    const page = await residentOf(portal).begin({ text, category: 'snow' })
    expect(page.status).toBe(422)
    expect(page.text).toContain('<title>Ошибка: Что случилось?')
    expect(errorsOf(page.text)).toEqual([sentence])
    expect(typedIn(page.text, 'text').trim()).toBe(text.trim())
    expect(isChosen(page.text, 'snow')).toBe(true)
  })

  test('2000 letters of two UTF-16 units each are not too many', async () => {
    expect(locationOf(await residentOf(portal).begin({ text: '🕳'.repeat(2000), category: 'snow' }))).toMatch(
      /where$/,
    )
  })

  test('a category that does not exist is no choice', async () => {
    expect(locationOf(await residentOf(portal).begin({ text: plainText, category: '__proto__' }))).toMatch(
      /category$/,
    )
  })

  test('step 2 wants at least one of words and point', async () => {
    const aigul = residentOf(portal)
    const where = locationOf(await aigul.begin({ text: plainText, category: 'snow' }))
    const nothing = await aigul.post(where, { district: 'west', address: '  ' })
    expect(nothing.status).toBe(422)
    expect(errorsOf(nothing.text)).toEqual(['Напишите адрес или ориентир либо выберите точку на карте'])
    expect(isChosen(nothing.text, 'west')).toBe(true)
    const long = await aigul.post(where, { landmark: 'о'.repeat(201) })
    expect(errorsOf(long.text)).toEqual(['Сократите: не больше 200 знаков'])
    expect(typedIn(long.text, 'landmark')).toHaveLength(201)
    for (const only of [{ landmark: 'за школой' }, { address: 'Абая 1' }, { lat: '49.95', lon: '82.55' }]) {
      expect(locationOf(await aigul.post(where, { landmark: '', ...only }))).toMatch(/check$/)
    }
  })

  test('step 3 explains a bad address and a bad number, and keeps both', async () => {
    const aigul = residentOf(portal)
    const check = await aigul.reachCheck()
    const page = await aigul.send(check, {
      email: 'aigul.mail.ru',
      phone: '12 34',
      replyLang: 'kk',
      visibility: 'staff',
    })
    expect(page.status).toBe(422)
    expect(errorsOf(page.text)).toEqual([
      'Проверьте адрес почты: нужен вид name@example.kz',
      'Проверьте номер: нужен вид +7 705 123 45 67 или 8 705 123 45 67',
    ])
    expect(typedIn(page.text, 'email')).toBe('aigul.mail.ru')
    expect(typedIn(page.text, 'phone')).toBe('12 34')
    expect(isChosen(page.text, 'kk')).toBe(true)
    expect(isChosen(page.text, 'staff')).toBe(true)
    expect(errorsOf((await aigul.send(check, { replyLang: 'tlh' })).text)).toEqual(['Выберите язык ответа'])
  })

  test('a likely slip in the address is asked about once, never forced', async () => {
    const aigul = residentOf(portal)
    const check = await aigul.reachCheck()
    const asked = await aigul.send(check, { email: 'Aigul@gmial.com' })
    expect(asked.status).toBe(422)
    expect(errorsOf(asked.text)[0]).toContain('aigul@gmail.com')
    expect(typedIn(asked.text, 'emailChecked')).toBe('aigul@gmial.com')
    const other = await aigul.send(check, { email: 'aigul@mial.ru', emailChecked: 'aigul@gmial.com' })
    expect(other.status).toBe(422)
    const sent = await aigul.send(check, { email: 'Aigul@gmial.com', emailChecked: 'aigul@gmial.com' })
    expect(locationOf(sent)).toMatch(/\/filed$/)
  })
})

describe('danger, sensitive matters, other organisations', () => {
  test('numbers to call come before the form, once', async () => {
    const aigul = residentOf(portal)
    const stop = locationOf(await aigul.begin({ text: 'Оборван провод, искрит', category: 'lights' }))
    expect(stop).toMatch(/\/danger$/)
    const page = await aigul.get(stop)
    expect(titleOf(page.text)).toBe('Если есть опасность, сначала позвоните')
    expect(page.text.includes('href="tel:112"')).toBe(true)
    expect(locationOf(await aigul.get(stop.replace('danger', 'where')))).toBe(stop)
    const where = locationOf(await aigul.post(stop, {}))
    expect(where).toMatch(/\/where$/)
    expect(locationOf(await aigul.post(where, { address: 'Абая 1' }))).toMatch(/\/check$/)
  })

  test('words alone are enough for a warning', async () => {
    const aigul = residentOf(portal)
    const stop = locationOf(await aigul.begin({ text: 'Пропало освещение на всей улице' }))
    expect(stop).toMatch(/\/danger$/)
    expect(locationOf(await aigul.post(stop, {}))).toMatch(/\/where$/)
  })

  test('what an outside organisation answers is said before and after sending', async () => {
    const aigul = residentOf(portal)
    const stop = locationOf(await aigul.begin({ text: 'Не горит фонарь на углу', category: 'lights' }))
    const where = locationOf(await aigul.post(stop, {}))
    expect(wordsOf((await aigul.get(where)).text)).toContain(
      'Отвечает сторонняя организация: Управление: Электросети',
    )
    const check = locationOf(await aigul.post(where, { address: 'Абая 1' }))
    expect(wordsOf((await aigul.get(check)).text)).toContain('оператор передаст обращение письмом')
    expect(wordsOf((await aigul.get(locationOf(await aigul.send(check)))).text)).toContain(
      'Это сторонняя организация',
    )
  })

  test('a sensitive category is for staff only, whatever the form says', async () => {
    const aigul = residentOf(portal)
    const check = await aigul.reachCheck({
      category: 'violence',
      text: 'За стеной бьют ребёнка, звоните 87051234567',
    })
    const page = await aigul.get(check)
    expect(wordsOf(page.text)).toContain('Обращение увидят только сотрудники')
    expect(page.text.includes('name="visibility"')).toBe(false)
    const filed = await aigul.get(locationOf(await aigul.send(check, { visibility: 'public' })))
    expect(wordsOf(filed.text)).toContain('Обращение видят только сотрудники')
    const stored = await portal.deps.db.complaint.findFirstOrThrow({
      where: { text: { contains: 'бьют ребёнка' } },
    })
    // Nothing to publish, so nothing waits for a moderator either.
    expect(stored).toMatchObject({ visibility: 'staff', shown: false, publication: 'published' })
  })

  test('whoever wants only staff to read it gets that', async () => {
    const aigul = residentOf(portal)
    const check = await aigul.reachCheck({ text: 'Прошу проверить только вас, это личное' })
    await aigul.send(check, { visibility: 'staff' })
    const stored = await portal.deps.db.complaint.findFirstOrThrow({
      where: { text: { contains: 'это личное' } },
    })
    expect(stored).toMatchObject({ visibility: 'staff', shown: false })
  })
})

describe('the place', () => {
  const reachWhere = async (city = 'synaqqala') => {
    const resident = residentOf(portal, { city })
    return { resident, where: locationOf(await resident.begin({ text: plainText, category: 'unknown' })) }
  }
  const asFields = ({ lat, lon }: { lat: number; lon: number }) => ({ lat: String(lat), lon: String(lon) })

  test('the district follows from the point, unless one was chosen', async () => {
    const { resident, where } = await reachWhere()
    const check = locationOf(await resident.post(where, { ...asFields(places.east), accuracy: '12.7' }))
    const page = await resident.get(check)
    expect(wordsOf(page.text)).toContain('Восточный район')
    expect(wordsOf(page.text)).toContain('Управление: Жильё')
    expect(wordsOf((await resident.get(where)).text)).toContain('точность 13 м')
    const changed = await resident.post(where, { ...asFields(places.east), district: 'west' })
    expect(wordsOf((await resident.get(locationOf(changed))).text)).toContain('Западный район')
  })

  test('the point can be taken back without scripts', async () => {
    const { resident, where } = await reachWhere()
    await resident.post(where, { ...asFields(places.west), landmark: 'у моста' })
    expect(
      locationOf(
        await resident.post(where, { ...asFields(places.west), landmark: 'у моста', remove: 'point' }),
      ),
    ).toBe(where)
    const page = await resident.get(where)
    expect(wordsOf(page.text)).not.toContain('Точка выбрана')
    expect(typedIn(page.text, 'landmark')).toBe('у моста')
    expect(hiddenFields(page.text)).toMatchObject({ lat: '', lon: '' })
  })

  test('a place outside every city: what to do instead', async () => {
    const { resident, where } = await reachWhere()
    const page = await resident.post(where, { ...asFields(places.outside), address: 'Сарыарка 1' })
    expect(page.status).toBe(422)
    expect(errorsOf(page.text)).toEqual(['Точка за пределами города. Уберите её или выберите другую'])
    expect(wordsOf(page.text)).toContain('Портал принимает обращения только по этому городу')
    expect(typedIn(page.text, 'address')).toBe('Сарыарка 1')
  })

  test('a place of another city of the portal: the same draft goes on there', async () => {
    await portal.deps.db.city.update({
      where: { id: portal.cast.otherCity.id },
      data: { profile: { ...(await otherProfile()), outline: square(70, 72, 50, 52) } },
    })
    portal.deps.cache.forget('city:')
    const { resident, where } = await reachWhere()
    const page = await resident.post(where, { ...asFields(places.outside), landmark: 'у вокзала' })
    expect(wordsOf(page.text)).toContain('Это место относится к другому городу портала: Баскакала')
    const moved = await resident.post(where, {
      ...asFields(places.outside),
      landmark: 'у вокзала',
      city: 'basqaqala',
    })
    const there = locationOf(moved)
    expect(there).toBe(where.replace('synaqqala', 'basqaqala'))
    expect(typedIn((await resident.get(there)).text, 'landmark')).toBe('у вокзала')
    expect(locationOf(await resident.get(where))).toBe(there)
    const unknown = await resident.post(there, { landmark: 'x', city: 'atlantis' })
    expect(locationOf(unknown)).toBe(there)
  })

  test.each([
    { lat: '49.95', lon: '' },
    { lat: 'NaN', lon: '82.6' },
    { lat: '1e2', lon: '82.6' },
    { lat: '999', lon: '82.6' },
    { lat: '49.95; DROP TABLE', lon: '82.6' },
  ])('%j is no point', async (fields) => {
    const { resident, where } = await reachWhere()
    const page = await resident.post(where, fields)
    expect(page.status).toBe(422)
    expect(wordsOf(page.text)).not.toContain('Точка выбрана')
  })

  test('a position that is a kilometre wide is not taken', async () => {
    const { resident, where } = await reachWhere()
    const page = await resident.post(where, { ...asFields(places.west), accuracy: '1000' })
    expect(page.status).toBe(422)
    expect(errorsOf(page.text)[0]).toContain('слишком приблизительно')
  })

  async function otherProfile() {
    const other = await portal.deps.db.city.findUniqueOrThrow({ where: { id: portal.cast.otherCity.id } })
    return other.profile as object
  }
})

const square = (west: number, east: number, south: number, north: number) => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
})

describe('guesses while typing', () => {
  const guess = async (text: string, lang = 'kk') => {
    const path = `/${lang}/synaqqala/complaints/guess.json?${new URLSearchParams({ text })}`
    return (await residentOf(portal).get(path)).body as {
      guesses: { value: string; label: string; icon: string }[]
    }
  }

  test('Kazakh with its letters and on a Russian keyboard', async () => {
    for (const text of ['Көшеде қар тазаланбаған', 'Кошеде кар тазаланбаган', 'КАРДЫ КУРЕМЕЙДИ']) {
      expect((await guess(text)).guesses[0]).toEqual({ value: 'snow', label: 'Қар', icon: 'snowflake' })
    }
  })

  test('nothing for nothing, and a whole book does not hurt', async () => {
    expect(await guess('')).toEqual({ guesses: [] })
    expect(await guess('ЯМ')).toEqual({ guesses: [] })
    expect((await guess(`яма ${'ы '.repeat(1000)}`, 'ru')).guesses[0]?.value).toBe('potholes')
    // Beyond what is read
    expect(await guess(`${'ы '.repeat(400)}яма`)).toEqual({ guesses: [] })
  })
})

test('a text can come along from a search', async () => {
  const page = await residentOf(portal).get(
    `${startPath}?${new URLSearchParams({ text: 'Нет «света»<b>', category: 'heating' })}`,
  )
  expect(typedIn(page.text, 'text')).toBe('Нет «света»<b>')
  expect(isChosen(page.text, 'heating')).toBe(true)
})
