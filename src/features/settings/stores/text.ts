import { dateToDay, dayToDate } from '../../../platform/db/instant.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { type Lang, langs } from '../../../platform/i18n/texts.ts'
import { TextDoc } from '../things/text.ts'
import { categoryIdOf, officeIdOf, type Store } from './store.ts'

const related = { office: { select: { code: true } }, category: { select: { code: true } } } as const

const rowsOf = (tx: Transaction, where: { cityId: number; code?: string }) =>
  tx.answerTemplate.findMany({ where, include: related, orderBy: [{ position: 'asc' }, { id: 'asc' }] })
type Row = Awaited<ReturnType<typeof rowsOf>>[number]

/** One row for each language in which the text is written. */
export const textStore: Store<TextDoc> = {
  async all(tx, cityId) {
    const rows = Map.groupBy(await rowsOf(tx, { cityId }), ({ code }) => code)
    return new Map([...rows].map(([code, inLanguages]) => [code, docOf(inLanguages)]))
  },

  async read(tx, cityId, code) {
    const rows = await rowsOf(tx, { cityId, code })
    return rows.length === 0 ? null : docOf(rows)
  },

  async write(tx, { cityId, key: code }, doc) {
    const written = doc === null ? [] : langs.filter((lang) => doc.texts[lang] !== '')
    await tx.answerTemplate.deleteMany({ where: { cityId, code, lang: { notIn: written } } })
    if (doc === null) return
    const shared = {
      officeId: await officeIdOf(tx, { cityId, code: doc.office, field: 'office' }),
      categoryId: await categoryIdOf(tx, { cityId, code: doc.category, field: 'category' }),
      purpose: doc.purpose,
      position: doc.position,
      validTo: doc.validTo === null ? null : dayToDate(doc.validTo),
    }
    for (const lang of written) {
      const data = { ...shared, title: doc.titles[lang], text: doc.texts[lang] }
      await tx.answerTemplate.upsert({
        where: { cityId_code_lang: { cityId, code, lang } },
        create: { cityId, code, lang, ...data },
        update: data,
      })
    }
  },
}

function docOf(rows: readonly Row[]): TextDoc {
  const [first] = rows
  if (first === undefined) throw new Error('A text without rows')
  const inEach = (column: 'title' | 'text') => {
    const words = (lang: Lang) => rows.find((row) => row.lang === lang)?.[column] ?? ''
    return { kk: words('kk'), ru: words('ru'), en: words('en') }
  }
  return {
    office: first.office?.code ?? null,
    category: first.category?.code ?? null,
    purpose: TextDoc.shape.purpose.parse(first.purpose),
    titles: inEach('title'),
    texts: inEach('text'),
    position: first.position,
    validTo: first.validTo && dateToDay(first.validTo),
  }
}
