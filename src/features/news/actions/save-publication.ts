import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction, type Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { Conflict } from '../../../platform/http/errors.ts'
import { langs } from '../../../platform/i18n/texts.ts'
import { searchFold } from '../../../platform/text/search-fold.ts'
import { logStaffAct } from '../../activity/index.ts'
import type { City } from '../../city/index.ts'
import { tellTopic } from '../../following/index.ts'
import type { Kind } from '../access.ts'
import { type Doc, saidIn } from '../doc.ts'
import { newsPaths } from '../paths.ts'
import { keptNews } from '../queries.ts'

export type Saving = {
  staffId: number | null
  city: Pick<City, 'id' | 'slug'>
  /** Null: it is begun. */
  id: number | null
  kind: Kind
  /** Of a page. */
  code: string | null
  officeId: number | null
  /** The version that was seen; of a new one 0. */
  seenVersion: number
  doc: Doc
  publish: boolean
}

/**
 * Keeps a version of news or of a page, and shows it to everybody when it is to be published. News that is published
 * for the first time is told to those who follow them. Answers its id.
 * @throws Conflict when somebody else has saved it since, or has begun a page of this address
 */
export async function savePublication(deps: Deps, saving: Saving): Promise<number> {
  const id = await inTransaction(deps.db, (tx) => save(tx, deps, saving))
  deps.cache.forget(keptNews(saving.city.id))
  return id
}

async function save(tx: Transaction, deps: Deps, saving: Saving): Promise<number> {
  const { staffId, city, kind, doc, publish } = saving
  const at = deps.now().epochMilliseconds
  const id = saving.id === null ? await begin(tx, saving) : await change(tx, saving.id, saving)
  const version = saving.seenVersion + 1
  const act = publish ? 'published' : saving.id === null ? 'created' : 'changed'
  await tx.publicationVersion.create({
    data: { publicationId: id, version, act, doc, staffId, at: toDate(at) },
  })
  const isFirst = publish && (await show(tx, { id, doc, at }))
  if (staffId !== null) {
    const detail = { act, kind, title: saidIn(doc.title, 'kk').text.slice(0, 120), version }
    await logStaffAct(tx, {
      at,
      staffId,
      cityId: city.id,
      kind: 'publication',
      subject: `publication ${id}`,
      detail,
    })
  }
  // What is mended or shown again is no news.
  if (isFirst && kind === 'news') await tell(tx, deps, { id, city, doc })
  return id
}

async function begin(tx: Transaction, { city, kind, code, officeId, doc }: Saving): Promise<number> {
  const [row] = await tx.publication.createManyAndReturn({
    data: [{ cityId: city.id, kind, code, officeId, doc, version: 1 }],
    skipDuplicates: true,
    select: { id: true },
  })
  if (row === undefined) throw new Conflict('this page was begun meanwhile')
  return row.id
}

async function change(
  tx: Transaction,
  id: number,
  { city, seenVersion, officeId, doc }: Saving,
): Promise<number> {
  const { count } = await tx.publication.updateMany({
    where: { id, cityId: city.id, version: seenVersion },
    data: { doc, officeId, version: { increment: 1 } },
  })
  if (count === 0) throw new Conflict('this publication was changed meanwhile')
  return id
}

/** What everybody reads is what was saved just now. */
/** True the first time. */
async function show(
  tx: Transaction,
  { id, doc, at }: { id: number; doc: Doc; at: number },
): Promise<boolean> {
  await tx.publication.update({
    where: { id },
    data: {
      state: 'published',
      shown: doc,
      day: new Date(doc.day),
      category: doc.category,
      words: wordsOf(doc),
      shownAt: toDate(at),
    },
  })
  const { count } = await tx.publication.updateMany({
    where: { id, publishedAt: null },
    data: { publishedAt: toDate(at) },
  })
  return count === 1
}

/** Folded, each word with a blank before it: a search looks for the beginnings of words. */
function wordsOf({ title, lead, body }: Doc): string {
  const texts = langs.flatMap((lang) => [title[lang], lead[lang], body[lang]])
  return ` ${searchFold(texts.join(' ')).replaceAll(/\s+/g, ' ').trim()}`
}

type Told = { id: number; city: Pick<City, 'id' | 'slug'>; doc: Doc }

/** Once, however often it is published again. */
export const newsKey = (id: number): string => `news:${id}`

async function tell(tx: Transaction, deps: Deps, { id, city, doc }: Told): Promise<void> {
  const [kk, ru, en] = langs.map((lang) => {
    const lead = saidIn(doc.lead, lang).text
    return {
      title: saidIn(doc.title, lang).text,
      lines: lead === '' ? [] : [lead],
      href: newsPaths.show(lang, city.slug, id),
    }
  })
  if (kk === undefined || ru === undefined || en === undefined) throw new Error('three languages')
  await tellTopic(tx, deps, { cityId: city.id, topic: 'news', key: newsKey(id), news: { kk, ru, en } })
}
