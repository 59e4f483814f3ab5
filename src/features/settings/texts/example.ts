import type { Lang, Texts } from '../../../platform/i18n/texts.ts'
import { formatDay } from '../../../platform/time/format.ts'
import type { WorkingCalendar } from '../../../platform/time/working-days.ts'
import { nameIn, termOf } from '../../city/index.ts'
import { formatNumber, type TemplateField } from '../../complaints/index.ts'
import type { Around } from '../thing.ts'
import type { TextDoc } from '../things/text.ts'
import { todayIn } from '../today.ts'

export type Examples = Record<Lang, Record<TemplateField, string>>

/** A number with a right check digit, which no complaint has. */
const exampleNumber = '260304831728'

/** What a text would say of a complaint that comes now: of its category and office, or of any. `at` is milliseconds UTC. */
export function examplesFor(
  { city, directory }: Pick<Around, 'city' | 'directory'>,
  doc: Pick<TextDoc, 'category' | 'office'>,
  { at, calendar, texts }: { at: number; calendar: WorkingCalendar; texts: Pick<Texts, 'in'> },
): Examples {
  const current = directory.categories.filter(({ current }) => current)
  const category = directory.categories.find(({ code }) => code === doc.category) ?? current[0]
  const office = directory.offices.find(({ code }) => code === doc.office) ?? directory.offices[0]
  const today = todayIn(city, at)
  const { dueOn } = termOf(city, calendar, at, category?.termDays ?? city.termDays)
  const inLang = (lang: Lang): Record<TemplateField, string> => ({
    number: formatNumber(exampleNumber),
    category: category === undefined ? '' : nameIn(category.names, lang),
    address: texts.in(lang)('texts:exampleAddress'),
    office: office === undefined ? '' : nameIn(office.names, lang),
    city: nameIn(city.names, lang),
    received: formatDay(today, lang),
    due: formatDay(dueOn, lang),
    today: formatDay(today, lang),
  })
  return { kk: inLang('kk'), ru: inLang('ru'), en: inLang('en') }
}
