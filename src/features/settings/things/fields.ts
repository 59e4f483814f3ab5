import type { TextKey } from '../../../platform/i18n/text-key.ts'
import { langs } from '../../../platform/i18n/texts.ts'
import { nameIn } from '../../city/index.ts'
import type { Around, Choice, FieldSpec } from '../thing.ts'

/** A text in the three languages, Kazakh first. */
export const inLanguages = (
  path: string,
  label: TextKey,
  control: FieldSpec['control'] = 'text',
): FieldSpec[] => langs.map((lang) => ({ path: `${path}.${lang}`, control, label, lang }))

export const officeChoices = ({ directory, lang }: Around): Choice[] =>
  directory.offices.map(({ code, names }) => ({ value: code, label: `${nameIn(names, lang)} (${code})` }))

export const currentOfficeChoices = ({ directory, lang }: Around): Choice[] =>
  directory.offices
    .filter(({ current }) => current)
    .map(({ code, names }) => ({ value: code, label: `${nameIn(names, lang)} (${code})` }))

export const categoryChoices = ({ directory, lang }: Around): Choice[] =>
  directory.categories.map(({ code, names }) => ({ value: code, label: nameIn(names, lang) }))

export const areaChoices = ({ city, lang }: Around): Choice[] =>
  city.areas.map(({ code, names }) => ({ value: code, label: nameIn(names, lang) }))
