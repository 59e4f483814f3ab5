import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { workDeskPaths } from '../../src/features/works/paths.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'
import { plantStreets } from './planned.ts'

let portal: Portal
let head: Browser
const slug = 'synaqqala'

beforeAll(async () => {
  portal = await openPortal()
  await plantStreets(portal)
  head = await signInAs(portal, 'head@example.kz')
})
afterAll(() => portal?.close())

const columns = [
  ...['id', 'kind', 'titleRu', 'starts', 'ends', 'streets', 'sum', 'contractUrl', 'officePhone', 'office'],
  ...['district', 'lat', 'lon', 'shape', 'titleKk', 'reason'],
] as const
type Column = (typeof columns)[number]
type Cells = Partial<Record<Column, string>>

const good: Cells = {
  kind: 'road',
  titleRu: 'Ямочный ремонт',
  starts: '16.03.2026',
  ends: '20.03.2026',
  streets: 'пр. Абая, 2–40',
  office: 'roads',
}
const quoted = (text = '') => `"${text.replaceAll('"', '""')}"`
const lineOf = (cells: Cells) => columns.map((name) => quoted(cells[name])).join(',')
const fileOf = (rows: readonly Cells[]) => [columns.join(','), ...rows.map(lineOf)].join('\n')

async function upload(content: string | Buffer): Promise<string> {
  const answer = await head
    .post(workDeskPaths.imports(slug))
    .set(sameOrigin)
    .attach('file', Buffer.from(content), 'works.csv')
    .expect(303)
  return String(answer.headers['location'])
}
const apply = async (at: string) =>
  String((await head.post(`${at}/apply`).set(sameOrigin).expect(303)).headers['location'])
const texts = async (path: string) => (await head.get(path).expect(200)).text
const works = () => portal.deps.db.work.findMany({ orderBy: { id: 'asc' } })

/** A bad line, and what is to be said of it. */
const bad: [name: string, cells: Cells, sentence: string][] = [
  ['a kind that is none', { kind: 'ремонт душ' }, 'Вида «ремонт душ» нет'],
  ['no kind', { kind: '' }, 'Выберите вид работ'],
  ['no title', { titleRu: '' }, 'что будут делать'],
  ['a title too long', { titleRu: 'я'.repeat(161) }, 'не больше 160 знаков'],
  ['no start', { starts: '' }, 'когда начнутся работы'],
  ['a start that is no date', { starts: 'весной' }, 'Непонятная дата начала: «весной»'],
  ['a day that there is not', { starts: '30.02.2026' }, 'Непонятная дата начала: «30.02.2026»'],
  ['no end', { ends: '' }, 'когда работы закончатся'],
  ['an end that is no date', { ends: '20 числа' }, 'Непонятная дата окончания: «20 числа»'],
  ['an end before the start', { ends: '15.03.2026' }, 'Окончание должно быть позже начала'],
  ['a year with a slip', { starts: '16.03.2062', ends: '20.03.2062' }, 'дальше пяти лет'],
  ['a work of four years', { ends: '20.03.2030' }, 'дольше трёх лет'],
  ['an outage without hours', { kind: 'water_off' }, 'часы начала и окончания'],
  ['hours at one end alone', { starts: '16.03.2026 09:00' }, 'часы начала и окончания'],
  ['a sum in words', { sum: 'пять миллионов' }, 'Сумма должна быть числом'],
  ['a sum below nothing', { sum: '-5' }, 'не может быть отрицательной'],
  ['a sum beyond all', { sum: '99000000000000000' }, 'Слишком большая сумма'],
  ['a link that is none', { contractUrl: 'javascript:alert(1)' }, 'должна начинаться с https://'],
  ['a phone that is none', { officePhone: '12' }, 'Неверный телефон: «12»'],
  ['an office that is none', { office: 'Минздрав' }, 'нет такого ведомства: «Минздрав»'],
  ['an office of others', { office: 'housing' }, 'ведёте не вы: «housing»'],
  ['a district that is none', { district: 'Луна' }, 'нет такого района: «Луна»'],
  ['a street that is none', { streets: 'ул. Выдуманная' }, 'Такой улицы нет в списке города'],
  ['houses that are none', { streets: 'пр. Абая, 2 и дальше 5' }, 'Непонятные дома'],
  ['houses the wrong way round', { streets: 'пр. Абая, 40-2' }, 'Первый дом больше последнего'],
  ['a point that is none', { lat: 'север', lon: '82.6' }, 'Координаты должны быть числами'],
  ['half a point', { lat: '49.95' }, 'нужны и широта, и долгота'],
  ['a point in another city', { lat: '51.1', lon: '71.4' }, 'за пределами города'],
  ['a shape that is no JSON', { shape: 'LINESTRING(1 2)' }, 'Это не GeoJSON'],
  [
    'a shape that is open',
    { shape: '{"type":"Polygon","coordinates":[[[82.5,49.9],[82.6,49.9]]]}' },
    'замкнутая область',
  ],
  ['nothing that says where', { streets: '' }, 'улица, район или место на карте'],
]

