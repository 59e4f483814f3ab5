import type { RequestHandler } from 'express'
import { blindIndex } from '../../../platform/crypto/seal.ts'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { nameIn } from '../../city/index.ts'
import {
  complaintPaths,
  excerpt,
  type FeedModel,
  formatNumber,
  type Reading,
  readingOf,
  sendFeed,
} from '../../complaints/index.ts'
import { type Dump, snapshots } from '../dump/queries.ts'
import { openDataPaths } from '../paths.ts'
import { type AnswerRow, type CorrectionRow, lastAnswers, lastCorrections } from './queries.ts'

const mostInFeed = 100
const mostInJson = 1_000
const daysBack = 90
const mostAnswers = 50

export const feedHandlers = (
  deps: Deps,
): Record<'answers' | 'correctionsAtom' | 'correctionsJson', RequestHandler> => ({
  answers: async (req, res) => {
    const reading = await readingOf(deps, res)
    const { city, lang, t, directory, origin } = reading
    const code =
      typeof req.query['office'] === 'string' && req.query['office'] !== '' ? req.query['office'] : null
    const office = directory.offices.find((one) => one.code === code)
    if (code !== null && office === undefined) throw new NotFound('office')
    const rows = await lastAnswers(deps, { cityId: city.id, officeId: office?.id ?? null, most: mostAnswers })
    const name = office === undefined ? nameIn(city.names, lang) : nameIn(office.names, lang)
    sendFeed(res, {
      ...frameOf(reading, t('open-data:feed.answers', { name })),
      selfHref: origin + openDataPaths.answers(lang, city.slug, office?.code),
      updated: (rows[0]?.at ?? new Date(city.openedAt)).toISOString(),
      entries: rows.map((row) => answerEntry(row, reading)),
    })
  },

  correctionsAtom: async (_req, res) => {
    const reading = await readingOf(deps, res)
    const { city, lang, t, origin } = reading
    const entries = (await correctionsOf(deps, reading, mostInFeed)).map((one) => ({
      ...{ href: one.id, title: one.title, summary: one.title, lang, published: one.at, updated: one.at },
    }))
    sendFeed(res, {
      ...frameOf(reading, t('open-data:feed.corrections', { city: nameIn(city.names, lang) })),
      selfHref: origin + openDataPaths.corrections(lang, city.slug, 'atom'),
      updated: entries[0]?.updated ?? new Date(city.openedAt).toISOString(),
      entries,
    })
  },

  correctionsJson: async (_req, res) => {
    const reading = await readingOf(deps, res)
    res.set('Access-Control-Allow-Origin', '*').json({
      kind: 'ashyq-qala corrections 1',
      city: reading.city.slug,
      since: new Date(reading.now - daysBack * 86_400_000).toISOString(),
      corrections: await correctionsOf(deps, reading, mostInJson),
    })
  },
})

const frameOf = (
  { city, lang, t, origin }: Reading,
  title: string,
): Pick<FeedModel, 'title' | 'lang' | 'author' | 'listHref'> => ({
  ...{ title, lang },
  author: t('common:page.siteOf', { city: nameIn(city.names, lang) }),
  listHref: origin + openDataPaths.page(lang, city.slug),
})

function answerEntry(
  row: AnswerRow,
  { city, lang, t, directory, origin }: Reading,
): FeedModel['entries'][number] {
  const category = directory.categoryById.get(row.categoryId ?? 0)
  const office = directory.officeById.get(row.officeId)
  const at = row.at.toISOString()
  return {
    href: `${origin}${complaintPaths.show(lang, city.slug, row.number)}#answer-${row.no}`,
    title: [
      category && nameIn(category.names, lang),
      t(`complaints:outcome.${row.outcome}`),
      office && nameIn(office.short, lang),
    ]
      .filter(Boolean)
      .join(' · '),
    ...{ summary: excerpt(row.text, 300), lang: row.lang, published: at, updated: at },
  }
}

/** One change of what had been published. `complaint` and `url` are null where it is not public. */
type Correction = {
  id: string
  at: string
  kind: string
  complaint: string | null
  url: string | null
  title: string
}

async function correctionsOf(deps: Deps, reading: Reading, most: number): Promise<Correction[]> {
  const { city, now } = reading
  const since = now - daysBack * 86_400_000
  const [rows, months] = await Promise.all([
    lastCorrections(deps, { cityId: city.id, since, most }),
    snapshots(deps, city.id),
  ])
  const mended = months.flatMap((dump, index) => {
    // The newest stands first, so the one before it is the next.
    const before = months[index + 1]
    const isOtherMethod = before !== undefined && before.method !== dump.method
    return dump.remark === '' && !isOtherMethod ? [] : [correctedSnapshot(dump, isOtherMethod, reading)]
  })
  return [...rows.map((row) => correction(deps, row, reading)), ...mended]
    .toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
    .slice(0, most)
}

function correction(deps: Pick<Deps, 'keys'>, row: CorrectionRow, reading: Reading): Correction {
  const { city, lang, t, directory, origin } = reading
  const url = row.number === null ? null : origin + complaintPaths.show(lang, city.slug, row.number)
  const what = t(`open-data:correction.${row.kind}`)
  const category = directory.categoryById.get(row.categoryId ?? 0)
  // Whoever follows knows the row again; of one that is not public nothing else is told.
  const key = blindIndex(deps.keys, 'open-data.correction', `${row.complaintId}/${row.seq}`).toString('hex')
  return {
    id: `${origin}${openDataPaths.page(lang, city.slug)}#correction-${key.slice(0, 20)}`,
    ...{ at: row.at.toISOString(), kind: row.kind, url },
    complaint: row.number === null ? null : formatNumber(row.number),
    title: [what, row.number && formatNumber(row.number), category && nameIn(category.names, lang)]
      .filter(Boolean)
      .join(' · '),
  }
}

function correctedSnapshot(
  dump: Dump,
  isOtherMethod: boolean,
  { city, lang, t, origin }: Reading,
): Correction {
  const kind = isOtherMethod ? 'method' : 'snapshot'
  const at = new Date(dump.takenAt).toISOString()
  const url = origin + openDataPaths.snapshotFile(city.slug, dump.period, 'method.md', dump.no)
  const what = isOtherMethod
    ? t('open-data:correction.method', { method: dump.method, period: dump.period })
    : t('open-data:correction.snapshot', { period: dump.period, remark: dump.remark })
  return {
    id: `${origin}${openDataPaths.page(lang, city.slug)}#snapshot-${dump.no}`,
    ...{ at, kind, complaint: null, url, title: what },
  }
}
