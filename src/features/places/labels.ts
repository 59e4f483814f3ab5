import type { Lang, Translate } from '../../platform/i18n/texts.ts'
import type { House } from './address.ts'
import type { Street, StreetKind } from './street.ts'

/**
 * Names of streets as they are written in addresses: the kind before the name in Russian, after it in Kazakh
 * (domain.md F8). English readers get the Kazakh form: it is what stands on the houses and what the offices know.
 */
export type Writing = { lang: Lang; t: Translate }

const kindKeys = {
  street: 'places:kind.street',
  avenue: 'places:kind.avenue',
  boulevard: 'places:kind.boulevard',
  lane: 'places:kind.lane',
  microdistrict: 'places:kind.microdistrict',
  road: 'places:kind.road',
  embankment: 'places:kind.embankment',
  square: 'places:kind.square',
} as const satisfies Record<StreetKind, `places:kind.${StreetKind}`>

/** The language that names of streets are in on a page in `lang`. */
export const nameLang = (lang: Lang): 'kk' | 'ru' => (lang === 'ru' ? 'ru' : 'kk')

export function streetName({ lang, t }: Writing, { kind, nameKk, nameRu }: Street): string {
  const name = nameLang(lang) === 'ru' ? nameRu : nameKk
  return t(kindKeys[kind], { name })
}

export function houseName({ t }: Writing, { number, building }: House): string {
  return building === '' ? number : `${number}, ${t('places:building', { number: building })}`
}

/** 'formerly ...': the former name that was searched for, else the first; '' for a street that was never renamed. */
export function formerHint({ t }: Writing, { formerNames }: Street, searched: string | null): string {
  const name = searched ?? formerNames[0]
  return name === undefined ? '' : t('places:former', { name })
}
