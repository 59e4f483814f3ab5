import { randomBytes, randomUUID } from 'node:crypto'
import { signReader } from '../../../src/features/analysis/reader-link.ts'
import { eraseOwnData } from '../../../src/features/complaints/actions/own-data.ts'
import {
  type ComplaintEvent,
  changeComplaint,
  complaintPaths,
  type EventKind,
  formatNumber,
} from '../../../src/features/complaints/index.ts'
import { confirmFollower } from '../../../src/features/following/followers.ts'
import { beginRequest } from '../../../src/features/following/requests.ts'
import { signOwner } from '../../../src/features/guides/owners/letter.ts'
import { keepPicture } from '../../../src/features/news/actions/keep-picture.ts'
import { savePublication } from '../../../src/features/news/actions/save-publication.ts'
import { operatorPaths } from '../../../src/features/operator/index.ts'
import { inTransaction } from '../../../src/platform/db/transaction.ts'
import { signUnsubscribe } from '../../../src/platform/mail/mail-links.ts'
import { fileOne } from '../../desk/file-one.ts'
import { plantEventThings } from '../../events/plant-event.ts'
import { plantOneGuide } from '../../support/one-guide.ts'
import type { Portal } from '../../support/portal.ts'
import { plantContacts } from './contacts-table.ts'
import { plantPerson } from './persons.ts'
import { plantReceptionThings } from './receptions-table.ts'
import type { Ask } from './record.ts'
import { plantWorks } from './works-table.ts'

/** What the complaint of an address is to the public; which office holds it is a matter of who asks. */
export const relations = ['own', 'hidden', 'erased'] as const
export type Relation = (typeof relations)[number]

/** Words that must stay where they belong: the name of each, and what to look for in an answer. */
export const secrets = {
  contact: 'planted-contact@example.kz',
  note: 'planted-internal-note',
  caller: 'Planted Caller',
  hidden: 'planted-hidden-words',
  erased: 'planted-erased-words',
} as const
export type Secret = keyof typeof secrets
export const secretNames = Object.keys(secrets) as Secret[]

