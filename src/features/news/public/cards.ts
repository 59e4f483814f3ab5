import type { When } from '../../../platform/http/parts.ts'
import { formatDay } from '../../../platform/time/format.ts'
import { nameIn } from '../../city/index.ts'
import { saidIn } from '../doc.ts'
import { newsPaths } from '../paths.ts'
import type { ShownRow } from '../queries.ts'
import type { Surroundings } from './words.ts'

/** News in a list. `lang` is the language of its words. */
export type NewsCard = {
  href: string
  title: string
  lead: string
  lang: string
  date: When
  /** The category or the office; '' for neither. */
  about: string
  picture: { src: string; alt: string; width: number; height: number } | null
}

export function newsCard(row: ShownRow, around: Surroundings): NewsCard {
  const { city, lang } = around
  const title = saidIn(row.doc.title, lang)
  const { picture } = row
  return {
    href: newsPaths.show(lang, city.slug, row.id),
    title: title.text,
    lead: saidIn(row.doc.lead, lang).text,
    lang: title.lang,
    date: { iso: row.doc.day, text: formatDay(row.doc.day, lang) },
    about: categoryName(row, around) || officeName(row, around),
    picture:
      picture === null
        ? null
        : {
            src: newsPaths.picture(picture.id, 'small'),
            alt: row.doc.picture === null ? '' : saidIn(row.doc.picture.alt, lang).text,
            width: picture.smallWidth,
            height: picture.smallHeight,
          },
  }
}

export function categoryName({ doc }: Pick<ShownRow, 'doc'>, { directory, lang }: Surroundings): string {
  const category = directory.categories.find(({ code }) => code === doc.category)
  return category === undefined ? '' : nameIn(category.names, lang)
}

export function officeName(
  { office_id: id }: Pick<ShownRow, 'office_id'>,
  { directory, lang }: Surroundings,
): string {
  const office = id === null ? undefined : directory.officeById.get(id)
  return office === undefined ? '' : nameIn(office.names, lang)
}
