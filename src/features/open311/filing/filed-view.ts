import type { Deps } from '../../../platform/deps.ts'
import { formatDay } from '../../../platform/time/format.ts'
import { nameIn } from '../../city/index.ts'
import {
  callsOf,
  complaintPaths,
  currentConsent,
  type Filed,
  filedComplaint,
  findDuplicates,
  formatNumber,
  type Reading,
  signedHash,
} from '../../complaints/index.ts'
import type { Json } from '../machine/xml.ts'
import type { WantedFiling } from './read-filing.ts'

const mostSimilar = 3

type Told = {
  reading: Reading
  wanted: WantedFiling
  photos: readonly { dhash: string }[]
  filed: Filed
  extensions: boolean
}

/** What a program is told of a filing: its number, and in `service_notice` what its user should hear. */
export async function filedView(deps: Deps, told: Told): Promise<Json> {
  const { reading, filed, extensions } = told
  const { city, lang, origin } = reading
  const found = await filedComplaint(deps, city.id, filed.secretToken)
  return {
    service_request_id: formatNumber(filed.number),
    service_notice: await noticeOf(deps, told, found),
    account_id: null,
    ...(extensions
      ? {
          extended_attributes: {
            url: origin + complaintPaths.show(lang, city.slug, filed.number),
            // Whoever has it acts as the reporter: for the reporter alone.
            reporter_url: origin + complaintPaths.mine(lang, city.slug, filed.secretToken),
            publication: found?.publication ?? null,
            repeated: !filed.fresh,
          },
        }
      : {}),
  }
}

/** Whom to call first, who answers until when, who reads it, what is known already, and what was agreed to. */
async function noticeOf(
  deps: Deps,
  { reading, wanted, photos, filed }: Told,
  found: Awaited<ReturnType<typeof filedComplaint>>,
): Promise<string> {
  const { t, city, lang, directory, origin } = reading
  const calls = callsOf(reading, wanted.category.danger).map(({ number }) => number)
  const office = found?.officeId == null ? undefined : directory.officeById.get(found.officeId)
  const isPublic = found?.visibility === 'public'
  const others = await similarNumbers(deps, { reading, wanted, photos, filed })
  return [
    calls.length === 0 ? '' : t('open311:notice.danger', { numbers: calls.join(', ') }),
    office === undefined ? '' : t('open311:notice.office', { office: nameIn(office.names, lang) }),
    found?.dueOn == null ? '' : t('open311:notice.due', { day: formatDay(found.dueOn, lang) }),
    found?.visibility === 'staff' ? t('open311:notice.staff') : '',
    isPublic && found.publication === 'held' ? t('open311:notice.held') : '',
    isPublic ? t('open311:notice.public') : '',
    others === '' ? '' : t('open311:notice.similar', { numbers: others }),
    t('open311:notice.consent', {
      version: currentConsent,
      href: origin + complaintPaths.privacy(lang, city.slug),
    }),
  ]
    .filter(Boolean)
    .join(' ')
}

/** Open complaints that everybody may see and that may be about the same thing. */
async function similarNumbers(
  deps: Deps,
  { reading, wanted, photos, filed }: Omit<Told, 'extensions'>,
): Promise<string> {
  const { category, text, address, point } = wanted
  // What only staff may read is compared by nobody else.
  if (category.sensitive) return ''
  const hashes = photos.map(({ dhash }) => signedHash(dhash))
  const found = await findDuplicates(
    deps,
    {
      cityId: reading.city.id,
      categories: [category],
      text,
      address,
      point,
      photos: hashes,
      now: reading.now,
    },
    { among: 'shown', most: mostSimilar + 1 },
  )
  const others = found.filter(({ number }) => number !== filed.number).slice(0, mostSimilar)
  return others.map(({ number }) => formatNumber(number)).join(', ')
}
