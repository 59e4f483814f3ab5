import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import type { Deps } from '../../../platform/deps.ts'
import { csvLine, csvStart } from '../../../platform/http/csv.ts'
import type { Translate } from '../../../platform/i18n/texts.ts'
import { formatNumber } from '../number.ts'
import { complaintPaths } from '../paths.ts'
import type { Reading } from '../public/reading.ts'
import type { ComplaintRow } from '../public/show/queries.ts'
import { appealText, formalLangs, formalText } from './formal-text.ts'
import type { TextsIn } from './pages.ts'
import { receiptRows } from './pages.ts'

export type ZipInput = {
  row: ComplaintRow
  reading: Reading
  /** Storage keys of the photos, in order. */
  photoKeys: readonly string[]
  category: string
  textsIn: TextsIn
}

/** A file more than anybody can file: what is beyond stays on the portal. */
const mostPhotos = 40

/**
 * The papers of a formal filing as a stream: texts in both languages, photos, and the receipt as table and JSON.
 * A photo is opened when its turn comes, and read no faster than the reader takes it.
 */
export function formalZip(
  { files, log }: Pick<Deps, 'files' | 'log'>,
  input: ZipInput,
): NodeJS.ReadableStream {
  const { row, reading, photoKeys, category, textsIn } = input
  const zip = new ZipFile()
  const at = { mtime: new Date(reading.now) }
  const addText = (name: string, text: string) => zip.addBuffer(Buffer.from(text), name, at)
  const { words } = row
  if (words !== null) {
    for (const lang of formalLangs) {
      const paper = { row, words, reading, lang, t: textsIn(lang) }
      addText(`eotinish-${lang}.txt`, windowsText(formalText(paper)))
      const appeal = appealText(paper)
      if (appeal !== null) addText(`appeal-${lang}.txt`, windowsText(appeal))
    }
  }
  addText('receipt.csv', receiptCsv(row, reading, category))
  addText('receipt.json', `${JSON.stringify(receiptJson(row, reading, reading.t), null, 2)}\n`)
  photoKeys.slice(0, mostPhotos).forEach((key, index) => {
    // JPEGs do not become smaller.
    zip.addReadStreamLazy(`photos/photo-${index + 1}.jpg`, { ...at, compress: false }, (give) => {
      files.get(key).then(
        (stored) => {
          if (stored.ok) return give(null, stored.stream)
          log.error({ key, condition: stored.reason }, 'the bytes of a photo are not what they were')
          give(null, Readable.from([]))
        },
        (error) => give(error, Readable.from([])),
      )
    })
  })
  zip.end()
  return zip.outputStream
}

/** With the mark and line ends by which the oldest editors show Kazakh letters. */
const windowsText = (text: string): string => `${csvStart}${text.replaceAll('\n', '\r\n')}`

const receiptCsv = (row: ComplaintRow, reading: Reading, category: string): string =>
  csvStart +
  receiptRows(row, reading, category)
    .map(({ label, value }) => csvLine([label, value]))
    .join('')

/** The same for machines: codes and ISO dates. */
function receiptJson(row: ComplaintRow, reading: Reading, t: Translate) {
  const { city, directory, lang, origin } = reading
  const { facts, words } = row
  const office = facts?.officeId == null ? undefined : directory.officeById.get(facts.officeId)
  const category = facts?.categoryId == null ? undefined : directory.categoryById.get(facts.categoryId)
  return {
    number: formatNumber(row.number),
    portal: t('common:page.siteOf', { city: city.names[lang] }),
    url: origin + complaintPaths.show(lang, city.slug, row.number),
    status: row.status,
    receivedAt: new Date(row.receivedAt).toISOString(),
    registeredOn: facts?.registeredOn ?? null,
    dueOn: row.dueOn,
    category: category === undefined ? null : { code: category.code, ...category.names },
    office: office === undefined ? null : { code: office.code, ...office.names },
    text: words?.text ?? null,
    textLang: words?.textLang ?? null,
    address: words?.address ?? null,
    landmark: words?.landmark ?? null,
    point: words === null || words.lat === null ? null : { lat: words.lat, lon: words.lon },
    answers: row.answers.map(({ no, outcome, text, lang: answerLang, at, officeId }) => ({
      no,
      outcome,
      at: new Date(at).toISOString(),
      lang: answerLang,
      text,
      office: directory.officeById.get(officeId)?.code ?? null,
    })),
  }
}
