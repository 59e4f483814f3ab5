import { definePage, type PageModel } from '../../../../platform/http/page.ts'
import type { City } from '../../../city/index.ts'
import type { Filed } from '../../actions/file-complaint.ts'
import { formatNumber } from '../../number.ts'
import { complaintPaths } from '../../paths.ts'
import { draftDays } from '../draft.ts'
import { type Filer, stepMeta } from './surroundings.ts'

type Reader = Pick<Filer, 'lang' | 't'> & { city: City }

/** Somebody came back to a form that was sent. */
export type SentModel = PageModel & {
  number: string
  /** They wanted to change something. */
  differs: boolean
  openHref: string
  againHref: string
}

export const sentPage = definePage<SentModel>('filing/sent', { layout: 'filing' })

export function sentModel({ lang, t, city }: Reader, filed: Filed, differs: boolean): SentModel {
  return {
    page: stepMeta(t('filing:sent.title')),
    number: formatNumber(filed.number),
    differs,
    openHref: complaintPaths.filed(lang, city.slug, filed.secretToken),
    againHref: complaintPaths.new(lang, city.slug),
  }
}

export type ExpiredModel = PageModel & { text: string; againHref: string }

export const expiredPage = definePage<ExpiredModel>('filing/expired', { layout: 'filing' })

export function expiredModel({ lang, t, city }: Reader): ExpiredModel {
  return {
    page: stepMeta(t('filing:expired.title')),
    text: t('filing:expired.text', { count: draftDays }),
    againHref: complaintPaths.new(lang, city.slug),
  }
}
