import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { complaintPaths, type Filed, type Filing } from '../../src/features/complaints/index.ts'
import { refreshFigures } from '../../src/features/statistics/index.ts'
import { newToken } from '../../src/platform/crypto/token.ts'
import { answered, file, happen } from '../complaints/history.ts'
import { plantEventThings } from '../events/plant-event.ts'
import { locationOf, residentOf } from '../filing/resident.ts'
import { plantWorks } from '../whole-app/policy/works-table.ts'
import { plantOneGuide } from './one-guide.ts'
import type { Portal } from './portal.ts'

export const situations = [
  ...['fresh', 'fixed', 'planned', 'asked', 'answered', 'reopened', 'transferred', 'refused', 'late'],
  ...['held', 'hidden', 'private', 'withdrawn', 'external', 'unrouted'],
] as const
export type Situation = (typeof situations)[number]

/** A city in which something has happened. */
export type LivedIn = {
  /** One complaint of every kind that looks different to somebody. */
  complaints: Record<Situation, Filed>
  /** Addresses of the steps of two filings that are under way: one that is dangerous, one that is ready to be sent. */
  draft: { what: string; category: string; danger: string; where: string; check: string }
  /** One that is to come, with guests, a paper and a question. */
  event: number
}

/** What people wrote; a test may put its own words into their mouths. */
type Say = (text: string) => string

/** Fills the cast's city, with photos and figures. Takes about two seconds. */
export async function liveIn(portal: Portal, say: Say = (text) => text): Promise<LivedIn> {
  const complaints = {} as Record<Situation, Filed>
  for (const situation of situations) {
    const { filing, happens } = stories(portal, say)[situation]
    const filed = await file(portal, {
      formToken: newToken(),
      text: say('Аулаға кіреберісте үлкен шұңқыр бар.'),
      address: say('Абай көшесі, 12'),
      ...filing,
    })
    complaints[situation] = filed
    await happens?.(filed.number)
  }
  const draft = await beginDrafts(portal, say)
  const { event } = await plantEventThings(portal)
  await plantOneGuide(portal)
  await plantWorks(portal)
  await refreshFigures(portal.deps, portal.cast.city.id)
  return { complaints, draft, event: Number(event) }
}

type Story = { filing: Partial<Filing>; happens?: (number: string) => Promise<void> }

const long = 'Толық мәтін екінші жолда жалғасады.\nШұңқыр мектептің қақпасы алдында, көлік айналып өтеді.'

