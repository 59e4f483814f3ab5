import type { CityNotice } from '../../../platform/db/generated/client.ts'
import { dateToDay, dayToDate } from '../../../platform/db/instant.ts'
import { NoticeDoc } from '../things/notice.ts'
import type { Store } from './store.ts'

export const noticeStore: Store<NoticeDoc> = {
  async all(tx, cityId) {
    const rows = await tx.cityNotice.findMany({
      where: { cityId },
      orderBy: [{ endsOn: 'desc' }, { id: 'asc' }],
    })
    return new Map(rows.map((row) => [row.code, docOf(row)]))
  },

  async read(tx, cityId, code) {
    const row = await tx.cityNotice.findUnique({ where: { cityId_code: { cityId, code } } })
    return row === null ? null : docOf(row)
  },

  async write(tx, { cityId, key: code }, doc) {
    if (doc === null) {
      await tx.cityNotice.delete({ where: { cityId_code: { cityId, code } } })
      return
    }
    const data = {
      place: doc.place,
      tone: doc.tone,
      textKk: doc.text.kk,
      textRu: doc.text.ru,
      textEn: doc.text.en,
      link: doc.link,
      startsOn: dayToDate(doc.startsOn),
      endsOn: dayToDate(doc.endsOn),
    }
    await tx.cityNotice.upsert({
      where: { cityId_code: { cityId, code } },
      create: { cityId, code, ...data },
      update: data,
    })
  },
}

const docOf = (row: CityNotice): NoticeDoc => ({
  text: { kk: row.textKk, ru: row.textRu, en: row.textEn },
  place: NoticeDoc.shape.place.parse(row.place),
  tone: NoticeDoc.shape.tone.parse(row.tone),
  link: row.link,
  startsOn: dateToDay(row.startsOn),
  endsOn: dateToDay(row.endsOn),
})
