import type { Deps } from '../../../../platform/deps.ts'
import type { Lang } from '../../../../platform/i18n/texts.ts'
import { formatDay } from '../../../../platform/time/format.ts'
import { nameIn } from '../../../city/index.ts'
import { formatNumber } from '../../number.ts'
import { dayAt } from '../../term-rules.ts'
import type { CaseFacts } from '../complaint-facts.ts'
import type { DeskForm } from '../forms.ts'
import type { DeskRow } from '../queries.ts'
import type { TemplateField, TemplatePurpose } from './template-fields.ts'

/** A ready text as the desk offers it. */
export type Template = { id: number; purpose: string; title: string; text: string }

/** What the texts of an act are for. */
export const purposesOf: Partial<Record<DeskForm, readonly TemplatePurpose[]>> = {
  answer: ['solved', 'explained'],
  plan: ['planned'],
  ask: ['asked'],
  refuse: ['refused'],
  forward: ['forwarded'],
}

const mostOffered = 20

/** The texts of the office and of the city for this category in the language of the answer, the closest first. */
export async function templatesFor(
  { db }: Pick<Deps, 'db'>,
  row: Pick<DeskRow, 'city_id' | 'office_id' | 'category_id' | 'reply_lang'>,
  { act, today }: { act: string; today: string },
): Promise<Template[]> {
  const purposes = purposesOf[act as DeskForm]
  if (purposes === undefined) return []
  return db.$queryRaw<Template[]>`
    SELECT id, purpose, title, text FROM answer_template
    WHERE city_id = ${row.city_id} AND lang = ${row.reply_lang} AND purpose = ANY(${[...purposes]})
      AND (office_id IS NULL OR office_id = ${row.office_id})
      AND (category_id IS NULL OR category_id = ${row.category_id})
      AND (valid_to IS NULL OR valid_to >= ${today}::date)
    ORDER BY (category_id IS NULL), (office_id IS NULL), position, id LIMIT ${mostOffered}`
}

/** What stands in the place of the fields, in the language of the answer; empty where the portal does not know it. */
export function valuesOf({ row, city, directory, today, now }: CaseFacts): Record<TemplateField, string> {
  const lang: Lang = row.reply_lang === 'kk' || row.reply_lang === 'en' ? row.reply_lang : 'ru'
  const category = directory.categoryById.get(row.category_id ?? 0)
  const office = directory.officeById.get(row.office_id ?? 0)
  const day = (at: number) => formatDay(dayAt(at, city).toString(), lang)
  return {
    number: formatNumber(row.number),
    category: category ? nameIn(category.names, lang) : '',
    address: row.address || row.landmark,
    office: office ? nameIn(office.names, lang) : '',
    city: nameIn(city.names, lang),
    received: day(row.received_at.getTime()),
    due: row.due_at === null ? '' : day(row.due_at.getTime()),
    today: formatDay(today.toString(), lang) || day(now),
  }
}