export type Things = {
  /** What stands in the place of `:name` in an address, by the relation of the complaint. */
  of: Readonly<Record<Relation, Readonly<Record<string, string>>>>
  /** The same for who holds no link: tokens that nobody was given. */
  foreign: Readonly<Record<string, string>>
  /** What is sent with a route, by its name; an empty form to the others. */
  fields: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** One of everything that an address can name. */
export async function plantThings(portal: Portal, ask: Ask): Promise<Things> {
  // So that there is something that no office has
  await portal.deps.db.routingRule.deleteMany({ where: { categoryId: null, districtId: null } })
  const shared = {
    lang: 'ru',
    city: portal.cast.city.slug,
    file: `${portal.cast.city.slug}-0.css`,
    draft: await beginDraft(portal, ask),
    size: 'small',
    format: 'json',
    code: 'roads',
    step: 'what',
    part: 'pages',
    chart: 'flow',
    officeId: String(portal.cast.offices.roads),
    ...(await plantFollower(portal)),
    ...(await plantSettings(portal)),
    ...(await plantTalk(portal, ask)),
    ...(await plantNews(portal)),
    page: 'about',
    ...(await plantEventThings(portal)),
    ...(await plantWorks(portal)),
    ...(await plantOneGuide(portal)),
    ...(await plantContacts(portal)),
    ...(await plantReceptionThings(portal)),
    position: '0',
    person: String(await plantPerson(portal, 'subject', [{ role: 'executor', where: 'roads' }])),
  }
  const own = await plantComplaint(portal, 'own')
  const mine = await plantOwned(portal, ask, own)
  const nobodys = randomBytes(16).toString('base64url')
  const tokens = [
    'token',
    'draft',
    'request',
    'link',
    'follower',
    'signed',
    'week',
    'letters',
    'pass',
    'organiser',
  ]
  return {
    of: {
      own: { ...shared, ...own, ...mine },
      hidden: { ...shared, ...(await plantComplaint(portal, 'hidden')) },
      erased: { ...shared, ...(await plantComplaint(portal, 'erased')) },
    },
    foreign: Object.fromEntries(tokens.map((name) => [name, nobodys])),
    fields: {
      'get /staff/inbox/news.json': { since: '1' },
      'post /staff/language': { lang: 'ru' },
      'post /staff/complaints/:number/draft': { act: 'ask', text: 'Где именно это находится?' },
      'post /staff/bulk/:run/choose': { text: 'Проверим завтра' },
    },
  }
}

/** What the executor has begun, a letter that was written, and an answer that was drawn for a lead. */
async function plantOwned(
  { deps, cast }: Portal,
  ask: Ask,
  { number = '' }: Record<string, string>,
): Promise<Record<string, string>> {
  const complaint = await deps.db.complaint.findUniqueOrThrow({
    where: { number: number.replaceAll('-', '') },
  })
  const fields = { kind: 'note', back: '', [`pick.${complaint.number}`]: String(complaint.version) }
  const run = await ask({ method: 'post', path: '/staff/bulk', fields, as: 'executor' })
  const saved = { name: 'Мои ямы', query: '', share: '' }
  await ask({ method: 'post', path: '/staff/inbox/filters', fields: saved, as: 'executor' })
  const filter = await deps.db.savedFilter.findFirstOrThrow()
  const sample = await deps.db.answerSample.create({
    data: {
      ...{ cityId: cast.city.id, officeId: cast.offices.roads, complaintId: complaint.id, answerNo: 1 },
      weekOf: new Date('2026-03-02'),
    },
  })
  return {
    run: /bulk\/([^/?]+)/.exec(run.location)?.[1] ?? '',
    filter: String(filter.id),
    sample: String(sample.id),
  }
}

/** Held by the roads; the akimat helps; with a contact and an internal note. */
async function plantComplaint(portal: Portal, relation: Relation): Promise<Record<string, string>> {
  const { db, files } = portal.deps
  const words = { own: '', hidden: ` ${secrets.hidden}`, erased: ` ${secrets.erased}` }
  const filed = await fileOne(portal, {
    text: `На дороге возле школы глубокая яма${words[relation]}`,
    email: secrets.contact,
  })
  const { id: complaintId } = await db.complaint.findUniqueOrThrow({ where: { number: filed.number } })
  const { key } = await files.put(Buffer.from('not really a picture'))
  const id = randomUUID()
  const keys = { largeKey: key, smallKey: key, width: 4, height: 3, smallWidth: 4, smallHeight: 3 }
  await db.photo.create({
    data: { id, complaintId, role: 'before', ...keys, createdAt: new Date('2026-03-11T07:00:00Z') },
  })
  const scan = randomUUID()
  const letter = { id: scan, complaintId, fileKey: key, bytes: 20 }
  await db.letterScan.create({ data: { ...letter, createdAt: new Date('2026-03-11T07:00:00Z') } })
  const { roads, akimat } = portal.cast.offices
  await happenTo(portal, complaintId, [
    ['noted', roads, { text: secrets.note }],
    ['helper_asked', roads, { officeId: akimat, reason: 'Нужна ваша помощь' }],
    ['lettered', roads, { to: 'Электросети', text: 'Просим принять меры', lang: 'ru' }],
    ...(relation === 'hidden' ? ([['hidden', null, { reason: 'Личные данные' }]] as const) : []),
  ])
  if (relation === 'erased') {
    // As long as somebody works on it, the words are needed; then they go
    await happenTo(portal, complaintId, [
      ['refused', roads, { ground: 'no_substance', text: 'Это не наша дорога', lang: 'ru' }],
    ])
    await eraseOwnData(portal.deps, { complaintId, number: filed.number, token: filed.secretToken })
  }
  return { number: formatNumber(filed.number), token: filed.secretToken, id, photo: id, scan }
}

type Happening = readonly [kind: EventKind, officeId: number | null, payload: object]

/** Staff did this, one thing after another. */
export async function happenTo(
  { deps, cast }: Portal,
  complaintId: number,
  happenings: readonly Happening[],
): Promise<void> {
  const at = deps.now().epochMilliseconds
  await inTransaction(deps.db, (tx) =>
    changeComplaint(tx, { complaintId }, () =>
      happenings.map(
        ([kind, officeId, payload]) =>
          ({
            ...{ kind, at, payload },
            actor: { kind: 'staff', staffId: cast.staff.executor, officeId },
          }) as ComplaintEvent,
      ),
    ),
  )
}

/** The token of a filing that was begun on the home page. */
async function beginDraft(portal: Portal, ask: Ask): Promise<string> {
  const path = complaintPaths.new('ru', portal.cast.city.slug)
  const fields = { text: 'Во дворе третий день не вывозят мусор', category: 'other' }
  const { location } = await ask({ method: 'post', path, fields })
  return /\/new\/([^/]+)\//.exec(location)?.[1] ?? ''
}

/** One thing of each kind that an administrator sets, a change of one, and a change that waits. */
async function plantSettings({ deps, cast }: Portal): Promise<Record<string, string>> {
  const by = { cityId: cast.city.id, staffId: cast.staff.city_admin, kind: 'notice', key: 'gone' }
  const at = new Date('2026-03-11T07:00:00Z')
  const words = { textKk: 'Жылу', textRu: 'Тепло', textEn: 'Heat' }
  const days = { startsOn: at, endsOn: at }
  const notice = { cityId: cast.city.id, code: 'heating', place: 'strip', tone: 'info', ...words, ...days }
  await deps.db.cityNotice.create({ data: notice })
  const after = {
    text: { kk: 'Жылу', ru: 'Тепло', en: 'Heat' },
    ...{ place: 'strip', tone: 'info', link: null, startsOn: '2026-03-11', endsOn: '2026-03-11' },
  }
  const change = await deps.db.settingChange.create({
    data: { ...by, version: 1, at, takesEffectOn: at, after },
  })
  const planned = await deps.db.plannedChange.create({
    data: { ...by, plannedAt: at, takesEffectOn: at, after },
  })
  const ready = { cityId: cast.city.id, code: 'solved-snow', purpose: 'solved' }
  await deps.db.answerTemplate.create({ data: { ...ready, lang: 'kk', title: 'Қар', text: 'Тазаланды' } })
  return {
    ...{ office: 'roads', text: 'solved-snow', category: 'snow', rule: 'snow.*', day: '2026-03-24' },
    ...{ notice: 'heating', area: 'west' },
    ...{ change: String(change.id), planned: String(planned.id) },
  }
}

/** Somebody who follows the city, a code that is awaited, a link to "my reports", and a link that ends mails. */
async function plantFollower({ deps, cast }: Portal): Promise<Record<string, string>> {
  const place = { cityId: cast.city.id, lang: 'ru', email: 'follower@example.kz' } as const
  const about = { filter: {}, circle: null }
  const act = { kind: 'subscribe', about, cadence: 'daily' } as const
  const waiting = await beginRequest(deps, { ...place, act })
  const link = await beginRequest(deps, { ...place, act: { kind: 'mine' } })
  const follower = await inTransaction(deps.db, (tx) =>
    confirmFollower(tx, deps, { email: place.email, lang: 'ru', at: deps.now().epochMilliseconds }),
  )
  return {
    request: waiting.token,
    link: link.token,
    follower: follower.token,
    signed: signUnsubscribe(deps.keys, { kind: 'f', id: 4711 }),
    week: signReader(deps, 4711),
    letters: signOwner(deps, 4711),
  }
}

/** Published news of the city, and a picture that nothing shows. */
async function plantNews({ deps, cast }: Portal): Promise<Record<string, string>> {
  const words = { kk: 'Жаңалық', ru: 'Новость', en: 'News' }
  const doc = { title: words, lead: words, body: words, day: '2026-03-10' }
  const publication = await savePublication(deps, {
    ...{ staffId: null, city: cast.city, id: null, kind: 'news', code: null, officeId: null, seenVersion: 0 },
    doc: { ...doc, category: null, source: null, picture: null },
    publish: true,
  })
  const { key } = await deps.files.put(Buffer.from('not really a picture of news'))
  const image = { key, width: 4, height: 3, bytes: 28 }
  const picture = await keepPicture(deps, { cityId: cast.city.id, large: image, small: image })
  return { publication: String(publication), picture }
}

/** A conversation of the operator, and somebody who is to be called back. */
async function plantTalk(portal: Portal, ask: Ask): Promise<Record<string, string>> {
  const { db } = portal.deps
  const words = { channel: 'phone', caller: '87051234567', name: secrets.caller, text: 'Во дворе нет света' }
  const call = { callDay: '2026-03-12', callTime: '10:00', callWhy: 'Сказать, когда починят' }
  const path = operatorPaths.desk(portal.cast.city.slug)
  await ask({ method: 'post', path, fields: { ...words, ...call, act: 'callBack' }, as: 'operator' })
  const [talk, callBack] = await Promise.all([
    db.operatorTalk.findFirstOrThrow(),
    db.callBack.findFirstOrThrow(),
  ])
  return { talk: talk.id, callBack: callBack.id }
}
