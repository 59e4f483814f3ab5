import type { TextKey } from '../../../platform/i18n/text-key.ts'
import { langs } from '../../../platform/i18n/texts.ts'
import { nameIn } from '../../city/index.ts'
import type { Around, Choice, FieldSpec, GroupSpec } from '../thing.ts'

/** A text in the three languages, Kazakh first. */
export const inLanguages = (
  path: string,
  label: TextKey,
  control: FieldSpec['control'] = 'text',
): FieldSpec[] => langs.map((lang) => ({ path: `${path}.${lang}`, control, label, lang }))

/** How many people live in a city or in a part of it. */
export const residentsGroup: GroupSpec = {
  title: 'settings:group.residents',
  hint: 'settings:hint.residents',
  columns: 3,
  fields: [
    { path: 'residents.count', control: 'number', label: 'settings:field.residentsCount', width: 's' },
    { path: 'residents.on', control: 'day', label: 'settings:field.residentsOn' },
    { path: 'residents.source', control: 'text', label: 'settings:field.residentsSource' },
  ],
}

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