describe('a list of works from a file', () => {
  it('names each bad line by its number and reason, and keeps the good ones', async () => {
    const rows = bad.flatMap(([, cells], index): Cells[] => [
      { ...good, id: `good-${index}`, titleRu: `Ремонт ${index}` },
      { ...good, id: `bad-${index}`, ...cells },
    ])
    const at = await upload(fileOf(rows))
    const page = await texts(at)
    for (const [index, [name, , sentence]] of bad.entries()) {
      const said = new RegExp(`<dt>Строка ${2 * index + 3}</dt><dd>(.*?)</dd>`, 's').exec(page)?.[1] ?? ''
      expect(said, name).toContain(sentence)
    }
    const location = await apply(at)
    expect(location).toContain(`added=${bad.length}`)
    const stored = await works()
    expect(stored.map(({ externalId }) => externalId)).toEqual(bad.map((_, index) => `good-${index}`))
    expect(stored.every(({ publishedAt }) => publishedAt !== null)).toBe(true)
  })

  it('names a line that is no line of the table, and one that stands there twice', async () => {
    const content = `${fileOf([
      { ...good, id: 'twice-1', titleRu: 'Один' },
      { ...good, id: 'twice-1', titleRu: 'Два' },
    ])}\na,b\n`
    const page = await texts(await upload(content))
    expect(page).toContain('уже есть в файле: строка 2')
    expect(page).toMatch(/<dt>Строка 4<\/dt><dd><p>Строка не соответствует столбцам/)
  })

  it('changes nothing when the same file comes again', async () => {
    const content = fileOf([
      { ...good, id: 'again-1', titleRu: 'Ремонт моста', sum: '12 500 000,00', lat: '49,95', lon: '82,55' },
      {
        ...good,
        id: 'again-2',
        kind: 'Отключение воды',
        starts: '2026-03-16 09:00',
        ends: '2026-03-16 17:00',
      },
      { ...good, id: '', titleRu: 'Без номера' },
    ])
    await apply(await upload(content))
    const [before, events] = [await works(), await portal.deps.db.workEvent.count()]
    const at = await upload(content)
    expect(await texts(at)).toContain('В списке нет ничего нового')
    await apply(at)
    expect(await works()).toEqual(before)
    expect(await portal.deps.db.workEvent.count()).toBe(events)
  })

  it('moves what has new dates, with the reason of the list, and changes what is told otherwise', async () => {
    await apply(await upload(fileOf([{ ...good, id: 'moves', titleRu: 'Чистка арыка' }])))
    const later: Cells = {
      ...good,
      id: 'moves',
      titleRu: 'Чистка арыка',
      starts: '23.03.2026',
      ends: '27.03.2026',
    }
    const location = await apply(
      await upload(fileOf([{ ...later, reason: 'Снег', streets: 'ул. Иртышская' }])),
    )
    expect(location).toContain('added=0&changed=1')
    const work = await portal.deps.db.work.findFirstOrThrow({
      where: { externalId: 'moves' },
      include: { events: { orderBy: { seq: 'asc' } }, streets: { include: { street: true } } },
    })
    expect(work.events.map(({ kind }) => kind)).toEqual(['published', 'changed', 'moved'])
    expect(work.events[2]).toMatchObject({ seq: work.version, reason: { ru: 'Снег' } })
    expect(work.moveCount).toBe(1)
    expect(work.streets.map(({ street }) => street.nameRu)).toEqual(['Иртышская'])
  })

  it('keeps what was written by hand and stands in no column', async () => {
    await apply(await upload(fileOf([{ ...good, id: 'by-hand', titleRu: 'Покраска' }])))
    const { id } = await portal.deps.db.work.findFirstOrThrow({ where: { externalId: 'by-hand' } })
    await portal.deps.db.work.update({
      where: { id },
      data: {
        contractor: 'ТОО «Маляр»',
        titleEn: 'Painting',
        words: { detour: { kk: '', ru: 'По Иртышской', en: '' } },
      },
    })
    const short =
      'id,kind,titleRu,starts,ends,office\nby-hand,road,Покраска оград,16.03.2026,20.03.2026,roads\n'
    // Without a place in it the row cannot stand for a work, whatever is known
    const place = short.replace(',office', ',office,streets').replace(',roads\n', ',roads,"пр. Абая, 2–40"\n')
    expect(await apply(await upload(place))).toContain('added=0&changed=1')
    const work = await portal.deps.db.work.findUniqueOrThrow({ where: { id } })
    expect(work).toMatchObject({
      ...{ titleRu: 'Покраска оград', titleEn: 'Painting', contractor: 'ТОО «Маляр»' },
      words: { detour: { ru: 'По Иртышской' } },
    })
  })

  it('lets works without a number recur, and moves those that are to come', async () => {
    const round = (starts: string, ends: string): Cells => ({
      ...good,
      ...{ kind: 'water_off', titleRu: 'Промывка сети', starts, ends },
    })
    const of = (days: readonly number[]) =>
      fileOf(days.map((day) => round(`2026-03-${day} 09:00`, `2026-03-${day} 17:00`)))
    expect(await apply(await upload(of([16, 23])))).toContain('added=2')
    // The first is over when the next list comes; the second moves by a day; the third is new
    portal.setNow('2026-03-18T07:00:00Z')
    head = await signInAs(portal, 'head@example.kz')
    expect(await apply(await upload(of([16, 24, 30])))).toContain('added=1&changed=1')
    const rounds = await portal.deps.db.work.findMany({
      where: { titleRu: 'Промывка сети' },
      orderBy: { startsAt: 'asc' },
      select: { startsAt: true, moveCount: true },
    })
    expect(rounds.map(({ startsAt, moveCount }) => [startsAt.toISOString().slice(8, 10), moveCount])).toEqual(
      [
        ['16', 0],
        ['24', 1],
        ['30', 0],
      ],
    )
  })

  it('keeps two works without a number apart that begin at once and end at different times', async () => {
    const of = (hour: number): Cells => ({
      ...good,
      ...{
        kind: 'power_off',
        titleRu: 'Замена опор',
        ends: `2026-04-06 ${hour}:00`,
        starts: '2026-04-06 09:00',
      },
    })
    expect(await apply(await upload(fileOf([of(12), of(17)])))).toContain('added=2')
    expect(await texts(await upload(fileOf([of(12), of(17)])))).toContain('В списке нет ничего нового')
    // The first moves away; another of its old dates is a work of its own
    const later = { ...of(12), starts: '2026-04-07 09:00', ends: '2026-04-07 12:00' }
    expect(await apply(await upload(fileOf([later, of(17)])))).toContain('added=0&changed=1')
    expect(await apply(await upload(fileOf([later, of(17), of(12)])))).toContain('added=1&changed=0')
    expect(await portal.deps.db.work.count({ where: { titleRu: 'Замена опор' } })).toBe(3)
  })

  it('follows a work that is given to another office, and makes no second one of it', async () => {
    const mine = head
    head = await signInAs(portal, 'city_admin@example.kz')
    const rows = (office: string): Cells[] => [
      { ...good, id: 'given', titleRu: 'Освещение двора', office },
      { ...good, id: '', titleRu: 'Освещение улицы', office },
    ]
    expect(await apply(await upload(fileOf(rows('roads'))))).toContain('added=2')
    expect(await apply(await upload(fileOf(rows('housing'))))).toContain('added=0&changed=2')
    expect(await texts(await upload(fileOf(rows('housing'))))).toContain('В списке нет ничего нового')
    const given = await portal.deps.db.work.findMany({
      where: { titleRu: { in: ['Освещение двора', 'Освещение улицы'] } },
      include: { office: true },
    })
    expect(given.map(({ office, source }) => [office.code, source])).toEqual(
      given.map(({ officeId }) => ['housing', `csv:${officeId}`]),
    )
    expect(given).toHaveLength(2)
    head = mine
  })

  it('takes the same number of two offices for two works', async () => {
    const admin = await signInAs(portal, 'city_admin@example.kz')
    const mine = head
    head = admin
    const rows = ['roads', 'housing'].map((office) => ({
      ...good,
      id: '1',
      titleRu: `Ремонт ${office}`,
      office,
    }))
    expect(await apply(await upload(fileOf(rows)))).toContain('added=2')
    expect(await texts(await upload(fileOf(rows)))).toContain('В списке нет ничего нового')
    head = mine
  })

  it('asks which column is which when they are named otherwise', async () => {
    const content = 'Что;С какого;По какое;Место\nРемонт двора;16.03.2026;18.03.2026;ул. Иртышская, 5\n'
    const at = await upload(content)
    expect(await texts(at)).toContain('Строка 2')
    const chosen = {
      'column-titleRu': 'Что',
      'column-starts': 'С какого',
      'column-ends': 'По какое',
      'column-streets': 'Место',
      kind: 'yard',
    }
    await head.post(`${at}/columns`).set(sameOrigin).type('form').send(chosen).expect(303)
    expect(await texts(at)).toContain('Принять 1 работу')
    expect(await apply(at)).toContain('added=1')
  })

  it('refuses what cannot be read as such a file', async () => {
    const send = (content: Buffer | string) =>
      head.post(workDeskPaths.imports(slug)).set(sameOrigin).attach('file', Buffer.from(content), 'x.csv')
    expect((await send(Buffer.from([0xd0, 0xe5, 0xec, 0x2c, 0x0a]))).text).toContain('не в кодировке UTF-8')
    expect((await send('просто текст')).text).toContain('В первой строке должны быть названия столбцов')
    const none = await head.post(workDeskPaths.imports(slug)).set(sameOrigin).field('x', '1').expect(422)
    expect(none.text).toContain('Выберите файл')
  })

  it('is a matter of who publishes, and of the one who uploaded it', async () => {
    const at = await upload(fileOf([good]))
    const executor = await signInAs(portal, 'executor@example.kz')
    await executor.get(workDeskPaths.imports(slug)).expect(404)
    const admin = await signInAs(portal, 'city_admin@example.kz')
    await admin.get(at).expect(404)
    await admin.get(workDeskPaths.imports(slug)).expect(200)
  })

  it('is forgotten after a day', async () => {
    portal.setNow('2026-03-20T07:00:00Z')
    await portal.jobs.get('works.forget-imports')?.run({}, portal.deps.now())
    expect(await portal.deps.db.workImport.count()).toBe(0)
  })
})