function stories(portal: Portal, say: Say): Record<Situation, Story> {
  const { categories, districts, offices } = portal.cast
  const term = { dueOn: '2026-04-10', dueAt: Date.parse('2026-04-10T18:59:59.999Z'), calendar: 'kz-test' }
  const written = { text: say('Бригада осы аптада келеді, жол таза болады.'), lang: 'kk' }
  return {
    fresh: { filing: { text: say(long), email: 'aigul@example.kz', phone: '+77051234567' } },
    fixed: {
      filing: { landmark: say('№ 12 мектеп') },
      async happens(number) {
        await addPhoto(portal, number, 'before')
        const photo = await addPhoto(portal, number, 'after', 1)
        const answer = answered(say('Шұңқыр асфальтпен жөнделді.'))
        const payload = { ...answer.payload, photos: [photo] }
        await happen(portal, number, { kind: 'accepted' }, { ...answer, payload })
        await happen(portal, number, { kind: 'confirmed', by: 'resident' })
      },
    },
    planned: {
      filing: {
        text: say('Снег у остановки не убирают вторую неделю'),
        textLang: 'ru',
        categoryId: categories.snow,
      },
      happens: (number) =>
        happen(portal, number, { kind: 'planned', payload: { ...written, plannedOn: '2026-03-20' } }),
    },
    asked: {
      filing: {},
      happens: (number) => happen(portal, number, { kind: 'asked', payload: { ...written } }),
    },
    answered: {
      filing: {
        text: say('В подъезде холодно, батареи еле тёплые'),
        textLang: 'ru',
        categoryId: categories.heating,
      },
      happens: (number) => happen(portal, number, answered(say('Жылу қосылды, қысым қалыпты.'))),
    },
    reopened: {
      filing: {},
      async happens(number) {
        await happen(portal, number, answered(say('Жөнделді.')))
        await happen(portal, number, {
          kind: 'reopened',
          by: 'resident',
          payload: { text: say('Шұңқыр әлі тұр'), photos: [], ...term },
        })
      },
    },
    transferred: {
      filing: {},
      happens: (number) =>
        happen(portal, number, {
          kind: 'transferred',
          payload: {
            fromOfficeId: offices.roads,
            toOfficeId: offices.housing,
            reason: say('Бұл аула жолы'),
            late: true,
            ...term,
          },
        }),
    },
    refused: {
      filing: {},
      happens: (number) =>
        happen(portal, number, { kind: 'refused', payload: { ...written, ground: 'repeated' } }),
    },
    late: {
      filing: {},
      happens: (number) =>
        happen(portal, number, {
          kind: 'extended',
          payload: {
            reason: say('Қар еріді'),
            ...term,
            dueOn: '2026-03-11',
            dueAt: Date.parse('2026-03-11T06:00:00Z'),
          },
        }),
    },
    held: { filing: { text: say('Яма у дома, видео на www.example.kz'), textLang: 'ru' } },
    hidden: {
      filing: {},
      happens: (number) =>
        happen(portal, number, { kind: 'hidden', payload: { reason: say('Мәтінде көлік нөмірі бар') } }),
    },
    private: { filing: { visibility: 'staff', categoryId: categories.violence } },
    withdrawn: {
      filing: {},
      happens: (number) =>
        happen(portal, number, {
          kind: 'withdrawn',
          by: 'resident',
          payload: { text: say('Өзіміз шештік') },
        }),
    },
    external: { filing: { categoryId: categories.lights, point: null, districtId: districts.east } },
    unrouted: {
      filing: { categoryId: null, districtId: null, point: null, address: '', landmark: say('Базар') },
    },
  }
}

/** A photo of a street's colours, stored as the portal stores them. Answers its id. */
export async function addPhoto(
  { deps }: Portal,
  number: string,
  role: 'before' | 'after' | 'added',
  answerNo: number | null = null,
): Promise<string> {
  const shade = role === 'after' ? '#7a8' : '#876'
  const bytes = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: shade } })
      .jpeg()
      .toBuffer()
  const [large, small] = await Promise.all([
    deps.files.put(await bytes(1600, 1200)),
    deps.files.put(await bytes(400, 300)),
  ])
  const complaint = await deps.db.complaint.update({
    where: { number },
    data: { photoCount: { increment: 1 } },
  })
  const id = randomUUID()
  await deps.db.photo.create({
    data: {
      id,
      complaintId: complaint.id,
      role,
      answerNo,
      position: complaint.photoCount,
      largeKey: large.key,
      smallKey: small.key,
      width: 1600,
      height: 1200,
      smallWidth: 400,
      smallHeight: 300,
      createdAt: complaint.receivedAt,
    },
  })
  return id
}

async function beginDrafts(portal: Portal, say: Say): Promise<LivedIn['draft']> {
  const { db, cache } = portal.deps
  await db.category.update({ where: { id: portal.cast.categories.lights }, data: { danger: ['rescue'] } })
  cache.forget('directory:')
  const resident = residentOf(portal)
  const dangerous = locationOf(
    await resident.begin({ text: say('Провода висят над дорогой и искрят'), category: 'lights' }),
  )
  const picture = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#765' } })
    .jpeg()
    .toBuffer()
  const check = await resident.reachCheck(
    { text: say('Яма у дома, глубокая'), category: 'potholes', address: say('Абая 10') },
    [{ name: 'a.jpg', bytes: picture }],
  )
  const step = (name: string) => check.replace(/check$/, name)
  return { what: step('what'), category: step('category'), danger: dangerous, where: step('where'), check }
}

/** Address of the reporter's own page. */
export const mineOf = ({ secretToken }: Filed, lang: 'kk' | 'ru' | 'en' = 'ru') =>
  complaintPaths.mine(lang, 'synaqqala', secretToken)
