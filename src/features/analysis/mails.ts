import { Temporal } from 'temporal-polyfill'
import type { Deps } from '../../platform/deps.ts'
import type { LetterItem } from '../../platform/mail/letter.ts'
import { formatDay, formatNumber } from '../../platform/time/format.ts'
import { staffMember } from '../accounts/index.ts'
import { cityById, nameIn } from '../city/index.ts'
import { readerOf, sendToStaff } from '../complaints/index.ts'
import { directoryOf } from '../offices/index.ts'
import { scopeIn } from './access.ts'
import { type Analysis, analysisOf, risingWordsOf } from './analysis.ts'
import { sumsBy, totalOf } from './counts.ts'
import { type Surroundings, wordsOf } from './pages/words.ts'
import { analysisPaths } from './paths.ts'
import { signReader } from './reader-link.ts'

const mostTopics = 5

/**
 * Mails what people turned to the city with in a week to one who asked for it; nothing when the account or its right to
 * see it is gone. Safe to repeat: the mail of a week has one id.
 */
export async function mailWeek(deps: Deps, { id, week }: { id: number; week: string }): Promise<void> {
  const row = await deps.db.analysisReader.findUnique({ where: { id } })
  if (row === null) return
  const [reader, staff, city] = await Promise.all([
    readerOf(deps, row.staffId),
    staffMember(deps, row.staffId),
    cityById(deps, row.cityId),
  ])
  const scope = staff === null ? null : scopeIn(staff, row.cityId, row.officeId)
  if (reader === null || city === null || scope === null) return
  const { lang } = reader
  const t = deps.texts.in(lang)
  const directory = await directoryOf(deps, city.id)
  const around: Surroundings = { city, directory, lang, t, sources: deps.beside.appeals }
  const place = { city, officeId: scope.officeId }
  const to = Temporal.PlainDate.from(week).add({ days: 6 }).toString()
  const asked = { from: week, to, unit: 'week' as const, kind: null, category: null, area: null }
  const [analysis, words] = await Promise.all([analysisOf(deps, place, asked), risingWordsOf(deps, place)])
  const href = deps.config.publicUrl + analysisPaths.show(city.slug)
  const count = (n: number) => formatNumber(n, lang)
  const office = scope.officeId === null ? undefined : directory.officeById.get(scope.officeId)
  await sendToStaff(deps, reader, {
    id: `analysis.${id}.${week}`,
    subject: t('analysis:mail.subject', {
      place: nameIn(office === undefined ? city.names : office.names, lang),
    }),
    lead: t('analysis:mail.lead', {
      ...{ from: formatDay(week, lang), to: formatDay(to, lang) },
      ...{ now: count(totalOf(analysis.now)), before: count(totalOf(analysis.before)) },
    }),
    items: topicItems(analysis, around, href),
    notes: [
      ...(words.length === 0
        ? []
        : [t('analysis:mail.words', { words: words.map(({ word }) => word).join(', ') })]),
      t('analysis:mail.stop', { href }),
    ],
    why: t('analysis:mail.why'),
    stopHref: deps.config.publicUrl + analysisPaths.leave(lang, city.slug, signReader(deps, id)),
  })
}

function topicItems({ now, before }: Analysis, around: Surroundings, href: string): LetterItem[] {
  const { lang, t } = around
  const words = wordsOf(around)
  const were = sumsBy(before, ({ category }) => category)
  return [...sumsBy(now, ({ category }) => category)]
    .toSorted(([a, n], [b, m]) => m - n || a.localeCompare(b, 'en'))
    .slice(0, mostTopics)
    .map(([code, count]) => ({
      title: words.category(code),
      href,
      lines: [
        t('analysis:mail.topic', {
          now: formatNumber(count, lang),
          before: formatNumber(were.get(code) ?? 0, lang),
        }),
      ],
      quote: null,
    }))
}
