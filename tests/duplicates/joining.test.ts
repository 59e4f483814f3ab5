import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { JoinedMeanwhile } from '../../src/features/complaints/actions/file-complaint.ts'
import { checkProjections, complaintPaths } from '../../src/features/complaints/index.ts'
import { hashToken } from '../../src/platform/crypto/token.ts'
import { answered, file, happen } from '../complaints/history.ts'
import { hiddenFields, locationOf, residentOf, tokenIn, wordsOf } from '../filing/resident.ts'
import { places } from '../support/cast.ts'
import { openPortal, type Portal } from '../support/portal.ts'

let portal: Portal
let main: { number: string }
let picture: Buffer

beforeAll(async () => {
  portal = await openPortal()
  // Light and dark fields, as a street has: what the hash looks at.
  const fields = Buffer.from(Array.from({ length: 72 }, (_none, at) => (at * 97 + (at % 7) * 41) % 256))
  picture = await sharp(fields, { raw: { width: 9, height: 8, channels: 1 } })
    .resize(900, 800, { kernel: 'nearest' })
    .jpeg()
    .toBuffer()
}, 60_000)
afterAll(() => portal?.close())

/** Statements that wait for a row which another transaction holds. */
async function waitingForRows(): Promise<number> {
  const [row] = await portal.deps.db.$queryRaw<{ waiting: number }[]>`
    SELECT count(*)::int AS waiting FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`
  return row?.waiting ?? 0
}

/** Each test has a hole of its own. */
let metresNorth = 0
beforeEach(async () => {
  portal.setNow('2026-03-11T07:00:00Z')
  metresNorth += 900
  main = await file(portal, {
    point: near(0),
    address: `Тестілік ${metresNorth}`,
    text: 'Жол ортасында терең шұңқыр',
  })
})

/** A point some metres north of this test's hole. */
const near = (metres: number) => ({
  lat: places.west.lat - 0.04 + (metresNorth + metres) / 111_320,
  lon: places.west.lon,
})

const resident = () => residentOf(portal)

/** Writes about a hole and comes to the last step. */
async function reach(
  metres: number,
  text = 'Яма на дороге, пробил колесо',
  photos: Buffer[] = [],
): Promise<string> {
  const { lat, lon } = near(metres)
  const person = resident()
  const begun = await person.begin(
    { text, category: 'potholes' },
    photos.map((bytes, index) => ({ name: `${index}.jpg`, bytes })),
  )
  const placed = await person.post(locationOf(begun), { lat: String(lat), lon: String(lon), accuracy: '10' })
  portal.setNow('2026-03-11T07:05:00Z')
  return locationOf(placed)
}

const stored = (number: string) =>
  portal.deps.db.complaint.findUniqueOrThrow({
    where: { number },
    include: { activity: { orderBy: { seq: 'asc' } }, photos: { orderBy: { position: 'asc' } } },
  })

const join = (check: string, number = main.number) =>
  resident().post(check.replace(/check$/, 'join'), { number })

describe('"is it one of these?"', () => {
  it('shows open complaints of the kind within its radius, with distance and state', async () => {
    await file(portal, { point: near(40), categoryId: portal.cast.categories.heating, text: 'Холодно' })
    const check = await reach(30)
    const { text } = await resident().get(check)
    expect(wordsOf(text)).toContain('Может быть, об этом уже сообщили?')
    expect(wordsOf(text)).toContain('30 м отсюда')
    expect(text).toContain(`value="${main.number}"`)
    expect(wordsOf(text)).not.toContain('Холодно')
    const json = await resident().get(check.replace(/check$/, 'similar.json'))
    expect(json.body.similar).toHaveLength(1)
  })

  it('shows at most three, and none that is far, ended, held or for staff only', async () => {
    const far = await reach(160)
    expect(wordsOf((await resident().get(far)).text)).not.toContain('Может быть')
    await happen(portal, main.number, answered())
    await file(portal, { point: near(10), visibility: 'staff' })
    await file(portal, { point: near(10), text: 'Яма, видео на www.example.kz' })
    const check = await reach(5)
    expect(wordsOf((await resident().get(check)).text)).not.toContain('Может быть')
    for (let n = 0; n < 5; n++) await file(portal, { point: near(n * 10) })
    const json = await resident().get(check.replace(/check$/, 'similar.json'))
    expect(json.body.similar).toHaveLength(3)
  })

  it('knows a street without a point, in either language', async () => {
    await file(portal, { point: null, address: 'Қабанбай батыр көшесі, 7', text: 'Үлкен шұңқыр' })
    const person = resident()
    const check = await person.reachCheck({
      text: 'Большая яма',
      category: 'potholes',
      address: 'Кабанбай батыра 7',
    })
    expect(wordsOf((await person.get(check)).text)).toContain('тот же дом')
  })

  it('knows a picture that is there already, wherever it was taken', async () => {
    await resident().send(await reach(0, 'Яма с фотографией', [picture]))
    const smaller = await sharp(picture).resize(500).jpeg({ quality: 60 }).toBuffer()
    const check = await reach(400, 'Опять эта яма', [smaller])
    expect(wordsOf((await resident().get(check)).text)).toContain('то же фото')
  })
})

