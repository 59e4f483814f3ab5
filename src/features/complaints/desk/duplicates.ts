import type { Deps } from '../../../platform/deps.ts'
import type { Alert, Link, Option } from '../../../platform/http/parts.ts'
import { nameIn } from '../../city/index.ts'
import type { Category, Directory } from '../../offices/index.ts'
import { type Duplicate, findDuplicates } from '../duplicates/find-duplicates.ts'
import { photosSeenIn } from '../duplicates/seen-photos.ts'
import { formatNumber } from '../number.ts'
import { deskPaths } from '../paths.ts'
import { excerpt } from '../public/excerpt.ts'
import { publicText } from '../public-text.ts'
import { isOpen, type Status } from '../rules.ts'
import type { ComplaintFacts } from './complaint-facts.ts'
import type { DeskRow } from './queries.ts'

/** What else may be about the same thing, and where its pictures were seen before. */
export type DeskDuplicates = { candidates: Duplicate[]; photosIn: string[] }

export const noDuplicates: DeskDuplicates = { candidates: [], photosIn: [] }

const mostShown = 5

/** The same engine as residents meet, over everything that the office may see. */
export async function deskDuplicates(
  deps: Pick<Deps, 'db' | 'now'>,
  row: DeskRow,
  directory: Directory,
): Promise<DeskDuplicates> {
  const now = deps.now().epochMilliseconds
  const hashes = row.photo_hashes.map(BigInt)
  const photosIn = await photosSeenIn(deps, { id: row.id, cityId: row.city_id, hashes, now })
  if (!isOpen(row.status as Status)) return { candidates: [], photosIn }
  const category: Category | undefined = directory.categoryById.get(row.category_id ?? 0)
  const { lat, lon } = row
  const candidates = await findDuplicates(
    deps,
    {
      cityId: row.city_id,
      categories: category === undefined ? [] : [category],
      text: row.text,
      address: row.address,
      point: lat === null || lon === null ? null : { lat, lon },
      photos: hashes,
      now,
    },
    { among: 'all', butId: row.id, most: mostShown },
  )
  return { candidates, photosIn }
}

/** The likeliest first, as radios of the form that merges. */
export const mergeOptions = ({ duplicates, directory, lang, t }: ComplaintFacts): Option[] =>
  duplicates.candidates.map((one) => {
    const category = directory.categoryById.get(one.categoryId ?? 0)
    const where = one.metres === null ? one.address : t('desk:merge.metres', { metres: one.metres })
    const name = category === undefined ? t('desk:noCategory') : nameIn(category.names, lang)
    return {
      value: one.number,
      label: `${formatNumber(one.number)} · ${name}`,
      hint: [
        t('desk:merge.score', { percent: Math.round(one.score * 100) }),
        where,
        one.photo ? t('desk:merge.samePhoto') : '',
        excerpt(publicText(one.text, t), 100),
      ]
        .filter(Boolean)
        .join(' · '),
    }
  })

/** Above the case: what to look at before answering. */
export function duplicateAlerts(
  { duplicates, row, t }: ComplaintFacts,
  { mayMerge }: { mayMerge: boolean },
): Alert[] {
  const toCase = (number: string): Link => ({ href: deskPaths.show(number), label: formatNumber(number) })
  const alerts: Alert[] = []
  if (duplicates.photosIn.length > 0) {
    alerts.push({ tone: 'warning', text: t('desk:merge.photoSeen'), links: duplicates.photosIn.map(toCase) })
  }
  if (duplicates.candidates.length > 0) {
    alerts.push({
      tone: 'info',
      text: t('desk:merge.alike', { count: duplicates.candidates.length }),
      links: [
        ...duplicates.candidates.slice(0, 3).map(({ number }) => toCase(number)),
        ...(mayMerge
          ? [{ href: deskPaths.form(row.number, 'merge'), label: t('desk:act.merge.title') }]
          : []),
      ],
    })
  }
  return alerts
}