describe('joining', () => {
  it('makes the filing part of the complaint with one press, words and photos included', async () => {
    const check = await reach(20, 'Та же яма, пробил два колеса', [picture])
    const count = await portal.deps.db.complaint.count()
    const joined = locationOf(await join(check))
    expect(joined).toBe(complaintPaths.joined('ru', 'synaqqala', tokenIn(check)))
    const page = await resident().get(joined)
    expect(wordsOf(page.text)).toContain('сообщили уже 2 человека')
    expect(await portal.deps.db.complaint.count()).toBe(count)
    const row = await stored(main.number)
    expect(row.joinedCount).toBe(1)
    expect(row.photoCount).toBe(1)
    expect(row.photos.map(({ role, draftId }) => [role, draftId])).toEqual([['added', null]])
    expect(row.activity.at(-1)).toMatchObject({ kind: 'joined', actorKind: 'resident', public: true })
    const shown = await resident().get(complaintPaths.show('ru', 'synaqqala', main.number))
    expect(wordsOf(shown.text)).toContain('Та же яма, пробил два колеса')
    expect(wordsOf(shown.text)).toContain('2 человека')
    expect((await checkProjections(portal.deps.pool)).faults).toEqual([])
  })

  it('is one joining however often it is pressed, and no complaint afterwards', async () => {
    const check = await reach(20)
    const presses = await Promise.all(Array.from({ length: 8 }, () => join(check)))
    expect(new Set(presses.map(locationOf)).size).toBe(1)
    expect((await stored(main.number)).joinedCount).toBe(1)
    expect(locationOf(await resident().send(check))).toContain('/joined')
    expect((await stored(main.number)).joinedCount).toBe(1)
    await portal.deps.db.draft.deleteMany()
    const again = await resident().get(check.replace(/check$/, 'joined'))
    expect(again.status).toBe(200)
  })

  it('leaves nothing to send from another window at the same moment', async () => {
    const check = await reach(20, 'Та же яма, глубже прежнего', [picture])
    const fields = {
      ...hiddenFields((await resident().get(check)).text),
      replyLang: 'ru',
      visibility: 'public',
    }
    const count = await portal.deps.db.complaint.count()
    const both = await portal.deps.db.$transaction(
      async (tx) => {
        // Both wait for the draft; who came first goes first.
        await tx.$queryRaw`SELECT 1 FROM draft WHERE id = ${Buffer.from(hashToken(tokenIn(check)))} FOR UPDATE`
        const joining = join(check).then((answer) => answer)
        await expect.poll(waitingForRows, { timeout: 20_000 }).toBe(1)
        const sending = resident()
          .post(check, fields)
          .then((answer) => answer)
        await expect.poll(waitingForRows, { timeout: 20_000 }).toBe(2)
        return { joining, sending }
      },
      { timeout: 60_000 },
    )
    expect(locationOf(await both.joining)).toContain('/joined')
    expect(locationOf(await both.sending)).toContain('/joined')
    expect(await portal.deps.db.complaint.count()).toBe(count)
    expect((await stored(main.number)).photoCount).toBe(1)
  })

  it('files nothing when its draft is begun again after it was swept', async () => {
    const check = await reach(20)
    const id = Buffer.from(hashToken(tokenIn(check)))
    const { db } = portal.deps
    const planted = await db.draft.findUniqueOrThrow({ where: { id } })
    const page = await resident().get(check)
    await join(check)
    await db.draft.delete({ where: { id } })
    await db.draft.create({ data: { ...planted, data: planted.data ?? {} } })
    const count = await db.complaint.count()
    const fields = { ...hiddenFields(page.text), replyLang: 'ru', visibility: 'public' }
    expect(locationOf(await resident().post(check, fields))).toContain('/joined')
    const joined = await resident().get(check.replace(/check$/, 'joined'))
    expect(wordsOf(joined.text)).toContain('сообщили уже 2 человека')
    // Begun again after the page had looked: the transaction looks, too.
    await expect(file(portal, { formToken: tokenIn(check) })).rejects.toThrow(JoinedMeanwhile)
    expect(await db.complaint.count()).toBe(count)
  })

  it('holds words with a link, with their photos, until a moderator has looked', async () => {
    const check = await reach(20, 'Яма та же, видео на www.example.kz', [picture])
    const joined = await resident().get(locationOf(await join(check)))
    expect(wordsOf(joined.text)).toContain('после проверки')
    const shown = await resident().get(complaintPaths.show('ru', 'synaqqala', main.number))
    expect(shown.text).not.toContain('example.kz')
    const { photos, wordsHeld } = await stored(main.number)
    expect(wordsHeld).toBe(true)
    await resident()
      .get(complaintPaths.photo(photos[0]?.id ?? '', 'small'))
      .then(({ status }) => expect(status).toBe(404))
  })

  it('is refused with a sentence when that complaint has ended, and nothing is lost', async () => {
    const check = await reach(20, 'Яма, но уже другая', [picture])
    await happen(portal, main.number, answered())
    const refused = await join(check)
    expect(refused.status).toBe(422)
    expect(wordsOf(refused.text)).toContain('присоединиться уже нельзя')
    expect(wordsOf(refused.text)).toContain('Яма, но уже другая')
    expect((await join(check, 'x')).status).toBe(422)
    expect((await stored(main.number)).photoCount).toBe(0)
    expect(locationOf(await resident().send(check))).toContain('/filed')
  })
})
